"""Words for how much of a series is meant, for "the same time", and for what is refused or offered instead.

In English, German, French, Spanish, Italian, Portuguese and Dutch together.
"""

from __future__ import annotations

from collections.abc import Mapping

FOLLOWING = (
    r"this(?: one)? and (?:all |every )?(?:the )?(?:following|later|future|subsequent)(?: ones?| events?| times?)?|"
    r"this (?:one )?and (?:all|everything) after(?: it)?|from (?:now|here|this one|then) on(?:wards?)?|"
    r"and all following(?: ones)?|this one onwards?|"
    r"diese[nrs]? und alle (?:folgenden|weiteren|späteren)|ab (?:jetzt|sofort|diesem)|von nun an|"
    r"celui-ci et (?:tous )?les suivants|celle-ci et (?:toutes )?les suivantes|à partir de maintenant|désormais|"
    r"est[ea] y (?:todos |todas )?l[oa]s siguientes|a partir de ahora|de ahora en adelante|"
    r"quest[oa] e (?:tutt[ie] )?(?:i successivi|le successive)|d'ora in poi|da ora in poi|"
    r"est[ea] e (?:todos |todas )?(?:os|as) seguintes|a partir de agora|daqui em diante|"
    r"deze en (?:alle )?volgende|vanaf nu|voortaan"
)
SERIES = (
    r"the (?:whole |entire |full )?series(?: of)?|(?:the )?(?:whole|entire|full)(?=\s.{2,40}?\bseries\b)|series|"
    r"die (?:ganze |gesamte )?(?:serie|reihe)(?: (?:vom|von|des|der|mit))?|toute la série(?: (?:du|des|de|d'))?|"
    r"toda la serie(?: del?)?|tutta la serie(?: de(?:l(?:la|lo|l')?|i|gli|lle)?)?|toda a série(?: d[aeo]s?)?|"
    r"de hele (?:reeks|serie)(?: van)?|"
    r"all (?:of them|occurrences|instances)|all of it|every (?:one|occurrence|instance|time)"
)
SINCE = (
    r"(?:starting|beginning|effective) (?:from |in |on |with )?(?P<a>{when})|from (?P<b>{when}) on(?:wards?)?|"
    r"as of (?P<c>{when})|(?P<d>{when}) onwards?|(?:ab|von) (?P<e>{when})(?: an)?|à (?:partir|compter) (?:de|du|"
    r"d') ?(?P<f>{when})|"
    r"dès (?P<g>{when})|a partir de(?:l)? (?P<h>{when})|desde (?P<i>{when})|(?:da|dal|a partire da(?:l)?) "
    r"(?P<j>{when}) in poi|"
    r"a partire da(?:l)? (?P<k>{when})|vanaf (?P<l>{when})|(?:for )?(?:all|everything) (?:after|from) "
    r"(?P<m>{when})(?: on)?"
)
SAME_TIME = (
    r"(?:at |to |for )?the same (?:time|hour)(?: of day)?|(?:at )?same (?:time|hour)|"
    r"(?:zu[rm]?|um|auf) (?:gleichen?|selben|derselben) (?:zeit|uhrzeit)|(?:um die )?gleichen? (?:zeit|uhrzeit)|"
    r"selbe (?:zeit|uhrzeit)|"
    r"zur selben zeit|(?:à )?la même heure|même heure|a la misma hora|misma hora|(?:al)?la stessa ora|stessa ora|"
    r"(?:à|na|a) mesma hora|mesma hora|(?:op )?(?:hetzelfde tijdstip|dezelfde tijd)|zelfde tijd"
)
SAME_DAY = (
    r"(?:(?:on|of) )?(?:the|that) same day(?! as)|(?:am |an )?(?:dem )?(?:gleichen|selben) tag(?! wie)|(?:du|le) même "
    r"jour(?! que)|(?:del|el|ese) mismo día(?! que)|(?:del)?lo stesso giorno(?! di)|(?:[nd])?o mesmo dia(?! que)|"
    r"(?:op |van )?dezelfde dag(?! als)"
)
COUNTER = (
    r"it (?:should|must|needs to|has to|ought to) be|es (?:soll|sollte|muss) (?:am |um )?|ça devrait être|debería "
    r"ser|dovrebbe essere|deveria ser|het moet|how about|what about|how does|what if we (?:did|do)|could (?:we|you) "
    r"(?:do|make it|move it to|say)|could it be|"
    r"can (?:we|you) (?:do|make it|say)|can it be|would|shall we (?:do|say|make it)|should we (?:do|say)|"
    r"let(?:'|’)?s (?:do|say|make it|go (?:for|with)|try)|maybe|perhaps|rather|better|make it|make that|"
    r"i(?:'|’)d (?:prefer|rather)(?: do| have)?|i would prefer|i prefer|i(?:'|’)m (?:free|available)|i can do|i "
    r"could do|"
    r"only|preferably|sooner|"
    r"lieber|besser|am besten|wie wäre? (?:es )?(?:mit)?|wie wär(?:'|’)?s mit|geht (?:auch|es)|ginge? (?:auch|es)?|"
    r"passt (?:auch|dir|es)?|"
    r"können wir|könnten wir|sagen wir|machen wir|vielleicht|eher|ich kann|ich könnte|"
    r"plutôt|on peut(?: faire)?|peut-on(?: faire)?|et si on (?:faisait|disait)|disons|que dirais-tu de|que "
    r"diriez-vous de|mieux|je préfère|"
    r"mejor|qué tal|podemos|podríamos|digamos|y si (?:lo hacemos|quedamos)|prefiero|puede ser|"
    r"meglio|che ne dici di|possiamo(?: fare)?|facciamo|piuttosto|preferirei|va bene|"
    r"melhor|que tal|vamos|pode ser|podemos(?: fazer)?|prefiro|"
    r"liever|kunnen we|zullen we|wat dacht je van|beter|kan het"
)
OFFERED_LATE = (
    r"(?:also |is |(?:would|might|could) (?:also )?be |suits me |fits )?(?:better|best|preferable|ideal)|ist besser|"
    r"wäre (?:mir )?(?:besser|lieber)|passt besser|est mieux|serait mieux|es mejor|sería mejor|è meglio|sarebbe "
    r"meglio|é melhor|seria melhor|is beter|(?:also )?(?:works?|be better|be ok(?:ay)?|be fine|suit(?:s)? (?:me|"
    r"you)?(?: better)?|work (?:for (?:me|"
    r"you))?|sound)|gehen|passen|würde (?:besser )?passen|ir à|convient|me conviene|va meglio"
)
REFUSAL = (
    r"can(?:'|’)?t|cannot|can not|won(?:'|’)?t|unable|not able|doesn(?:'|’)?t|does not|don(?:'|’)?t|not possible|"
    r"isn(?:'|’)?t|is not|no good|busy|booked|not free|not available|unavailable|sorry|impossible|no|not|non|não|"
    r"geht nicht|geht leider nicht|passt nicht|passt mir nicht|passt leider nicht|kann nicht|nicht|verhindert|leider|"
    r"impossible|pas|peux pas|no puedo|imposible|non posso|impossibile|não posso|não dá|impossível|kan niet|lukt niet|"
    r"niet|helaas"
)
ASSENT = (
    r"works|fine|good|great|ok|okay|sounds good|perfect|sure|yes|agreed|happy to|passt|gut|einverstanden|ja|gerne|"
    r"d'accord|ça marche|parfait|oui|de acuerdo|vale|perfecto|sí|va bene|d'accordo|perfetto|sì|está bem|perfeito|"
    r"sim|tudo bem|prima|goed|akkoord|ja"
)
CHATTER = (
    r"by|possible|puedo|posso|peux|kann|puede|dá|m|ve|ll|re|i|i(?:'|’)m|i am|am|we|it|that|this|make|do|at|on|for|"
    r"by|me|with|works?|work|attend|"
    r"then|there|so|well|hmm|oh|"
    r"actually|afraid|unfortunately|to|is|be|the|time|slot|day|already|a|an|have|something|else|hi|hello|thanks|"
    r"mir|ich|das|der|die|da|am|um|uhr|bin|habe|schon|etwas|bei|es|mal|leider|"
    r"je|ne|suis|le|la|les|à|c'est|désolée?|malheureusement|j'ai|déjà|pour moi|"
    r"yo|a|las|el|es|lo siento|para mí|mí|estoy|ya|"
    r"io|alle|il|mi dispiace|purtroppo|per me|"
    r"eu|às|o|desculpe?|infelizmente|para mim|"
    r"ik|om|het|sorry|voor mij|mij"
)
TURN = r"\s*[,;:.!?–—]+\s+|\s+(?:but|aber|sondern|mais|pero|ma|però|mas|maar|-)\s+|\s*,\s*"

