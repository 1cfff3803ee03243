"""Telling words of languages that have no room here, also as they are typed without their marks.

They keep a text from being taken for English, where a clock would lose its day without a word.
"""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = {
    "cs": "pondeli utery úterý ctvrtek patek nedele zitra schuzka schuzku schuzky kazdy kazde pristi odpoledne rano "
    "naplanuj naplánuj prosim zruš presun hodin",
    "sk": "pondelok utorok stvrtok piatok nedela stretnutie stretko zajtra kazdy buduci naplanuj naplánuj prosim",
    "sl": "ponedeljek torek cetrtek petek nedelja jutri sestanek naslednji vsak prosim",
    "hr": "ponedjeljak utorak cetvrtak petak nedjelja sutra sastanak sljedeci zakazi zakaži molim",
    "hu": "hetfo hetfon kedd kedden szerda csutortok pentek pénteken penteken vasarnap holnap holnaputan megbeszeles "
    "megbeszelest megbeszélést talalkozo találkozót orakor oratol órától jovo heten jövőre reggel delutan délelőtt "
    "kerlek kérlek szervezz iktass foglalj hozz létre",
    "ro": "luni marti miercuri vineri sambata duminica maine mâine poimaine dupa fiecare saptamana viitoare intalnire "
    "intalnirea întâlnirea sedinta ședința sedință ora programeaza programează programare cu dimineata seara rog "
    "anuleaza muta ianuarie iunie iulie",
    "lt": "pirmadieni antradieni treciadieni ketvirtadieni penktadieni rytoj siandien susitikimas susitikima posedis "
    "valanda savaite",
    "lv": "pirmdien otrdien tresdien ceturtdien piektdien rit sodien sapulce sapulci tiksanas nakamnedel",
    "et": "esmaspaeval teisipaeval kolmapaeval neljapaeval reedel laupaeval homme ulehomme koosolek koosoleku "
    "kohtumine kohtumise kell kella nadalal palun broneeri",
    "fi": "maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina huomenna tanaan "
    "ylihuomenna kello klo kokous kokouksen tapaaminen tapaamisen palaverin varaa varata lisaa lisää muistuta kanssa "
    "kalenteriin viikolla ensi joka aamulla iltapaivalla iltapäivällä siirrä peru sovitaan nähdään",
    "is": "manudag þriðjudaginn midvikudag fimmtudag fostudag fundur fund klukkan morgun",
    "ca": "dimarts dimecres dijous divendres dissabte diumenge dema demà reunio reunió setmana vinent tarda",
    "id": "senin selasa rabu kamis jumat sabtu minggu besok lusa kemarin hari jam pukul dengan rapat pertemuan "
    "jadwalkan buatkan tolong ingatkan saya kita pagi siang sore malam depan setiap tambahkan acara janji makan "
    "undang batalkan pindahkan",
    "ms": "isnin selasa rabu khamis jumaat sabtu ahad esok lusa semalam hari pukul dengan mesyuarat petang pagi malam "
    "minggu depan jadualkan tempah sila aturkan",
    "fil": "lunes martes miyerkules huwebes biyernes sabado linggo bukas mamaya kahapon ngayon pulong alas kasama "
    "mag-iskedyul iskedyul magtakda susunod hapon umaga gabi tuwing paki pakilagay natin tayo",
    "sw": "jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili kesho kutwa jana saa mkutano kikao kamati "
    "panga weka ijayo asubuhi mchana jioni usiku tafadhali nikumbushe",
    "af": "maandag dinsdag woensdag donderdag vrydag saterdag sondag môre more oormôre vanmiddag vergadering byeenkoms "
    "afspraak elke volgende skeduleer asseblief saam",
    "sq": "hënën henen martën marten mërkurën merkuren enjten premten shtunën neser nesër sot takim takimi mbledhje "
    "ora orën javën javen ardhshme pasdite mengjes",
    "eu": "astelehena asteartea asteazkena osteguna ostirala larunbata igandea astelehenean asteartean asteazkenean "
    "ostegunean ostiralean bihar gaur etzi bilera hitzordua goizeko arratsaldeko datorren astean",
    "cy": "llun mawrth mercher iau gwener sadwrn yfory heddiw cyfarfod apwyntiad wythnos nesaf bore prynhawn",
    "ga": "luan mairt máirt ceadaoin céadaoin deardaoin déardaoin aoine satharn amarach amárach inniu cruinniu "
    "cruinniú coinne seachtain chugainn trathnona",
    "az": "bazar ertəsi çərşənbə axşamı çərşənbə cümə sabah görüş iclas saat birigün gələn həftə",
    "uz": "dushanba seshanba chorshanba payshanba juma shanba yakshanba ertaga indin bugun uchrashuv majlis soat "
    "keyingi hafta yig'ilish",
    "mt": "it-tnejn it-tlieta l-erbgħa il-ħamis il-ġimgħa is-sibt għada llum laqgħa laqgha fil- ta'",
    "eo": "lundon mardon merkredon ĵaŭdon jxaudon vendredon sabaton dimanĉon morgaŭ morgau hodiaŭ kunveno renkontiĝo "
    "horo venonta semajno",
    "gl": "luns mércores mercores xoves venres mañá maña reunión xuntanza vindeira próximo",
    "so": "isniin talaado salaasa arbaco khamiis jimce sabti axad berri maanta kulan saacadda toddobaadka",
    "zu": "umsombuluko ulwesibili ulwesithathu ulwesine ulwesihlanu umgqibelo kusasa namhlanje umhlangano ihora",
    "ht": "lendi madi mèkredi jedi vandredi samdi dimanch demen jodi reyinyon semèn pwochen randevou",
    "la": "cras hodie perendie conventus hora feria",
    "hinglish": "kal parso parson aaj subah shaam dopahar raat baje somvar mangalvar budhvar guruvar shukravar "
    "shanivar ravivar mulaqat hai hain karo karna saath rakho rakhna agle hafte",
}
"""By code; "hinglish" is Hindi in Latin letters. One word may be in several: its weight is shared."""


def with_roomless(telling: Mapping[str, str]) -> dict[str, str]:
    """The telling words with those of languages without a room behind them."""
    return {**telling, **{code: f"{telling.get(code, '')} {words}".strip() for code, words in _WORDS.items()}}
