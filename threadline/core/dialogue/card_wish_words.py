"""The words with which people change what a card shows, in the languages of the reading. Data: a language is a row."""

import re

from threadline import regex

AROUND = (
    "a an the and but or so it its it's that this one on at in to for of from as well also too please thanks "
    "thank you very much hi hello hey could can would will shall should may might we i i'd us let's lets do make "
    "move push shift change put set be have get like prefer want need rather instead better maybe perhaps "
    "possible is are was how what about then just only if ok okay fine good great works work me my with meeting "
    "meet call appointment time start starts begin happen there really last take lasts full whole possibly still "
    "suits suit easier preferable convenient hold held keep kept host place put book sorry oops meant mean no not "
    "shift join attend come enough plenty suffices sufficient actually say safer wiser more realistic someone in",
    "der die das den dem des ein eine einen einem und aber oder so es er sie dies auf um am im in zu zur zum für "
    "von vom auch noch bitte danke vielen dank hallo liebe kann können könnte könnten könntest würde wir ich du "
    "dir uns mir mich machen mach mache machst verschieben verschiebe verschieb verlegen verlege leg lege ändern "
    "ändere setzen setz sein wäre geht ginge passt passen lieber besser stattdessen eher vielleicht möglich ist "
    "wie denn dann doch mal nur ganze ganz gern gerne gut daraus daran termin treffen statt beginnen anfangen "
    "sorry entschuldigung meinte meine nein nicht reicht reichen genügt genügen doch starten dauern lang werden "
    "mir's halten sollte sollten soll nehmen nimm reden findet stattfinden passte passen würden günstiger recht "
    "legen buchen buche buch machst eigentlich sicherer realistischer planen plan plane einplanen ansetzen setze "
    "jemanden rein",
    "le la les l' l un une des du de d' d et mais ou ça cela ce c'est c est à a au aux en pour sur par aussi "
    "également svp stp s'il te plaît s il vous plait merci beaucoup bonjour salut on nous je j' tu me m' moi peut "
    "peux pouvez pourrait pourrais pourrions pourriez pouvons faire fais faites fais-en fais-le déplacer déplace "
    "déplacez décaler décale décalez changer change mettre mets mettons le-moi plutôt mieux préfère préférerais "
    "possible peut-être serait est-ce qu' que qu plus bien ok bon entière complète réunion rendez-vous rdv heure "
    "pardon désolé désolée voulais dire non pas suffit commencer durer dure qu'il qu'elle repousser avancer avance "
    "repousse sera soit ferait alors donc conviendrait convient arrangerait arrange irait préférable ce réserve met "
    "finalement suffiront suffiraient retrouve retrouvons prévois prévoyez prévoir compte comptez vaut vaudrait "
    "prends prenons une réservons réserve aurait "
    "faudrait",
    "el la los las lo un una unos de del al a y e pero o que eso esto es en por para con también favor gracias "
    "muchas hola podemos podríamos podrías puedes puede podría se me te nos yo tú hacer hacerlo haz hazlo mover "
    "moverlo mueve muévelo movemos cambiar cambia cámbialo cambiarlo cambiamos poner ponlo pon mejor preferiría "
    "prefiero quizás tal vez posible ser sea sería está bien vale bueno entonces entera completa dure durar "
    "perdón perdona quería decir no basta suficiente reunión cita hora empezar empezamos pasar pasarlo pasamos "
    "podrás dejarlo le va viene vendría iría convendría conviene preferible gustaría viniera hazla ponla muévela "
    "pásalo pásala "
    "cámbiala aplázalo aplázala retrásalo retrásala "
    "adelántalo adelántala déjala dejarla pasarla moverla cambiarla ponerlo ponerla organízalo prográmalo "
    "reserva resérvalo finalmente hacemos haremos vamos bastan seguro prevé calcula necesitaremos necesitamos haría "
    "falta harán",
    "il lo la i gli le l' un uno una un' di del della al alla alle a e ed ma o che questo è in su per con anche "
    "favore piacere grazie mille ciao possiamo potremmo potresti puoi può potrebbe si mi ti ci io tu fare "
    "facciamo falla fallo fa spostare spostarlo spostarla sposta spostalo spostiamo cambiare cambia cambialo "
    "scusa scusate volevo dire no basta sufficiente mettere mettilo metti meglio piuttosto preferirei preferisco "
    "forse magari possibile essere sia sarebbe va "
    "bene ok allora intera completa durare duri riunione appuntamento incontro ora iniziare cominciare invece "
    "spostala mettila falla farla metterla converrebbe conviene andrebbe preferibile comodo prenota sarebbe spostarla "
    "bastano prevedi prevediamo calcola servirebbe servono serve conviene vediamoci troviamoci incontriamoci "
    "spostiamola "
    "facciamola facciamolo mettiamola anticipala "
    "anticipalo posticipala posticipalo rimandala rinviala ",
    "o a os as um uma de do da dos das ao à às e mas ou que isso isto é em no na nos nas por para com também "
    "favor obrigado obrigada olá podemos poderíamos podes pode podia poderia se me te eu tu você fazer faz faça "
    "desculpa desculpe queria dizer não basta chega suficiente mudar muda mude mover passar passa passe adiar "
    "alterar altera pôr põe coloca coloque melhor prefiro preferia "
    "talvez possível ser seja seria está bem tudo ok então inteira completa durar dure reunião hora começar antes "
    "bastam fazemos reservar prever preveja conta precisamos era mim daria dava convinha convém jeito preferível "
    "marca marque "
    "marcar agenda agendar reserva",
    "de het een en maar of dat dit is op om in naar voor van met ook nog graag alsjeblieft alstublieft aub svp "
    "bedankt dank je hallo kan kunnen kunt kun zou zouden we wij ik jij u me mij er daar doen maak maken "
    "verzetten verzet verplaatsen verplaats verschuiven verschuif zetten zet liever beter misschien mogelijk zijn "
    "worden wordt goed oké ok dan toch heel hele volledig duren duurt afspraak overleg vergadering uur tijd "
    "sorry bedoel bedoelde nee genoeg volstaat beginnen laten niet plaats daarvan uitkomen komt schikt past fijner "
    "plan plannen boek boeken houden",
    "w we o na do za z ze i oraz ale albo a to ten ta tę jest czy może możemy moglibyśmy możesz mógłbyś mogłabyś "
    "z tego można być będzie by było proszę dziękuję dzięki cześć raczej lepiej wolę wolałbym wolałabym zamiast jednak "
    "też także jeszcze mi ja my nam mnie się zrób zróbmy przenieść przenieś przenieśmy przełożyć przełóż "
    "przełóżmy przesunąć przesuń przesuńmy zmienić zmień ustawić ustaw niech trwa potrwa całą cały pełną "
    "spotkanie godzinę dobrze ok więc go je odpowiada pasuje byłoby pasowałoby odpowiadałoby lepszy lepsza wpisz "
    "zarezerwuj umów właściwie z tego spotkajmy spotkamy niech potrwa wystarczy starczy przeznaczmy",
    "в во на с со к до и но а или это эту этот то так же можно может можем можешь могли бы мог ли пожалуйста "
    "спасибо привет давай давайте лучше скорее вместо также тоже ещё еще мне я мы нам меня пусть будет быть "
    "перенести перенеси перенесём перенесите сдвинуть сдвинь сдвинем поменять поменяй сделать сделай сделаем "
    "поставь поставить встреча встречу длится целый полный час хорошо ок тогда его её удобно подходит не если "
    "устраивает продлится",
    "den det de en ett och men eller är på i till för med om från också även tack snälla hej kan kunde skulle vi "
    "jag du mig oss gör göra flytta flyttar skjuta ändra byt byta sätt sätta hellre bättre istället stället "
    "kanske möjligt vara blir bli bra ok okej då gärna hel hela möte mötet tid klockan kl går funkar passar ta "
    "tar att varar",
    "den det de en et og men eller er på i til for med om fra også gerne gjerne tak takk venligst vær så snill "
    "hej hei kan kunne skulle vil ville vi jeg du mig meg os oss gør gøre gjør flytte flyt flytt ændre endre "
    "hellere heller bedre stedet måske kanskje muligt mulig være blir blive bli godt fint ok hel hele møde møte "
    "mødet møtet tid klokken klokka kl går passer tage ta vare",
    "ve ama fakat bir bu şu o için ile da de lütfen teşekkürler teşekkür ederim merhaba olabilir olur mu mı mi "
    "olsun yapalım yap yapabilir miyiz alalım al alabilir taşıyalım taşı değiştir değiştirelim daha yerine belki "
    "mümkün saat saatte toplantı tam iyi tamam bana sürsün uyar",
    "a ale nebo je to ten ta v ve na do za s se k prosím děkuji díky ahoj můžeme mohli bychom může můžeš bys by "
    "raději radši spíš místo možná taky také ještě mi já my nám přesunout přesuň přesuňme posunout posuň změnit "
    "změň udělat udělej udělejme dát dej celou hodinu schůzku schůzka dobře ok tak jde šlo bude být trvat",
)
"""Words that say nothing by themselves beside a time, a length, a place or a person."""

