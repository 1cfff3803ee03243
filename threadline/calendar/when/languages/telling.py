"""The words that tell in which language a text is: frequent small words, and the words of time.

A word may stand in several lists; its weight is shared among them. Languages without a room of their own are here too,
so that they are not taken for English.
"""

from __future__ import annotations

WORDS = {
    "de": "quartal sommer winter herbst frühling nacht letzte letzter kw jetzt kalenderwoche "
    "ende anfang mitte monat monats jahres dezember märz april august september november guten hallo "
    "danke zusammen alle sehr gut wie wo wer was hier mal schon "
    "nur so da sind war hat sein ihr euch uns unser deine meine nach seite liebe grüße gruß morgens freue viele "
    "vielen dank mai ist es geht klingt montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "montags dienstags mittwochs donnerstags freitags januar jänner februar märz juni juli oktober dezember heute "
    "morgen übermorgen gestern vorgestern uhr um vom bis zum zur und nächste nächsten nächster nächstes woche "
    "wochen stunde stunden tag tage tagen jeden jede jeder treffen termin besprechung mit der die das den dem wir "
    "ich sie du nicht bitte für von zwischen vormittag nachmittag abend abends früh halb viertel kommenden kommende "
    "zwei drei monat minuten eine einen einer ein können kann täglich wöchentlich werktags auf am im an bei mich "
    "dir mir hast habe haben wird auch noch ab spätestens letzten letzte diesen diese dieser wochenende vor "
    "verschiebe verschieben lass dann also ersten jeweils anruf zahnarzt mittags nachts in anderthalb gegen kein "
    "keine aber oder wann",
    "fr": "trimestre printemps été automne hiver nuit maintenant "
    "fin début milieu mois week end novembre décembre bonne bonjour merci salut oui non très bien être "
    "avoir fait fais veux peux "
    "suis sommes sont sera ça cela ici là y me te lui leur mais donc si comme plus aussi soirée journée première "
    "belle mer est lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août "
    "septembre octobre demain hier aujourd'hui heure heures semaine semaines prochaine prochain réunion avec le la "
    "les des du un une à au dans jours jour matin soir il nous vous je tu on pour entre chaque tous toutes midi "
    "minuit rendez après avant jusqu'à jusqu'au et pas que qui ce cette ces mois minutes demi demie quart deux "
    "trois rdv vers mon ma mes votre notre peut déplace d'ici fin dernier dernière week-end en de ou ai j'ai "
    "vendredis lundis mardis sur moins aura",
    "es": "trimestre primavera verano otoño invierno ahora "
    "finales principios mediados buenos buenas gracias hola sí muy bien ser estar estoy estamos son "
    "gusta me te le lo su sus pero si como "
    "más también aquí todo eso esa parte mejor segunda cuesta mar hasta luego lunes martes miércoles miercoles "
    "jueves viernes sábado sabado domingo enero febrero marzo abril mayo junio julio septiembre octubre noviembre "
    "diciembre mañana manana hoy ayer las los el la próximo próxima proximo proxima semana semanas reunión reunion "
    "con del días dias día dentro tarde noche cada todos todas desde hora horas para por cita mediodía que viene "
    "hace dos tres y un una es no se nos vemos en al antes después mes minutos media cuarto menos pasado pasada "
    "este esta mi tu tenemos tengo podemos quedamos mueve cancela hay durante a de entre fin",
    "it": "trimestre primavera estate autunno inverno adesso notte "
    "fine inizio metà mese marzo buona buongiorno grazie ciao sì molto bene essere sono sei siamo ha "
    "hai hanno mi ti si lo ci ne ma "
    "se come più anche qui tutto quello cose insieme volta costa lunedì martedì mercoledì giovedì venerdì lunedi "
    "martedi mercoledi giovedi venerdi sabato domenica gennaio febbraio aprile maggio giugno luglio settembre "
    "ottobre dicembre domani dopodomani oggi ieri alle dalle dal ore ora prossimo prossima settimana settimane "
    "riunione con il la gli i della del di giorni giorno tra fra ogni pomeriggio sera stasera mattina mezzogiorno "
    "fino fa due tre e è un una non che vediamo per entro prima dopo mese minuti mezz'ora mezza quarto meno scorso "
    "scorsa questo questa mio mia ho abbiamo possiamo sposta annulla nel al ed a",
    "pt": "trimestre primavera verão outono inverno agora "
    "início meados março abril bom boa obrigado obrigada oi olá sim muito bem ser estar estou estamos "
    "são me te lhe seu sua "
    "mas se como mais também aqui tudo isso opção parte melhor custa segunda logo vez qui seg qua dez terça terca "
    "quarta quinta sexta feira segundas terças sábado sabado domingo janeiro fevereiro maio junho julho setembro "
    "outubro novembro dezembro amanhã amanha hoje ontem às das próxima próximo semana semanas reunião reuniao da do "
    "dias dia daqui até manhã tarde noite cada toda todos todas depois hora horas para uma um não há duas dois três "
    "e é o os as que com em na no por mês minutos meia quarto passada passado este esta nesta meu minha temos tenho "
    "podemos encontro marca antes ao a de à vem fim pode você",
    "nl": "kwartaal lente zomer herfst nacht nu "
    "eind begin midden gisteravond gisterochtend gistermiddag april september november december goede "
    "goedemorgen dank hallo ja "
    "nee heel goed hoe wat wie waar hier maar als dan nog wel ook zo kost half af algemeen alle allemaal was waren "
    "heeft jullie maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei juni juli "
    "augustus oktober morgen vandaag gisteren overmorgen vanavond vanmiddag uur om tot volgende week weken "
    "vergadering afspraak met het een de en dagen dag elke iedere tussen ochtend middag avond kwart ik wij we je "
    "niet geleden komende aanstaande over minuten naar voor van op in is zijn kan kunnen zullen maand deze vorige "
    "afgelopen dit weekend uiterlijk binnen bij ons mijn heb hebben gedurende tegen verplaats verzet drie twee "
    "graag aan s",
    "pl": "dzień dobry dziękuję cześć tak bardzo dobrze jak co kto gdzie tu tam ale jeśli więc też już tylko był "
    "była jestem jesteśmy wszystkim lepsze dużo poniedziałek poniedziałku wtorek wtorku środa środę środy czwartek "
    "piątek piątku sobota sobotę niedziela niedzielę stycznia lutego marca kwietnia maja czerwca lipca sierpnia "
    "września października listopada grudnia jutro dziś dzisiaj pojutrze wczoraj o godz godzinie godzina godziny "
    "godzin w we na do od po za z i nie się jest mam mamy spotkanie tydzień tygodniu tygodnia tygodnie miesiącu "
    "miesiąc rano wieczorem południu południe przyszły przyszłym następny każdy każdą codziennie minut dni roku "
    "kwadrans pół przed między że czy może proszę umów przenieś odwołaj ten tym zeszły trzeciej czwartej dziewiątej "
    "dziesiątej wpół",
    "sv": "sista dagen slutet början månaden december november september april god tack hej ja nej mycket bra hur vad "
    "vem var här men om så också "
    "bara är alla dagens läge sätt dem tors tis ons fre lör dec senast i slutet måndag tisdag onsdag torsdag fredag "
    "lördag söndag måndagar tisdagar torsdagar januari februari mars maj juni juli augusti oktober imorgon morgon "
    "idag igår övermorgon kl klockan på och att det som en ett jag vi du ni inte med för till från nästa vecka "
    "veckor timme timmar minuter dag dagar varje varannan möte mötet kväll ikväll eftermiddag förmiddag bitti månad "
    "före efter mellan halv kvart över förra kan ska ses helgen vardag år boka flytta avboka har mitt den middag "
    "morgonen kvällen eftermiddagen",
    "da": "slutningen begyndelsen starten midten måneden tidlig kvart ni december november september april "
    "august ti god tak hej ja nej meget godt hvordan hvad hvem hvor her men "
    "hvis så også kun alle man vide forstå tors tirs ons fre lør mandag tirsdag onsdag torsdag fredag lørdag søndag "
    "januar februar marts maj juni juli oktober morgen dag går overmorgen kl klokken på i og at det som er en et "
    "jeg vi du ikke med for til fra næste uge uger time timer minutter dage hver hvert anden møde mødet aften "
    "middag eftermiddag formiddag måned om senest før efter mellem halv kvart over sidste kan skal ses weekenden "
    "hverdag siden to år flyt aflys book har den indtil mødes aftale morgenen aftenen eftermiddagen tirsdage d",
    "no": "slutten begynnelsen måneden tidlig november september april august ti god takk hei ja nei veldig "
    "bra hvordan hva hvem hvor her men hvis så "
    "også bare alle alt fint tors tirs ons fre lør des mandag tirsdag onsdag torsdag fredag lørdag søndag januar "
    "februar mars mai juni juli oktober desember morgen dag går overmorgen kl klokken klokka på i og at det som er "
    "en et jeg vi du ikke med for til fra neste uke uker time timer minutter dager hver hvert annenhver møte møtet "
    "kveld ettermiddag formiddag måned om senest innen før etter mellom halv kvart over forrige kan skal ses helgen "
    "hverdag siden to ett lunsj frokost år flytt avlys har den møtes avtale morgenen kvelden ettermiddagen d",
    "tr": "başında sonunda ortasında ilk aralık mart iyi teşekkürler merhaba evet hayır çok güzel nasıl kim "
    "nerede burada ama eğer sadece daha günler "
    "herkese geldi yapalım konuşuruz per pzt çar ara pazartesi salı sali çarşamba carsamba perşembe persembe cuma "
    "cumartesi pazar ocak şubat nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık yarın yarin bugün bugun "
    "dün saat saatte hafta haftaya ay gün günü sabah akşam öğleden öğlen sonra önce ve bir bu için ile mi mı var "
    "yok toplantı toplanti toplantısı toplantım her gelecek önümüzdeki geçen dakika buçuk çeyrek kadar arasında iki "
    "üç öbür gece görüşme randevu ayarla ertele iptal taşı da de te ta içinde yarım geçe kala ten ya salıları "
    "pazartesileri cumaya iç ben biz ne zaman sonu içi",
    "en": "ce ad bc good like love nice very much think know people things thing than into over under again more "
    "most some any all been being had do does done get got go going come see look help thanks sea event events "
    "delete erase destroy reset take away april august september november february mid otd eid ago time date sat "
    "sun mon fri dec jan feb mar apr jun jul aug sep sept w start tmw tmrw breakfast team offsite weekend sync "
    "report due page open store location topic title subject attendees with dentist doctor birthday party flight "
    "hotel gym coffee standup demo retro kickoff training workshop deadline doc notes project client customer "
    "office works sounds great thank sure how later early late after before half past quarter o'clock noon minutes "
    "mins hrs pacific eastern mornings evenings days weeks months 1st 2nd 3rd the monday tuesday wednesday thursday "
    "friday saturday sunday january march may june july october december tomorrow today yesterday next this last "
    "week month at on for and from to of is are you we i it please meeting every between until hour hours minute "
    "day am pm evening room call lunch dinner interview review what when who where your our have has did could "
    "would should there that they she he not wed tue tues thu thurs morning afternoon in a an be can will was were "
    "me my us him her them his their if so but or as by about just let's lets now then tonight midnight weekly "
    "daily monthly set add make move cancel schedule book remind till why which no yes don't i'm i'll we'll it's "
    "out up off one two three first second third working business year years",
    "cs": "pondělí úterý středa středu čtvrtek pátek sobota sobotu neděle neděli ledna února března dubna května "
    "června července srpna září října listopadu prosince zítra dnes pozítří včera v ve na do od po za s co a ne se "
    "je schůzka schůzku porada hodin hodiny hodinu příští týden týdnu ráno večer odpoledne dopoledne každý každé "
    "minut dny poledne schůze",
    "sk": "pondelok utorok stredu streda štvrtok piatok sobota sobotu nedeľa nedeľu januára februára marca apríla "
    "mája júna júla augusta septembra októbra novembra decembra zajtra dnes pozajtra včera o v vo na do od po za s "
    "a nie sa je stretnutie porada hodine hodiny hodín budúci týždeň týždni ráno večer popoludní každý minút dni "
    "schôdza",
    "sl": "ponedeljek torek sredo sreda četrtek petek soboto sobota nedeljo nedelja januarja februarja marca aprila "
    "maja junija julija avgusta septembra oktobra novembra decembra jutri danes pojutrišnjem včeraj ob v na do od "
    "po za z s in ne se je sestanek uri ura ure naslednji teden tednu zjutraj zvečer popoldne vsak minut dni",
    "hr": "ponedjeljak utorak srijedu srijeda četvrtak petak subotu subota nedjelju nedjelja siječnja veljače "
    "ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca sutra danas prekosutra jučer "
    "u na do od po za s i ne se je sastanak sati sat sljedeći tjedan tjedna ujutro navečer popodne svaki minuta "
    "dana ponedeljak sreda nedelja sledeće juče juna jula",
    "hu": "hétfő hétfőn kedd kedden szerda szerdán csütörtök csütörtökön péntek pénteken szombat szombaton vasárnap "
    "január február március április május június július augusztus szeptember október november december holnap ma "
    "holnapután tegnap kor és a az egy nem van találkozó megbeszélés óra órakor jövő hét héten reggel este délután "
    "minden perc nap értekezlet",
    "ro": "luni marți marti miercuri joi vineri sâmbătă duminică ianuarie februarie martie aprilie mai iunie iulie "
    "august septembrie octombrie noiembrie decembrie mâine maine azi astăzi poimâine ieri la ora și si de cu în pe "
    "nu este ședință sedinta întâlnire intalnire ore viitoare săptămâna saptamana dimineața seara după fiecare "
    "minute zile programare",
    "lt": "pirmadienis pirmadienį antradienis antradienį trečiadienis trečiadienį ketvirtadienis ketvirtadienį "
    "penktadienis penktadienį šeštadienis sekmadienis sausio vasario kovo balandžio gegužės birželio liepos "
    "rugpjūčio rugsėjo spalio lapkričio gruodžio rytoj šiandien poryt vakar ir su nuo iki susitikimas valandą val "
    "kitą savaitę ryte vakare kiekvieną minučių dienų",
    "lv": "pirmdien otrdien trešdien ceturtdien piektdien sestdien svētdien janvārī februārī martā aprīlī maijā "
    "jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī rīt šodien parīt vakar un ar no līdz plkst pulksten "
    "sapulce tikšanās nākamnedēļ nākamajā nedēļā rītā vakarā katru minūtēm dienām",
    "et": "esmaspäev esmaspäeval teisipäev teisipäeval kolmapäev kolmapäeval neljapäev neljapäeval reede reedel "
    "laupäev laupäeval pühapäev jaanuar veebruar märts aprill juuni juuli detsember homme täna ülehomme eile kell "
    "ja koosolek kohtumine järgmisel nädalal hommikul õhtul iga minuti päeva",
    "fi": "maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai "
    "perjantaina lauantai lauantaina sunnuntai tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta "
    "heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta huomenna tänään ylihuomenna eilen klo kello ja "
    "on kokous tapaaminen ensi viikolla aamulla illalla joka minuutin päivän palaveri",
    "ca": "dilluns dimarts dimecres dijous divendres dissabte diumenge gener febrer març abril maig juny juliol "
    "agost setembre desembre demà avui ahir les el la i amb de a reunió setmana vinent hores matí vespre",
    "is": "mánudag þriðjudag miðvikudag fimmtudag föstudag laugardag sunnudag janúar febrúar júní júlí ágúst "
    "október nóvember desember morgun dag gær klukkan og er ekki með fundur í á næsta viku",
    "id": "senin selasa rabu kamis jumat sabtu minggu januari februari maret mei juni juli agustus oktober desember "
    "besok lusa kemarin hari ini jam pukul dan yang di rapat pertemuan pagi siang sore malam depan setiap menit",
    "vi": "thứ hai ba tư năm sáu bảy chủ nhật tháng ngày mai hôm nay giờ lúc họp cuộc sáng chiều tối tuần tới và với",
}
LETTERS = {
    "de": "april august september november äöüß",
    "fr": "week end novembre décembre éèêçàùîôœ",
    "es": "ñáéíóú¿¡",
    "it": "marzo àèìòù",
    "pt": "março abril ãõçâêáéíóúà",
    "nl": "april september november december ëï",
    "pl": "ąćęłńóśźż",
    "sv": "december november september april åäö",
    "da": "december november september april august æøå",
    "no": "november september april august æøå",
    "tr": "çğışöü",
    "cs": "ěščřžýáíéúůťďň",
    "sk": "ľščťžýáíéúôäŕĺďň",
    "sl": "čšž",
    "hr": "čćđšž",
    "hu": "őűáéíóöúü",
    "ro": "ăâîșțşţ",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "et": "äöõü",
    "fi": "äö",
    "ca": "àèéíòóúç",
    "is": "áéíóúýþæöð",
    "vi": "ăâđêôơưạảấầậắằặẹẻếềệịỏọốồộớờợụủứừựỳỵỷỹ",
}
"""Letters beyond a to z: a word with a letter that a language does not have is none of its words."""

