"""Danish."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

DANISH = Vocabulary(
    code="da",
    accents=True,
    weekdays="mandag mandagen|tirsdag tirsdagen|onsdag onsdagen|torsdag torsdagen|fredag fredagen|lørdag lørdagen|"
    "søndag søndagen",
    weekday_plurals="mandage|tirsdage|onsdage|torsdage|fredage|lørdage|søndage",
    weekday_shorts="|tirs tir|ons|tors tor|fre|lør|søn",
    months="januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december",
    month_shorts="jan|feb|mar|apr||jun|jul|aug|sep sept|okt|nov|dec",
    units="sekund sekunder sek|minut minutter min|time timer timerne timers|dag dagene dage dages dagen døgn|"
    "uge uger ugerne ugen ugers|"
    "måned måneder månederne måneden|år året",
    workdays="hverdag|hverdage|arbejdsdag|arbejdsdage",
    days={
        0: "i dag|idag",
        1: "i morgen|imorgen",
        2: "i overmorgen|overmorgen|iovermorgen",
        -1: "i går|igår",
        -2: "i forgårs|forgårs",
    },
    dayparts={
        (0, "evening"): "i aften|aften i dag",
        (0, "afternoon"): "i eftermiddag",
        (0, "morning"): "i morges|i formiddag|her til morgen",
        (0, "night"): "i nat",
        (1, "morning"): "i morgen tidlig|i morgen tidligt|i morgen formiddag|i morgen om morgenen",
        (1, "evening"): "i morgen aften",
        (0, "midday"): "i dag middag|idag middag",
        (1, "midday"): "i morgen middag|imorgen middag|i morgen til middag",
        (2, "midday"): "i overmorgen middag|overmorgen middag",
    },
    steps={
        Step.NEXT: "næste|følgende",
        Step.COMING: "kommende|nu på|førstkommende|her på",
        Step.THIS: "denne|dette|denne her",
        Step.LAST: "sidste|forrige|seneste|i sidste|i forrige",
    },
    parts={
        "morning": "morgen|om morgenen|morgenen|formiddag|om formiddagen|formiddagen",
        "afternoon": "eftermiddag|om eftermiddagen|eftermiddagen",
        "evening": "aften|om aftenen|aftenen",
        "nighttime": "om natten|natten|nat",
        "midday": "til middag|ved middagstid",
    },
    amounts={
        0.5: "halv time|en halv time|halvtime|en halvtime|halve time",
        0.25: "kvarter|et kvarter",
        0.75: "tre kvarter",
        1.5: "halvanden time|en og en halv time|halvanden times",
        2.5: "to en halv time|to og en halv time",
        336: "fjorten dage",
    },
    nths="første|anden|tredje|fjerde|",
    functions={
        "times": "gange|gang",
        "at": "kl|klokken|ved|omkring|ca|cirka|omkring kl|ved kl|klokka",
        "on": "på",
        "to_in": "i",
        "for_in": "i cirka|i ca",
        "ahead": "om|inden for",
        "from": "fra|fra kl|fra den|fra klokken",
        "to": "til|til den|til d",
        "until": "indtil|til og med|t o m|frem til|indtil den|frem til den",
        "by": "senest|senest den|senest på|inden|senest d|inden den|inden på",
        "between": "mellem",
        "and": "og",
        "the": "d|den|det|nu",
        "a": "en|et",
        "before": "før",
        "after": "efter",
        "since": "siden den",
        "starting": "fra og med|fra og med den|første gang den|første gang|med start den|med start|start den",
        "for_ago": "for",
        "for": "varighed|i løbet af",
        "ago": "siden",
        "later": "senere",
        "of": "af",
        "every": "hver|hvert|alle",
        "every_other": "hver anden|hvert andet|hver 2",
        "weekdays_word": "på hverdage|hverdage|i hverdagene|til hverdag",
        "except": "undtagen|undtagen på|bortset fra",
        "half_to": "halv",
        "quarter_word": "kvart|et kvart",
        "past": "over",
        "weekend": "weekend|weekenden",
        "begin": "begyndelsen|starten",
        "mid": "midten",
        "end": "slutningen|udgangen",
        "per": "pr",
        "once": "en gang",
        "not_time": "god morgen|god aften|god weekend|i det mindste|i alt|i gang",
    },
    numbers="ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten",
    tens="tyve|tredive|fyrre fyrretyve|halvtreds|tres|halvfjerds|firs|halvfems",
    compound="{unit}og{ten}",
    ordinals="første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|ellevte|tolvte|trettende|"
    "fjortende|femtende|"
    "sekstende|syttende|attende|nittende|tyvende|enogtyvende|toogtyvende|treogtyvende|fireogtyvende|femogtyvende|"
    "seksogtyvende|syvogtyvende|otteogtyvende|niogtyvende|tredivte|enogtredivte",
    noon="midt på dagen|middagstid",
    midnight="midnat",
    frequencies={
        "dagligt": (Grain.DAY, 1),
        "dagligen": (Grain.DAY, 1),
        "ugentligt": (Grain.WEEK, 1),
        "månedligt": (Grain.MONTH, 1),
        "årligt": (Grain.YEAR, 1),
    },
    compounds={
        "morning": "morgen formiddag",
        "afternoon": "eftermiddag",
        "evening": "aften",
        "nighttime": "nat",
    },
    dotted="kl ca min d",
)


def build() -> Language:
    """The room, furnished."""
    danish = furnish(DANISH)
    for ten, value in (("tyve", 21), ("tredive", 31), ("fyrre", 41), ("halvtreds", 51)):
        danish.add("s24" if value < 25 else "s31" if value < 32 else "s59", f"enog{ten}", value)
    for number, name in enumerate(("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")):
        danish.add_phrase("date", f"i {name}s", Fields(weekday=number, step=Step.PAST))
        danish.add_phrase("weekdays", f"om {name}en", number)
    return danish
