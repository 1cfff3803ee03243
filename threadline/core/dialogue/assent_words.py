"""How people say yes and no to what was proposed, in the languages of the reading. Data: a language is a row."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from threadline import regex
from threadline.calendar.extract.speech import speech_languages, speech_words

YES = (
    "yes|yeah|yep|yup|ya|yes please|sure|sure thing|ok|okay|okey|k|fine|that's fine|fine by me|fine with me|"
    "great|perfect|"
    "good|all good|agreed|deal|works|works for me|that works|that works for me|works great|sounds good|sounds great|"
    "sounds good to me|sounds perfect|looks good|looks good to me|looks great|looks right|lgtm|absolutely|definitely|"
    "of course|certainly|correct|right|that's right|that's correct|exactly|confirmed|confirm|confirm it|i confirm|"
    "approved|approve|approve it|go ahead|go for it|do|do it|please do|do that|make it so|let's do it|let's do that|"
    "let's go|book it|book that|book this|book|schedule it|schedule that|put it in|put it in my calendar|"
    "put it in the calendar|put it on my calendar|put it into my calendar|add it|add it to my calendar|"
    "add it to the calendar|happy to|i agree|no problem|no objections|that's perfect|that's great|that's good|cool|"
    "awesome|excellent|brilliant|wonderful|alright|all right|right on|by all means|accept|accept it|accepted|"
    "lovely|splendid|fantastic|marvellous|ideal|superb|"
    "it's a yes|a yes from me|yes from me|that is fine|that is right|that is correct|count me in|i'm in|all set",
    # de
    "ja|jo|jep|jawohl|klar|na klar|gerne|gern|sicher|genau|richtig|stimmt|einverstanden|passt|passt so|passt mir|"
    "passt für mich|passt gut|das passt|geht klar|alles klar|in ordnung|abgemacht|perfekt|super|prima|top|wunderbar|"
    "gut|sehr gut|ok passt|mach das|mach es|mach es so|machen wir so|so machen wir's|so machen wir es|tu das|leg los|"
    "eintragen|trag es ein|trag ihn ein|trag das ein|bitte eintragen|buchen|buch es|buche es|buch das|bestätigt|"
    "bestätigen|bestätige|ich bestätige|natürlich|selbstverständlich|klingt gut|hört sich gut an|von mir aus|"
    "kein problem",
    # fr
    "oui|ouais|d'accord|entendu|parfait|très bien|c'est bon|c'est bon pour moi|c'est parfait|ça marche|ça me va|"
    "ça me convient|vas-y|allez-y|je confirme|confirme|confirmez|confirmé|réserve|réserve-le|réservez|ajoute-le|ajoute|"
    "note-le|notez-le|fais-le|bien sûr|volontiers|avec plaisir|super|génial|exact|c'est ça|pas de problème|je valide|"
    "validé|valide|c'est noté|oui oui",
    # es
    "sí|si|claro|claro que sí|vale|de acuerdo|perfecto|por supuesto|hazlo|adelante|genial|está bien|me parece bien|"
    "me va bien|me viene bien|confirmo|confirma|confirmado|confírmalo|resérvalo|reserva|agéndalo|apúntalo|ponlo|"
    "añádelo|"
    "correcto|exacto|suena bien|sin problema|bueno|estupendo|muy bien",
    # it
    "sì|certo|certamente|va bene|d'accordo|perfetto|volentieri|confermo|conferma|confermato|fallo|procedi|prenota|"
    "prenotalo|mettilo in agenda|aggiungilo|segnalo|ottimo|benissimo|mi va bene|per me va bene|esatto|giusto|"
    "nessun problema|bene|ci sto",
    # pt
    "sim|claro|com certeza|está bem|tá bom|tudo bem|certo|perfeito|pode ser|pode marcar|pode|confirmo|confirma|"
    "confirmado|marca|marque|pode agendar|agende|combinado|de acordo|beleza|ótimo|fechado|isso mesmo|por mim tudo bem|"
    "sem problema|muito bem",
    # nl
    "ja|jazeker|zeker|prima|akkoord|goed|is goed|dat is goed|oké|oke|perfect|klopt|doe maar|graag|boek het|boek maar|"
    "zet het erin|bevestig|bevestigd|ik bevestig|top|in orde|geen probleem|klinkt goed|natuurlijk|afgesproken",
    # more of how cards are agreed to
    "that'll do|that will do|suits me fine|suits me well|good for me|good by me|ok by me|ok with me|okay with me|"
    "fine for me|great for me|perfect for me|no objection|i'm fine with that|i'm happy with that|"
    "finde ich gut|find ich gut|finde ich super|ist mir recht|mir recht|das ist gut so|"
    "von mir aus gern|von mir aus gerne|"
    "ça me va très bien|ça me va parfaitement|ça me convient très bien|très bien pour moi|c'est très bien|"
    "me parece genial|me va genial|me viene genial|me parece muy bien|por mí bien|por mí perfecto|por mí genial|"
    "mi va benissimo|per me benissimo|mi sembra perfetto|mi sembra ottimo|mi sembra buono|per me perfetto|"
    "por mim perfeito|parece-me bem|parece-me ótimo|para mim está ótimo|para mim perfeito|acho ótimo|"
    "vind ik prima|vind ik goed|lijkt me goed|lijkt me prima|lijkt me perfect|mij best|wat mij betreft prima|"
    # in mails
    "works perfectly|that would work|that'd be great|suits me|that suits me|please book it|please go ahead|"
    "please confirm|"
    "you can add it|you can book it|you may add it|happy with that|fine with that|yes that works|"
    "all fine|go on|please add it|"
    "das passt mir|das passt mir gut|passt mir gut|passt perfekt|passt hervorragend|bitte buchen|bitte bestätigen|"
    "buche es bitte|kannst du eintragen|bitte so eintragen|geht in ordnung|machen wir|abgesegnet|freigegeben|"
    "cela me convient|cela me va|ça me convient parfaitement|tu peux confirmer|vous pouvez confirmer|tu peux réserver|"
    "tu peux l'ajouter|vous pouvez l'ajouter|tu peux le réserver|tu peux la réserver|tu peux le noter|tu peux la noter|"
    "c'est d'accord|parfait pour moi|ça roule|on fait comme ça|je suis d'accord|"
    "me parece perfecto|me parece estupendo|me va perfecto|me viene perfecto|"
    "puedes confirmar|puedes reservarlo|puedes añadirlo|puedes apuntarlo|"
    "confírmalo por favor|estoy de acuerdo|hecho|dale|"
    "mi sta bene|per me è ok|per me ok|"
    "puoi confermare|puoi aggiungerlo|puoi aggiungerla|puoi segnarlo|"
    "conferma pure|prenota pure|procedi pure|sono d'accordo|"
    "perfetto per me|si può fare|"
    "para mim está bem|por mim está bem|por mim está ótimo|funciona para mim|dá para mim|serve para mim|pode confirmar|"
    "podes confirmar|podes marcar|marca isso|marque por favor|está ótimo|está perfeito|estou de acordo|"
    "dat komt mij goed uit|komt mij goed uit|komt goed uit|dat past mij|past mij|past prima|zet maar in de agenda|"
    "zet het in de agenda|zet het maar in de agenda|plan het in|plan maar in|bevestig maar|ga je gang|mee eens|"
    "pasuje mi|odpowiada mi|odpowiada mi to|to mi pasuje|może być|zarezerwuj|potwierdź|wpisz|wpisz do kalendarza|"
    "zapisz|świetnie|idealnie|super|jasne|oczywiście|dobra|w porządku|"
    "мне подходит|меня устраивает|это подходит|подходит|запиши|записывай|запланируй|подтверди|подтверждаем|отлично|"
    "прекрасно|конечно|договорились|идёт|идет|хорошо подходит|согласны|"
    "det passar mig|det passar|passar mig|passar bra|det passar bra|det funkar|det funkar för mig|funkar för mig|"
    "bekräfta det|lägg in det|kör på det|toppen|absolut|självklart|det blir bra|"
    "det passer mig|det passer|passer mig|passer fint|det passer fint|bekræft det|bekreft det|det er fint|fint|"
    "bana uyar|olabilir|ekle|takvime ekle|kabul|vyhovuje|vyhovuje mi|to mi vyhovuje|souhlasím|rezervuj|domluveno",
    # "book that", of what was agreed on or is quoted
    "запиши это|запишите это|запланируй это|запланируйте это|забронируй|забронируй это|забронируйте это|"
    "добавь это в календарь|внеси это в календарь|заплануй|заплануй це|заплануйте це|запиши це|запишіть це|"
    "забронюй|забронюй це|забронюйте це|додай це в календар|додай це до календаря|"
    "bunu ayarla|bunu planla|bunu ekle|bunu takvime ekle|bunu takvimime ekle|bunu rezerve et|bunu kaydet|"
    "bestill det|prenota questo|fissa questo|segna questo|rezervuj to|naplánuj to|zapiš to|foglald le|írd be|varaa se|"
    "rezervă asta|programează asta|احجز ذلك|احجز هذا|أضف هذا إلى التقويم|इसे बुक करो|इसे बुक करें|इसे कैलेंडर में जोड़ें",
    # sv, da, nb, pl, tr, ru, uk, ja, zh, ko, ar, hi and others beside what the reading knows
    "ja tack|ja tak|ja takk|okej|boka|boka det|bok det|book det|bekräfta|bekræft|bekreft|låter bra|lyder godt|"
    "høres bra ut|"
    "tak|potwierdzam|zgoda|zgadza się|dobrze|pasuje|rezerwuj|evet|tamam|olur|onaylıyorum|onayla|uygun|да|хорошо|"
    "подтверждаю|согласен|согласна|бронируй|давай|так|добре|підтверджую|згоден|згодна|ano|potvrzuji|áno|igen|rendben|"
    "kyllä|joo|sopii|da|de acord|confirm programarea|vâng|đồng ý|ναι|εντάξει|כן|אישור|ya|setuju",
    "はい|お願いします|お願いいたします|お願い致します|それでお願いします|いいです|いいですよ|大丈夫です|了解です|"
    "了解|承認|確定してください|"
    "予約してください|"
    "好|好的|可以|行|没问题|确认|同意|就这样|是的|是|네|예|좋아요|좋습니다|확인|예약해 주세요|그렇게 해 주세요|"
    "نعم|موافق|حسنا|حسنًا|تمام|أكد|हाँ|हां|जी हाँ|ठीक है|पुष्टि करें|बुक करें",
    "ええ|うん|承知しました|承知いたしました|承知です|かしこまりました|了解しました|了解いたしました|分かりました|"
    "わかりました|問題ありません|問題ないです|問題ございません|大丈夫ですよ|"
    "その時間で結構です|それで結構です|その日で結構です|こちらで結構です|その時間で大丈夫です|"
    "その時間で問題ありません|その日程で大丈夫です|その日程で問題ありません|その日で大丈夫です|"
    "それで大丈夫です|それで問題ありません|それでいいです|それで構いません|構いません|その時間で構いません|"
    "都合がいいです|都合が良いです|都合がつきます|参加します|参加できます|参加いたします|"
    "出席します|出席できます|出席いたします|予約をお願いします|予定に入れてください|登録してください|"
    "登録をお願いします|カレンダーに入れてください|カレンダーに追加してください|確定でお願いします|"
    "その予定でお願いします|その時間でお願いします|その日程でお願いします|賛成です|同意します|承認します|もちろん|"
    "もちろんです|喜んで|オーケー|オッケー|OKです|ぜひお願いします|好吧|好啊|好呀|"
    "没有问题|可以的|可以啊|行的|行啊|我同意|赞成|我确认|请确认|可以，请预订|请预订|请预约|请安排|请帮我预订|"
    "请帮我安排|预订吧|预约吧|安排吧|就这么定了|就这么定|就这么办|就这样吧|"
    "就这样定了|说定了|时间合适|时间可以|时间没问题|这个时间可以|这个时间没问题|这个时间合适|那个时间可以|"
    "那个时间没问题|那天可以|那天没问题|我可以|我可以参加|我能参加|我会参加|我参加|"
    "我有时间|我有空|合适|很合适|当然|当然可以|没意见|我没意见|完全可以|太好了|对的|收到|明白了|请加到日历|加到日历|"
    "请添加到日历|添加到日历|好的没问题|沒問題|沒有問題|確認|請確認|請預訂|"
    "請安排|時間合適|時間可以|這個時間可以|這個時間沒問題|就這樣|就這麼定了|我沒意見|當然|當然可以|넵|넹|그래요|"
    "그래|그럼요|물론이죠|물론입니다|당연하죠|좋아|좋네요|좋을 것 같아요|"
    "좋을 것 같습니다|괜찮습니다|괜찮아요|괜찮네요|괜찮을 것 같아요|괜찮을 것 같습니다|그때 괜찮아요|"
    "그때 괜찮습니다|그때 좋아요|그때 좋습니다|그 시간 괜찮습니다|그 시간 괜찮아요|"
    "그 시간에 괜찮습니다|그 시간 좋아요|그 시간 좋습니다|그 시간에 가능합니다|그때 가능합니다|가능합니다|가능해요|"
    "시간 됩니다|시간 돼요|문제없습니다|문제 없습니다|문제없어요|"
    "문제 없어요|확인했습니다|확인했어요|확인합니다|알겠습니다|알겠어요|알았어요|동의합니다|동의해요|찬성입니다|"
    "승인합니다|예약해주세요|예약 부탁드립니다|예약 부탁드려요|등록해 주세요|"
    "등록해주세요|추가해 주세요|추가해주세요|캘린더에 추가해 주세요|그렇게 해주세요|그렇게 하죠|그렇게 합시다|"
    "그렇게 진행해 주세요|진행해 주세요|진행해주세요|참석하겠습니다|참석할게요|"
    "참석 가능합니다|오케이|أجل|ايوه|أيوه|بالتأكيد|أكيد|طبعا|طبعًا|طبعاً|بالطبع|موافقة|أوافق|أنا موافق|أنا موافقة|"
    "حسناً|جيد|ممتاز|رائع|مناسب|مناسب لي|مناسب جدا|مناسب جدًا|هذا مناسب|هذا مناسب لي|هذا يناسبني|يناسبني|"
    "يناسبني ذلك|يناسبني تماما|يناسبني تمامًا|الموعد مناسب|الموعد مناسب لي|الموعد يناسبني|الوقت مناسب|"
    "الوقت مناسب لي|الوقت يناسبني|لا مانع|لا مانع لدي|لا مانع عندي|ليس لدي مانع|ما عندي مانع|لا مشكلة|"
    "لا توجد مشكلة|ليس لدي مشكلة|ما في مشكلة|أكد الموعد|أكد لي الموعد|أؤكد|أؤكد الموعد|احجز|احجزه|"
    "احجز الموعد|احجز لي الموعد|يرجى التأكيد|يرجى الحجز|أضفه|أضفه إلى التقويم|سجله|سجل الموعد|سأحضر|"
    "سأكون هناك|سوف أحضر|اتفقنا|أوكي|اوكي|صحيح",
    "👍|👌|✅|🙌|💯|✔️|✔|🆗|👍🏻|👍🏼|👍🏽|👍🏾|👍🏿|+1",
)

NO = (
    "no|nope|nah|no longer needed|not needed any more|not needed anymore|no longer necessary|let's leave it|"
    "leave that|no longer required|not required|nicht mehr nötig|wird nicht mehr gebraucht|brauche ich nicht mehr|"
    "plus besoin|plus nécessaire|ya no es necesario|ya no hace falta|ya no lo necesito|non serve più|"
    "non è più necessario|já não é preciso|não é mais necessário|não precisa mais|niet meer nodig|hoeft niet meer|"
    "better not|i'd better not|i had better not|best not|maybe not|perhaps not|i think not|i'd rather skip it|"
    "let's skip it|mieux vaut pas|vaut mieux pas|il vaut mieux pas|"
    "no thanks|no thank you|never mind|nevermind|forget it|forget about it|forget that|drop it|skip it|"
    "dismiss|dismiss it|discard|discard it|don't|do not|don't book it|do not book it|don't do it|please don't|"
    "cancel|cancel it|cancel that|cancel this|leave it|scrap it|scratch that|not interested|rather not|i'd rather not|"
    "let's not|not needed|not necessary|no need|delete it|remove it|ignore it|ignore that|changed my mind|"
    "i changed my mind|i've changed my mind|no way|not anymore|not any more|i don't want it|i don't want that|reject|"
    "reject it|decline|decline it",
    "nein|ne|nö|nee|doch nicht|lieber nicht|besser nicht|bitte nicht|vergiss es|lass es|lass das|lass gut sein|"
    "lass mal|"
    "lass es sein|lieber doch nicht|"
    "verwerfen|verwirf es|nicht nötig|abbrechen|storniere das|nicht eintragen|nein danke|auf keinen fall|kein bedarf",
    "non|non merci|laisse tomber|laissez tomber|oublie|oublie ça|surtout pas|plutôt pas|pas la peine|annule|"
    "annule ça|abandonne|finalement non|ce n'est pas nécessaire",
    "no gracias|mejor no|déjalo|olvídalo|descártalo|cancélalo|para nada|no hace falta|ya no|no lo reserves",
    "no grazie|meglio di no|lascia stare|lascia perdere|non serve|annulla|annullalo|per niente|scarta",
    "não|não obrigado|não obrigada|melhor não|deixa|deixa pra lá|esquece|esqueça|deixa estar|não precisa|cancela|"
    "descarta|de jeito nenhum",
    "nee|nee bedankt|nee dank je|liever niet|beter niet|laat maar|vergeet het|niet nodig|toch niet|doe maar niet",
    "nej|nej tack|nej tak|nei|nei takk|glöm det|glem det|nie|nie dziękuję|zapomnij|hayır|istemiyorum|boş ver|нет|"
    "не надо|отмена|забудь|ні|не треба|скасуй|ne děkuji|nem|ei|nu mulțumesc|không|όχι|לא|tidak",
    "いいえ|いや|やめます|やめてください|キャンセル|不要です|不|不要|不用|不用了|算了|取消|아니요|아니|취소|"
    "됐어요|لا|لا شكرا|ألغ|"
    "नहीं|रहने दो|रद्द करें",
    "please don't book it|please don't book this|don't book this|it's off|that's off|doesn't work|does not work|"
    "doesn't work for me|that doesn't work for me|can't make it|i can't make it|not for me|"
    "bitte nicht eintragen|bitte nicht buchen|nicht buchen|fällt aus|das fällt aus|passt nicht|passt mir nicht|"
    "geht nicht|geht leider nicht|leider nein|leider nicht|bitte verwerfen|streich das|"
    "ne réserve pas|ne le réserve pas|ne réservez pas|ne confirme pas|c'est annulé|ça ne va pas|ça ne me va pas|"
    "impossible|malheureusement non|laisse|"
    "no lo confirmes|no lo agendes|se cancela|se ha cancelado|queda cancelado|no me va bien|no me viene bien|"
    "lamentablemente no|déjalo estar|"
    "non prenotarlo|non prenotare|non confermare|è annullato|non va bene|non mi va bene|purtroppo no|lascia|"
    "não marques|não marque|não marque isso|não agende|não confirmes|foi cancelado|está cancelado|não dá|"
    "não funciona|infelizmente não|"
    "niet inplannen|niet boeken|niet bevestigen|het gaat niet door|gaat niet door|komt niet uit|past niet|helaas niet|"
    "laat zitten|"
    "nie rezerwuj|nie potwierdzaj|nie wpisuj|odwołane|to odwołane|zostaw|zostaw to|nie pasuje|nie pasuje mi|"
    "niestety nie|daj spokój|nieważne|"
    "не бронируй|не записывай|не подтверждай|отменяется|отменено|не подходит|мне не подходит|к сожалению нет|не нужно|"
    "оставь|"
    "boka inte|boka det inte|strunta i det|det är inställt|inställt|passar inte|det passar inte|tyvärr inte|"
    "tyvärr nej|låt bli|behövs inte|"
    "book ikke|book det ikke|det er aflyst|det er avlyst|passer ikke|desværre|dessverre|"
    "uymaz|bana uymaz|iptal|olmaz|maalesef hayır|nehodí se|nehodí se mi|zrušeno|bohužel ne|nech to být",
    "参加できません|参加できそうにありません|参加は難しいです|出席できません|出席は難しいです|都合がつきません|"
    "都合が悪いです|都合が合いません|都合が悪くなりました|予定が合いません|行けません|"
    "行けなくなりました|伺えません|難しいです|無理です|見送らせてください|見送らせていただきます|見送ります|"
    "見送りたいです|遠慮します|遠慮しておきます|遠慮させてください|辞退します|辞退いたします|"
    "欠席します|欠席いたします|いいえ、結構です|キャンセルしてください|キャンセルでお願いします|"
    "キャンセルをお願いします|取り消してください|予約しないでください|入れないでください|必要ありません|"
    "やめておきます|不需要|不需要了|不必了|不行|不可以|不合适|时间不合适|不方便|那天不方便|没空|没有空|没时间|"
    "没有时间|我没有时间|我没空|我没时间|那天没空|那天没时间|来不了|我来不了|"
    "去不了|我去不了|参加不了|我参加不了|不能参加|我不能参加|无法参加|我无法参加|不参加|我不参加|请取消|取消吧|"
    "请不要预订|不要预订|别预订|不要安排|请拒绝|拒绝|谢绝|算了吧|不同意|我不同意|"
    "不去了|不来了|沒空|沒時間|沒有時間|不能參加|無法參加|不參加|請取消|不方便|不需要了|來不了|아니오|아뇨|"
    "아니요, 괜찮습니다|아니요 괜찮습니다|아니요, 괜찮아요|아니요 괜찮아요|"
    "아니오, 괜찮습니다|아뇨, 괜찮아요|싫어요|안 돼요|안돼요|안 됩니다|안됩니다|안 될 것 같아요|안 될 것 같습니다|"
    "안될 것 같아요|안될 것 같습니다|어렵습니다|어려워요|"
    "어려울 것 같아요|어려울 것 같습니다|힘들어요|힘들 것 같아요|힘들 것 같습니다|참석이 어렵습니다|"
    "참석이 어려울 것 같습니다|참석이 불가능합니다|참석할 수 없습니다|참석할 수 없어요|"
    "참석 못 합니다|참석하지 못합니다|참석하기 어렵습니다|못 갑니다|못 가요|갈 수 없어요|갈 수 없습니다|"
    "불가능합니다|시간이 안 됩니다|시간이 안 돼요|시간이 없습니다|시간이 없어요|"
    "일정이 안 맞습니다|일정이 맞지 않습니다|취소해 주세요|취소해주세요|취소 부탁드립니다|취소할게요|취소하겠습니다|"
    "예약하지 마세요|예약하지 말아 주세요|필요 없습니다|필요 없어요|"
    "필요없어요|됐습니다|거절합니다|사양하겠습니다|كلا|لا شكراً|لا شكرًا|لا يناسبني|هذا لا يناسبني|الموعد لا يناسبني|"
    "الوقت لا يناسبني|غير مناسب|الموعد غير مناسب|غير مناسب لي|لا أستطيع|لا أستطيع الحضور|لا أستطيع القدوم|"
    "لن أستطيع الحضور|لا يمكنني الحضور|لا يمكنني|لن أحضر|لن أتمكن من الحضور|لا أتمكن من الحضور|غير موافق|"
    "لست موافقا|أرفض|ألغه|ألغ الموعد|ألغِ الموعد|إلغاء|إلغاء الموعد|يرجى الإلغاء|الغ الموعد|الغي الموعد|"
    "لا تحجز|لا تحجزه|لا تحجز الموعد|لا داعي|لم يعد ضروريا|ليس ضروريا|انس الأمر",
    "👎|❌|🚫|🙅",
)

LETTING_GO = (
    "never mind|nevermind|forget it|forget about it|forget that|drop it|skip it|leave it|scrap it|scratch that|"
    "not needed|not necessary|no need|no thanks|no thank you|changed my mind|i changed my mind|i've changed my mind|"
    "don't bother|"
    "vergiss es|lass es|lass das|lass gut sein|lass mal|lass es sein|nein danke|nicht nötig|kein bedarf|"
    "hat sich erledigt|"
    "non merci|laisse tomber|laissez tomber|oublie|oublie ça|pas la peine|"
    "no gracias|déjalo|olvídalo|no hace falta|no grazie|lascia stare|lascia perdere|non serve|"
    "não obrigado|não obrigada|deixa pra lá|deixa estar|esquece|esqueça|não precisa|"
    "nee bedankt|nee dank je|laat maar|vergeet het|niet nodig"
)
"""A no that stays one whatever is said behind it: "forget it, I'll call him myself"."""

ANYWAY = (
    "anyway|book it anyway|yes anyway|do it anyway|all the same|book it all the same|regardless|still book it|"
    "trotzdem|buch es trotzdem|bitte trotzdem|trotzdem eintragen|quand même|réserve quand même|de todas formas|"
    "igualmente|resérvalo igual|comunque|lo stesso|mesmo assim|toch|toch boeken|boek het toch|ändå|mimo to|yine de|"
    "все равно|всё равно|все одно|それでも|仍然预订|그래도"
)
"""A yes over what speaks against it."""

FILLERS = (
    "hm|hmm|hmmm|um|uh|erm|euh|ähm|mmh|"
    "sorry|so sorry|i'm sorry|i'm so sorry|my apologies|apologies|unfortunately|i'm afraid|something came up|"
    "something has come up|something's come up|ta|cheers|"
    "tut mir leid|es tut mir leid|leider|mir ist etwas dazwischengekommen|es ist etwas dazwischengekommen|"
    "désolé|désolée|je suis désolé|je suis désolée|malheureusement|lo siento|lamentablemente|mi dispiace|purtroppo|"
    "desculpa|desculpe|lamento|infelizmente|helaas|het spijt me|"
    "please|pls|plz|thanks|thank you|thanks a lot|many thanks|thank you very much|thx|ty|then|it|that|this|so|"
    "now|just|for me|to me|all|very much|hi|hello|hey|hi there|dear|oh|well|ah|actually|i think|too|very|really|"
    "indeed|there|on second thought|on second thoughts|on reflection|come to think of it|bei näherem nachdenken|"
    "à la réflexion|réflexion faite|pensándolo bien|ripensandoci|pensando bem|bij nader inzien|bitte|danke|vielen "
    "dank|danke dir|danke schön|dann|es|das|so|mir|hallo|also|jetzt|doch|"
    "s'il te plaît|s'il vous plaît|stp|svp|merci|merci beaucoup|alors|donc|bonjour|salut|por favor|gracias|"
    "muchas gracias|entonces|hola|pues|per favore|per piacere|grazie|grazie mille|allora|ciao|obrigado|obrigada|"
    "então|olá|alsjeblieft|alstublieft|dank je|dank u|bedankt|dan|maar|hoi|tack|tak|takk|proszę|dziękuję|dzięki|"
    "lütfen|teşekkürler|пожалуйста|спасибо|будь ласка|дякую|poproszę|bardzo dziękuję|dzięki wielkie|большое спасибо|"
    "tack så mycket|tusen tack|mange tak|mange takk|tak skal du have|hartelijk dank|heel erg bedankt|"
    "muito obrigado|muito obrigada|mille grazie|merci bien|herzlichen dank|besten dank|děkuji|díky|prosím|"
    "ください|ありがとう|ありがとうございます|请|谢谢|"
    "よろしくお願いします|よろしくお願いいたします|宜しくお願いします|宜しくお願いいたします|"
    "どうぞよろしくお願いします|ありがとうございました|ありがとう|すみません|すみませんが|申し訳ありません|"
    "申し訳ありませんが|申し訳ございませんが|恐れ入りますが|残念ですが|残念ながら|せっかくですが|あいにく|その日は|"
    "その時間は|今回は|当日は|お世話になっております|谢谢你|谢谢您|多谢|感谢|"
    "非常感谢|辛苦了|抱歉|很抱歉|不好意思|对不起|很遗憾|那天|那个时间|这个时间|謝謝|麻烦了|麻烦你|麻烦您|那就|"
    "감사해요|고맙습니다|고마워요|죄송합니다|죄송합니다만|죄송하지만|죄송해요|"
    "미안하지만|미안합니다|아쉽지만|안타깝지만|그날은|그 시간은|그때는|이번에는|이번엔|저는|부탁드립니다|부탁드려요|"
    "안녕하세요|شكراً|شكرًا|شكرا لك|شكراً لك|"
    "شكرًا لك|شكرا لكم|شكراً لكم|شكرا جزيلا|شكراً جزيلاً|شكرًا جزيلًا|مع الشكر|لو سمحت|رجاء|رجاءً|مرحبا|"
    "مرحبًا|السلام عليكم|إن شاء الله|للأسف|عذرا|عذرًا|عذراً|آسف|آسفة|أعتذر|في هذا الموعد|في ذلك اليوم|"
    "في ذلك الوقت|감사합니다|"
    "من فضلك|شكرا|कृपया|धन्यवाद|🙏|🙂|😊|😀|🎉|😄|:\\)|;\\)|:-\\)"
)

JOINING = (
    "and|but|also|though|however|just|only|or rather|plus|und|aber|nur|jedoch|allerdings|lieber|et|mais|plutôt|"
    "y|e|pero|sino|ma|però|mas|porém|en|maar|wel|ale|och|men|og|ve|ama|fakat|и|а|но|та|але"
)
"""What joins a yes to the change it comes with."""


@cache
def phrases() -> Mapping[str, str]:
    """Every phrase in small letters, with what it is: "yes", "anyway", "no" or "filler"."""
    found = dict.fromkeys(_of("thanks"), "filler") | dict.fromkeys(FILLERS.split("|"), "filler")
    found |= dict.fromkeys((*_of("no"), *_split(NO), *LETTING_GO.split("|")), "no")
    found |= dict.fromkeys((*_of("yes"), *_of("agree")), "yes") | dict.fromkeys(_split(YES), "yes")
    found |= dict.fromkeys(ANYWAY.split("|"), "anyway")
    # "pas" and "não" alone turn a sentence round; they answer nothing where more words follow, as the reader sees.
    return {phrase.replace("\\", "").replace("’", "'"): kind for phrase, kind in found.items()}


@cache
def letting_go() -> frozenset[str]:
    """The phrases that let go of something for good."""
    return frozenset(LETTING_GO.split("|"))


def _split(tables: Iterable[str]) -> list[str]:
    return [phrase for table in tables for phrase in table.split("|")]


def _of(field: str) -> list[str]:
    tables = (speech_words(language) for language in speech_languages())
    return [phrase for table in tables if table for phrase in table.phrases(field)]


@cache
def matcher() -> re.Pattern[str]:
    """Matches the longest phrase at a position; letters of scripts that leave blanks end at a blank."""
    ordered = sorted(phrases(), key=lambda phrase: (-len(phrase), phrase))
    return regex.compile("|".join(_bounded(phrase) for phrase in ordered), re.IGNORECASE)


def _bounded(phrase: str) -> str:
    blankless = re.match(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", phrase) or not phrase[-1].isalnum()
    return re.escape(phrase) + ("" if blankless else r"(?![\w'’])")
