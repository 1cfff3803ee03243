"""German, Dutch, Swedish, Danish and Norwegian."""

from __future__ import annotations

from threadline.calendar.extract.speech.model import SpeechWords

GERMAN = SpeechWords(
    language="de",
    create="leg|lege|leg an|lege an|anlegen|plane|plan|einplanen|plane ein|trag|trage|trag ein|trage ein|eintragen|"
    "erstelle|erstell|erstellen|vereinbare|vereinbaren|mach einen termin|buche|buch|buchen|setz|setze|ansetzen|"
    "reserviere|reservier|blocke|blockiere|organisiere|organisier|schedule|notier|notiere|vermerke|"
    "vermerk|schreib auf|lade ein|schick eine einladung",
    cancel="storniere|stornier|stornieren|sag ab|sage ab|absagen|lösche|lösch|löschen|streiche|streich|canceln|cancel|"
    "entferne|nimm raus",
    move="verschiebe|verschieb|verschieben|verlege|verleg|verlegen|verlegt|vorziehen|zieh vor|ändere|änder|umbuchen|"
    "buch um|schieb|schiebe",
    remind="erinnere mich|erinner mich|erinnere uns|erinnerung",
    find="finde einen termin|finde|such einen termin|suche einen termin|such|schlag vor|schlage vor|wann passt|"
    "wann können wir|wann hätten wir",
    meet="können wir|könnten wir|wollen wir|sollen wir|lass uns|lasst uns|treffen wir uns|wollen wir uns treffen|"
    "sehen wir uns|wir treffen uns|dann also|hast du zeit|hättest du zeit|passt dir|passt es dir|bis dann|bis dahin",
    nouns="termin|termine|treffen|besprechung|besprechungen|meeting|meetings|sitzung|gespräch|anruf|telefonat|call|"
    "mittagessen|abendessen|frühstück|kaffee|arzttermin|zahnarzt|arzt|friseur|vorstellungsgespräch|schulung|seminar|"
    "workshop|konferenz|präsentation|feier|geburtstag|party|hochzeit|urlaub|reise|flug|abgabe|prüfung|klausur|"
    "unterricht|kurs|konzert|verabredung|videokonferenz|telko|abstimmung|jour fixe|rückruf",
    question="wann|was|wer|wo|wie|welche|welcher|welches|wie lange|wie viele|ist|habe ich|hab ich|gibt es",
    agenda="was steht an|was habe ich|was hab ich|was ist heute los|meine termine|mein kalender|im kalender|"
    "nächster termin|was liegt an|zeig mir|zeige mir|wann ist",
    free="frei|verfügbar|zeit|erreichbar|da",
    busy="beschäftigt|belegt|verhindert|im urlaub|nicht da|unterwegs|ausgebucht|abwesend|außer haus|krank",
    yes="ja|jawohl|jep|jo|klar|gerne|gern|genau|okay|ok|in ordnung|passt|einverstanden|mach das|mach es|bitte|richtig|"
    "stimmt|super|perfekt|alles klar|abgemacht|bestätigt|bestätigen",
    no="nein|nee|nö|nicht|lieber nicht|doch nicht|lass es|lass das|auf keinen fall|abbrechen|vergiss es|verwerfen",
    agree="passt|passt mir|passt gut|geht klar|geht bei mir|das geht|abgemacht|einverstanden|bin dabei|machen wir so|"
    "klingt gut|bis dann|wir sehen uns|gerne|perfekt",
    refuse="geht nicht|passt nicht|passt mir nicht|kann ich nicht|kann nicht|schaffe ich nicht|leider nicht|"
    "bin verhindert|muss absagen",
    negation="nicht|kein|keine|keinen|nie|niemals|nichts",
    past="war|waren|hatte|hatten|gab|wurde|wurden|gestern|letzte woche|letzten",
    thanks="danke|vielen dank|dankeschön|besten dank|merci",
    greeting="hallo|hi|hey|guten morgen|guten tag|guten abend|moin|servus|grüß gott|liebe|lieber|"
    "mit freundlichen grüßen|viele grüße|liebe grüße|beste grüße|lg|mfg|gruß|tschüss",
)
DUTCH = SpeechWords(
    language="nl",
    create="plan|plan in|inplannen|maak|maak een afspraak|zet|zet in|boek|reserveer|noteer|voeg toe|regel|leg vast|"
    "stel in|organiseer|nodig uit|blokkeer|spreek af",
    cancel="annuleer|annuleren|zeg af|afzeggen|verwijder|verwijderen|schrap|schrappen|haal weg|wis",
    move="verplaats|verplaatsen|verzet|verzetten|verschuif|verschuiven|wijzig|wijzigen|verander|zet om|vervroeg",
    remind="herinner me|herinner mij|herinner ons|herinnering",
    find="zoek een moment|zoek|vind een moment|vind|wanneer kunnen we|wanneer schikt|stel voor|wanneer past",
    meet="kunnen we|zullen we|zullen wij|laten we|spreken we af|we zien elkaar|heb je tijd|kun je|schikt|past het|"
    "tot dan|dus",
    nouns="afspraak|afspraken|vergadering|vergaderingen|meeting|overleg|gesprek|telefoongesprek|belafspraak|call|lunch|"
    "diner|ontbijt|koffie|tandarts|dokter|huisarts|kapper|sollicitatiegesprek|training|cursus|les|conferentie|"
    "presentatie|feest|verjaardag|bruiloft|vakantie|reis|vlucht|deadline|examen|concert|borrel|bijeenkomst|workshop",
    question="wanneer|wat|wie|waar|hoe|welke|welk|hoe lang|hoelang|hoeveel|is er|heb ik|zijn er",
    agenda="wat staat er|wat heb ik|mijn agenda|mijn afspraken|in mijn agenda|volgende afspraak|laat zien|toon",
    free="vrij|beschikbaar|tijd",
    busy="bezet|druk|bezig|verhinderd|op vakantie|afwezig|weg|niet beschikbaar|ziek",
    yes="ja|jazeker|jep|zeker|graag|prima|goed|oké|oke|ok|akkoord|doe maar|klopt|precies|perfect|top|is goed|bevestig",
    no="nee|neen|niet|liever niet|toch niet|laat maar|doe maar niet|vergeet het|annuleer",
    agree="dat past|past me|past mij|schikt|is goed|afgesproken|prima|akkoord|tot dan|doen we|klinkt goed|lukt",
    refuse="kan niet|kan ik niet|lukt niet|past niet|schikt niet|helaas niet|ik red het niet|moet afzeggen",
    negation="niet|geen|nooit|niets|niks",
    past="was|waren|had|hadden|werd|ging|gisteren|vorige week|afgelopen",
    thanks="dank je|dank u|dankjewel|bedankt|dank",
    greeting="hallo|hoi|hey|dag|goedemorgen|goedemiddag|goedenavond|beste|met vriendelijke groet|groetjes|groeten|"
    "mvg|doei",
)
SWEDISH = SpeechWords(
    language="sv",
    create="boka|boka in|lägg in|lägg till|skapa|planera|planera in|schemalägg|sätt upp|ordna|bjud in|skriv in|blocka|"
    "reservera|notera",
    cancel="avboka|ställ in|ta bort|radera|stryk|avbryt|avlys|annullera",
    move="flytta|flytta fram|skjut upp|skjut fram|ändra|boka om|senarelägg|tidigarelägg|byt",
    remind="påminn mig|påminn oss|påminnelse",
    find="hitta en tid|hitta|sök en tid|föreslå|när kan vi|när passar det|leta",
    meet="kan vi|ska vi|skall vi|låt oss|vi ses|ses vi|har du tid|kan du|passar det|då ses vi",
    nouns="möte|möten|mötet|avstämning|avstämningen|samtal|telefonsamtal|lunch|middag|frukost|fika|tandläkare|"
    "tandläkaren|läkartid|läkare|frisör|intervju|utbildning|kurs|lektion|konferens|presentation|fest|födelsedag|"
    "bröllop|"
    "semester|resa|flyg|deadline|prov|tenta|konsert|träff|workshop|genomgång|styrelsemöte|bokning",
    question="när|vad|vem|vilka|var|hur|vilken|vilket|hur länge|hur många|har jag|finns det|är",
    agenda="vad har jag|vad händer|vad står|min kalender|mina möten|i kalendern|nästa möte|visa",
    free="ledig|lediga|ledigt|fri|tid|tillgänglig",
    busy="upptagen|upptagna|upptaget|bokad|på semester|borta|frånvarande|sjuk",
    yes="ja|japp|jajamän|absolut|gärna|okej|ok|bra|visst|stämmer|precis|kör|gör det|perfekt|det blir bra|bekräfta",
    no="nej|nä|inte|helst inte|låt bli|strunta i det|glöm det|avbryt",
    agree="det passar|passar bra|passar mig|det går bra|funkar|det funkar|vi ses|överens|låter bra|vi säger så|blir "
    "bra",
    refuse="passar inte|kan inte|går inte|funkar inte|tyvärr inte|hinner inte|måste avboka",
    negation="inte|ingen|inget|inga|aldrig|ej",
    past="var|hade|blev|gick|igår|förra veckan|i förra",
    thanks="tack|tack så mycket|stort tack",
    greeting="hej|hejsan|hallå|god morgon|god kväll|tjena|med vänliga hälsningar|vänliga hälsningar|hälsningar|mvh|"
    "hej då",
)
DANISH = SpeechWords(
    language="da",
    create="book|book ind|opret|lav|læg|læg ind|tilføj|planlæg|sæt op|arrangér|arranger|inviter|indkald|reserver|skriv|"
    "noter|aftal|bloker",
    cancel="aflys|slet|fjern|annuller|annullér|afbestil|stryg",
    move="flyt|flyt til|udskyd|ændr|ændre|ryk|fremryk|skub|ombook",
    remind="mind mig|mind os|påmind mig|påmindelse",
    find="find en tid|find|foreslå|hvornår kan vi|hvornår passer|søg",
    meet="kan vi|skal vi|lad os|vi ses|ses vi|har du tid|kan du|passer det|så ses vi",
    nouns="møde|møder|mødet|aftale|aftaler|aftalen|samtale|opkald|frokost|middag|morgenmad|kaffe|tandlæge|tandlægen|"
    "læge|lægetid|frisør|jobsamtale|kursus|undervisning|time|konference|præsentation|fest|fødselsdag|bryllup|ferie|"
    "rejse|fly|deadline|eksamen|koncert|workshop|gennemgang|bestyrelsesmøde",
    question="hvornår|hvad|hvem|hvor|hvordan|hvilken|hvilke|hvor længe|hvor mange|har jeg|er der",
    agenda="hvad har jeg|hvad sker der|hvad står der|min kalender|mine møder|mine aftaler|næste møde|vis",
    free="ledig|ledige|ledigt|fri|tid|til rådighed",
    busy="optaget|optagede|på ferie|væk|fraværende|syg",
    yes="ja|jep|jo|gerne|helt sikkert|okay|ok|fint|godt|selvfølgelig|præcis|perfekt|gør det|det er fint|bekræft",
    no="nej|næ|ikke|helst ikke|lad være|glem det|annuller",
    agree="det passer|passer fint|passer mig|det er fint|det går|vi ses|aftalt|lyder godt|det er en aftale|fint med "
    "mig",
    refuse="passer ikke|kan ikke|går ikke|desværre ikke|når det ikke|må melde afbud|melder afbud",
    negation="ikke|ingen|intet|aldrig|ej",
    past="var|havde|blev|gik|i går|sidste uge|forrige",
    thanks="tak|mange tak|tusind tak|tak for det",
    greeting="hej|hejsa|goddag|godmorgen|godaften|kære|med venlig hilsen|venlig hilsen|hilsen|mvh|farvel",
)
NORWEGIAN = SpeechWords(
    language="no",
    create="book|bestill|opprett|lag|legg inn|legg til|planlegg|sett opp|avtal|inviter|kall inn|reserver|skriv|noter|"
    "blokker|ordne",
    cancel="avlys|slett|fjern|kanseller|avbestill|stryk",
    move="flytt|utsett|endre|skyv|framskynd|ombook",
    remind="minn meg|minn oss|påminn meg|påminnelse",
    find="finn en tid|finn|foreslå|når kan vi|når passer|søk",
    meet="kan vi|skal vi|la oss|vi ses|ses vi|har du tid|kan du|passer det|da ses vi",
    nouns="møte|møter|møtet|avtale|avtaler|avtalen|samtale|telefonsamtale|lunsj|middag|frokost|kaffe|tannlege|"
    "tannlegen|"
    "lege|legetime|frisør|intervju|jobbintervju|kurs|undervisning|time|konferanse|presentasjon|fest|bursdag|bryllup|"
    "ferie|reise|fly|frist|eksamen|konsert|workshop|gjennomgang|styremøte",
    question="når|hva|hvem|hvor|hvordan|hvilken|hvilke|hvor lenge|hvor mange|har jeg|er det",
    agenda="hva har jeg|hva skjer|hva står|kalenderen min|møtene mine|avtalene mine|neste møte|vis",
    free="ledig|ledige|fri|tid|tilgjengelig",
    busy="opptatt|på ferie|borte|fraværende|syk",
    yes="ja|jepp|jo|gjerne|absolutt|greit|ok|okei|fint|bra|selvsagt|stemmer|perfekt|gjør det|det er greit|bekreft",
    no="nei|ikke|helst ikke|la være|glem det|avbryt",
    agree="det passer|passer bra|passer meg|det går bra|det er greit|vi ses|avtalt|høres bra ut|det funker",
    refuse="passer ikke|kan ikke|går ikke|dessverre ikke|rekker ikke|må avlyse",
    negation="ikke|ingen|ingenting|aldri",
    past="var|hadde|ble|gikk|i går|forrige uke|sist",
    thanks="takk|tusen takk|mange takk|takk skal du ha",
    greeting="hei|heisann|hallo|god dag|god morgen|god kveld|kjære|med vennlig hilsen|vennlig hilsen|hilsen|mvh|ha det",
)
TABLES = (GERMAN, DUTCH, SWEDISH, DANISH, NORWEGIAN)