OFFERED_AROUND: Mapping[str, tuple[str, str]] = {
    "ja": (
        r"(?:(?:すみません|申し訳ありません|申し訳ございません)が?[、。,\s]*)?(?:できれば|やはり|やっぱり|代わりに|"
        r"可能であれば|では)?[、,\s]*",
        r"(?:は|で|に|が|から|へ)?(?:の方が)?(?:いかが(?:ですか|でしょうか?)|どう(?:ですか|でしょうか?)|"
        r"でも?(?:いい|よろしい|大丈夫)"
        r"(?:ですか|でしょうか)|お願い(?:します|いたします|できますか|できますでしょうか)|して(?:いただけますか|"
        r"ください|もらえますか)|"
        r"変更(?:できますか|可能ですか|して(?:いただけますか|ください)|をお願い(?:します|できますか))|"
        r"ずら(?:せますか|して(?:ください|いただけますか))|"
        r"なりませんか|いいです(?:か)?|都合が(?:いい|良い)です|助かります|可能ですか)",
    ),
    "zh": (
        r"(?:(?:抱歉|不好意思|对不起)[，,。\s]*)?(?:能不能|可不可以|能否|可否|可以|能|请|那|要不|还是|不如|最好)?"
        r"(?:改到|改成|改为|改在|换到|换成|挪到|移到|推迟到|提前到|调整到|改期到)?",
        r"(?:可以吗|可以嗎|行吗|行嗎|好吗|好嗎|怎么样|怎麼樣|如何|行不行|可以|吧|更好|比较好|更合适|吗|嗎)",
    ),
    "ko": (
        r"(?:(?:죄송하지만|죄송합니다만|미안하지만)[,\s]*)?(?:(?:대신|혹시|차라리|가능하면|그럼|저는)\s*)?",
        r"(?:은|는|에|로|으로|이|가)?\s*(?:어떠세요|어떨까요|어때요|어떠신가요|괜찮으세요|괜찮을까요|가능할까요|"
        r"가능한가요|가능하세요|"
        r"(?:바꿀|변경할|옮길|미룰|당길)\s*수\s*있(?:을까요|나요)|(?:바꿔|변경해|옮겨|해)\s*(?:주세요|"
        r"주실\s*수\s*있나요|주시겠어요)|"
        r"변경\s*(?:가능할까요|부탁드립니다|부탁드려요)|하면\s*어떨까요|하죠|할까요|좋겠습니다|좋겠어요|"
        r"더\s*좋(?:아요|습니다)|부탁드립니다|될까요)",
    ),
    "ar": (
        r"(?:(?:ما\s+رأيك(?:م)?|ماذا\s+عن|هل\s+(?:يمكن(?:نا|ك)?|يناسبك(?:م)?|من\s+الممكن)|يمكننا|أفضل|أفضّل|لنجعله|"
        r"فلنجعله|اجعله|انقله)\s*)?"
        r"(?:(?:نقله|نقل\s+الموعد|تأجيله|تغييره|تغيير\s+الموعد|جعله|أن\s+(?:يكون|نجعله)|في|إلى|يوم)\s+)*(?:ب(?=ال))?",
        r"(?:\s+(?:أفضل|أنسب)(?:\s+لي)?|\s+يناسبني\s+أكثر|\s+(?:إذا|إن)\s+أمكن|\s+بدلا?ً?\s+من\s+ذلك|\s+ممكن|"
        r"\s+من\s+فضلك)",
    ),
}
"""What stands before and behind another time that is offered, in languages that say it with both."""
