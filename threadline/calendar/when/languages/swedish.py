"""Swedish."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

SWEDISH = Vocabulary(
    code="sv",
    accents=True,
    weekdays="måndag måndagen|tisdag tisdagen|onsdag onsdagen|torsdag torsdagen|fredag fredagen|lördag lördagen|"
    "söndag söndagen",
    weekday_plurals="måndagar måndagarna|tisdagar tisdagarna|onsdagar onsdagarna|torsdagar torsdagarna|fredagar "
    "fredagarna|"
    "lördagar lördagarna|söndagar söndagarna",
    weekday_shorts="mån|tis|ons|tors|fre|lör|sön",
    months="januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december",
    month_shorts="jan|feb|mar|apr||jun|jul|aug|sep sept|okt|nov|dec",
    units="sekund sekunder sek|minut minuter min|timme timmar timmarna timma timmars tim|dag dagar dagarna "
    "dagars dagen dygn|"
    "vecka veckor veckorna veckan veckors|månad månader månaderna månaden|år året",
    workdays="vardag|vardagar|arbetsdag|arbetsdagar",
    days={
        0: "idag|i dag",
        1: "imorgon|i morgon|imorron|i morron",
        2: "i övermorgon|övermorgon|iövermorgon",
        -1: "igår|i går",
        -2: "i förrgår|förrgår",
    },
    dayparts={
        (0, "evening"): "ikväll|i kväll",
        (0, "afternoon"): "i eftermiddag",
        (0, "morning"): "i morse|i förmiddag|nu på morgonen",
        (0, "night"): "i natt|inatt",
        (1, "morning"): "imorgon bitti|i morgon bitti|i morgon på morgonen|imorgon på morgonen",
        (1, "evening"): "imorgon kväll|i morgon kväll|imorgonkväll",
    },
    steps={
        Step.NEXT: "nästa|nästkommande|följande",
        Step.COMING: "kommande|nu på",
        Step.THIS: "denna|den här|detta|det här|i denna",
        Step.LAST: "förra|förrförra|senaste|i förra|sista",
    },
    parts={
        "morning": "morgon|på morgonen|morgonen|förmiddag|på förmiddagen|förmiddagen|bitti|på morgnarna|fm",
        "afternoon": "eftermiddag|på eftermiddagen|eftermiddagen|em",
        "evening": "kväll|på kvällen|kvällen|på kvällarna",
        "nighttime": "på natten|natten|natt",
        "lunch": "vid lunch|vid lunchtid",
    },
    amounts={
        1: "en timmas tid|en timmes tid|någon timme|en dryg timme",
        0.5: "halvtimme|en halvtimme|halv timme|en halv timme|halvtimma|en halvtimma",
        0.25: "kvart|en kvart",
        0.75: "tre kvart|trekvart",
        1.5: "en och en halv timme|en och en halv timma|halvannan timme",
        2.5: "två och en halv timme|två och en halv timma",
    },
    nths="första|andra|tredje|fjärde|sista",
    functions={
        "times": "gånger|tillfällen",
        "at": "kl|klockan|vid|runt|omkring|vid kl|vid klockan|kring|vid klockslaget",
        "on": "på",
        "to_in": "i",
        "for_in": "under|i cirka|i ungefär",
        "ahead": "om|inom",
        "from": "från|från den",
        "starting": "från och med|fr o m|från och med den|första gången den|första gången|med start den|med start|"
        "start den",
        "to": "till|till den",
        "until": "tills|till och med|t o m|tom|fram till|fram till den",
        "by": "senast|senast i|senast den|senast på|senast vid",
        "between": "mellan",
        "and": "och",
        "the": "d|den|det|nu",
        "a": "en|ett",
        "before": "före|innan",
        "after": "efter",
        "for_ago": "för",
        "ordinal_suffix": "e|a",
        "for": "varaktighet",
        "ago": "sedan",
        "later": "senare",
        "of": "av",
        "every": "varje|var|alla",
        "every_other": "varannan|vartannat",
        "weekdays_word": "på vardagar|vardagar|till vardags",
        "except": "utom|utom på|förutom",
        "half_to": "halv",
        "quarter_word": "kvart",
        "past": "över",
        "weekend": "helg|helgen|veckoslut|veckoslutet",
        "begin": "början",
        "mid": "mitten",
        "end": "slutet|slut",
        "per": "per",
        "once": "en gång",
        "not_time": "god morgon|god kväll|god natt|trevlig helg",
    },
    numbers="ett|två tu|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|sexton|sjutton|arton|nitton",
    tens="tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio",
    compound="{ten}{unit}",
    ordinals="första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte|trettonde|fjortonde|"
    "femtonde|"
    "sextonde|sjuttonde|artonde|nittonde|tjugonde|tjugoförsta|tjugoandra|tjugotredje|tjugofjärde|tjugofemte|"
    "tjugosjätte|"
    "tjugosjunde|tjugoåttonde|tjugonionde|trettionde|trettioförsta",
    noon="mitt på dagen|middagstid",
    midnight="midnatt",
    frequencies={
        "dagligen": (Grain.DAY, 1),
        "varje dag": (Grain.DAY, 1),
        "veckovis": (Grain.WEEK, 1),
        "månadsvis": (Grain.MONTH, 1),
        "månatligen": (Grain.MONTH, 1),
        "årligen": (Grain.YEAR, 1),
    },
    compounds={
        "morning": "smorgon morgon sförmiddag förmiddag smorgonen",
        "afternoon": "seftermiddag eftermiddag seftermiddagen",
        "evening": "skväll kväll skvällen kvällen",
        "nighttime": "snatt natt",
    },
    dotted="kl ca min tim d",
)


def build() -> Language:
    """The room, furnished."""
    swedish = furnish(SWEDISH)
    # "I tisdags" is the last one.
    for number, name in enumerate(("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")):
        swedish.add_phrase("date", f"i {name}s", Fields(weekday=number, step=Step.PAST))
    return swedish