SCRIPTS = (
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
    ("ko", "\uac00-\ud7af\u1100-\u11ff"),
)
"""Scripts that belong to one language here."""

CYRILLIC = {
    "ru": "в к ко с по понедельник вторник среда среду четверг пятница пятницу суббота воскресенье января февраля "
    "марта апреля мая июня июля августа сентября октября ноября декабря сегодня вчера через часов часа час минут "
    "неделе неделя каждый каждую что с и не на вечером утром днём встреча встречу совещание созвон следующий "
    "следующую до после без половине четверть ежедневно будням меня есть пожалуйста",
    "uk": "в у о з по понеділок вівторок середа середу четвер субота суботу неділя неділю січня лютого березня "
    "квітня травня червня липня серпня вересня жовтня листопада грудня сьогодні вчора через годин години годину "
    "хвилин тижня тиждень кожного кожен що з та не на ввечері вранці зустріч нарада дзвінок наступний наступного "
    "наступну до після чверть пів щодня щотижня будні мене будь о об у зустріньмося",
    "bg": "понеделник вторник сряда четвъртък петък събота неделя януари февруари март април май юни юли август "
    "септември октомври ноември декември утре днес вчера вдругиден часа час минути седмица следващата следващия "
    "всеки от до със и не на среща сутрин вечер обяд",
    "sr": "понедељак уторак среда четвртак петак субота недеља јануара фебруара марта априла маја јуна јула августа "
    "септембра октобра новембра децембра сутра данас прекосутра јуче сати сат у на до од састанак следеће недеље",
}
ARABIC = {"ar": "في من إلى على", "fa": "فردا امروز دیروز ساعت جلسه است با از تا پنجشنبه شنبه جمعه هفته آینده"}
GREETINGS = (
    "good morning|good evening|good night|guten morgen|guten abend|gute nacht|goede morgen|goede middag|goede avond|"
    "bon matin|"
    "bonne soirée|bonne nuit|bonne journée|buenos días|buenas tardes|buenas noches|buon pomeriggio|buona sera|buona "
    "notte|"
    "bom dia|boa tarde|boa noite|god morgon|god kväll|god natt|god morgen|god aften|god kveld|god nat|dzień dobry|"
    "dobry wieczór|iyi akşamlar|iyi geceler|доброе утро|добрый день|добрый вечер|доброго дня|доброго ранку|добрий день|"
    "добрий вечір"
)
"""Greetings that hold a word of time, whatever language the rest is taken for."""

CYRILLIC_LETTERS = {"ru": "ыэъё", "uk": "іїєґ", "bg": "ъ", "sr": "јљњћђџ"}
ARABIC_LETTERS = {"fa": "پچژگکی"}