SAME_TIME = regex.compile(
    r"(?:at )?(?:the )?same time|(?:zur|um die) (?:gleichen?|selben?) (?:zeit|uhrzeit)|"
    r"(?:gleiche|selbe) (?:zeit|uhrzeit)|(?:à )?la même heure|même heure|"
    r"(?:a )?la misma hora|misma hora|(?:alla )?stessa ora|(?:à )?mesma hora|"
    r"(?:op )?(?:de|het)zelfde (?:tijd|tijdstip|uur)|(?:o )?tej samej (?:porze|godzinie)|ta sama godzina|"
    r"(?:в )?то же (?:самое )?время|(?:vid )?samma tid|(?:på )?samme tid(?:spunkt)?|aynı saatte?|"
    r"(?:ve )?stejnou (?:dobu|hodinu)|"
    r"ve stejný čas",
    re.IGNORECASE,
)

HOURS = (
    r"(?:hours?|hrs?|stunden?|std|heures?|horas?|or[ae]|uur|uren|godzin[aęy]?|час(?:а|ов)?|timm(?:e|ar)|timer?|saat|"
    r"hodin[auy]?|h)"
)
MINUTES = r"(?:minut(?:e[ns]?|os?|i|y|er|ter|es|ę|a)?|minuter|minutter|mins?|минут[уы]?|dakika)"
ONE = (
    r"(?:an?|one|a (?:full|whole)|eine (?:ganze|volle)|eine?r?|une?|un['’]|um[ao]?|een heel|een|één|jedn[aąę]|один|"
    r"ett?|en hel|bir|jednu|una?)"
)
HALF_HOUR = (
    r"(?:half an hour|(?:eine )?halbe stunde|(?:une )?demi[- ]heure|media hora|mezz['’ ]?ora|meia[- ]hora|half uur|"
    r"pół godziny|полчаса|(?:en )?halvtimme|(?:en )?halv time|yarım saat|půl hodiny)"
)
THREE_QUARTERS = (
    r"(?:three[- ]quarters of an hour|(?:eine )?dreiviertelstunde|trois quarts d['’ ]?heure|tres cuartos de hora|"
    r"tre quarti d['’ ]?ora|três quartos de hora|drie kwartier|trzy kwadranse)"
)
QUARTER_HOUR = (
    r"(?:a quarter of an hour|(?:eine )?viertelstunde|(?:un )?quart d['’ ]?heure|(?:un )?cuarto de hora|"
    r"(?:un )?quarto d['’ ]?ora|(?:um )?quarto de hora|(?:een )?kwartier|kwadrans)"
)
HOUR_AND_HALF = (
    r"(?:(?:an|one) hour and a half|(?:anderthalb|eineinhalb) stunden|une heure et demie|(?:una )?hora y media|"
    r"un['’ ]?ora e mezza|(?:uma )?hora e meia|anderhalf uur|półtorej godziny|полтора часа|en och en halv timme|"
    r"halvanden time|bir buçuk saat|hodinu a půl)"
)
LATER = (
    r"(?:later|später|plus tard|más tarde|después|più tardi|dopo|mais tarde|depois|later|później|позже|позднее|senare|"
    r"senere|sonra|později)"
)
EARLIER = (
    r"(?:earlier|sooner|früher|eher|plus tôt|avant|más temprano|antes|prima|mais cedo|eerder|vroeger|wcześniej|раньше|"
    r"tidigare|tidligere|önce|dříve)"
)
ALONE = regex.compile(r"(?<!\w)(?:godzin[aę]|час|timme|saat|hodinu)(?!\w)", re.IGNORECASE)
"""Said without a number they are one hour, in languages that have no article."""

ROOM = regex.compile(
    r"(?<!\w)(?:(?:meeting |conference )?room|raum|zimmer|saal|(?:besprechungs|sitzungs|konferenz|meeting)(?:raum|"
    r"zimmer|"
    r"saal)|salle(?: de (?:réunion|conférence))?|bureau|"
    r"sala(?: (?:riunioni|(?:de |di )?(?:reuniones|reuniões|juntas|conferencias|conferenze)))?|aula|stanza|"
    r"(?:vergader)?zaal|(?:vergader)?kamer|sal[ia](?: konferencyjn(?:ej|a))?|pokoju|"
    r"комнате|кабинете|переговорной|sal|rum|lokale|rom|mötesrum|místnosti|oda|toplantı odası) "
    r"(?:[A-Z]?\d[\w.-]{0,6}|[A-Z]\w{0,20})(?!\w)",
    re.IGNORECASE,
)
CLOCK = regex.compile(
    r"(?<!\w)(?:klockan|klokken|klokka|kl\.?|at|um|à|a las|alle|às|om|o|в|saat|ve?) ?"
    r"(\d{1,2})(?:[:.h](\d\d))?(?:\s?(?:uhr|uur|h))?(?![\w:.]\d|\w)",
    re.IGNORECASE,
)

ADD = regex.compile(
    r"(?<!\w)(?:add|invite|include|bring(?: in)?|loop(?: in)?|cc|copy(?: in)?|pull in|rope in|get|"
    r"have(?= [\w.'-]+(?: [\w.'-]+)? (?:join|along|attend|there|come))|"
    r"que (?:venga|venha)|che venga|fa(?:i|is) ven(?:ire|ir)|uitnodigen|toevoegen|meevragen|invitare|aggiungere|"
    r"invitar|"
    r"convidar|incluir|zaprosić|dodać|hinzufügen|füge?|"
    r"nimm|nehmen sie|"
    r"dazunehmen|hinzunehmen|dazuholen|hole?|setze?|lade?|einladen|lad|r?ajoute[rz]?|conviez?|"
    r"invite[rz]?|inclus|inclure|añade|añadir|agrega|incluye|incluir|invita|suma|apunta a|aggiungi(?:amo)?|includi|"
    r"coinvolgi|inserisci|adiciona|adicione|acrescenta|"
    r"convida|convide|inclui|inclua|junta|chama|voeg|nodig|betrek|dodaj|zaproś|dołącz|dopisz|dorzuć|dolicz|weź|"
    r"добавь(?:те)?|пригласи(?:те)?|lägg till|bjud in|"
    r"en copie|in copia|en copia|em cópia|in kopie|w kopii|on copy|"
    r"(?:and|und|et|y|e|en|i|och|og) (?:also |auch |aussi |también |anche |também |ook |też )?"
    r"(?:with|mit|avec|con|com|met|z|med)(?: o| a| il| la| le)?|"
    r"tilføj|inviter|legg til|ekle|davet et|přidej|přidat|pozvi)(?!\w)",
    re.IGNORECASE,
)
MORE = regex.compile(
    r"(?<!\w)(?:add|füge?|hinzufügen|r?ajoute[rz]?|añade|añadir|agrega|suma|aggiungi(?:amo)?|adicione?|acrescenta|"
    r"junta|"
    r"voeg|dodaj|dorzuć|dolicz|добавь(?:те)?|lägg till|tilføj|legg til|ekle|přidej)(?!\w)",
    re.IGNORECASE,
)
"""Words that add somebody, and of a length so much to what there is."""
ADD_AROUND = "along aboard join dazu hinzu ein toe uit in till också também as well aan erbij mit noch ещё jeszcze"
