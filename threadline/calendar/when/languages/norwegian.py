"""Norwegian."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

NORWEGIAN = Vocabulary(
    code="no",
    accents=True,
    weekdays="mandag mandagen|tirsdag tirsdagen tysdag|onsdag onsdagen|torsdag torsdagen|fredag fredagen|lørdag "
    "lørdagen laurdag|"
    "søndag søndagen sundag",
    weekday_plurals="mandager|tirsdager|onsdager|torsdager|fredager|lørdager|søndager",
    weekday_shorts="|tirs tir|ons|tors tor|fre|lør|søn",
    months="januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
    month_shorts="jan|feb|mar|apr||jun|jul|aug|sep sept|okt|nov|des",
    units="sekund sekunder sek|minutt minutter min|time timer timene timers|dag dagene dager dagers dagen "
    "døgn|uke uker ukene uka uken "
    "ukers|"
    "måned måneder månedene måneden|år året",
    workdays="hverdag|hverdager|arbeidsdag|arbeidsdager|virkedag|virkedager|ukedag|ukedager",
    days={
        0: "i dag|idag",
        1: "i morgen|imorgen|i morra|imorra",
        2: "i overmorgen|overmorgen|iovermorgen",
        -1: "i går|igår",
        -2: "i forgårs|forgårs",
    },
    dayparts={
        (0, "evening"): "i kveld|ikveld|i aften",
        (0, "afternoon"): "i ettermiddag",
        (0, "morning"): "i morges|i formiddag",
        (0, "night"): "i natt",
        (1, "morning"): "i morgen tidlig|i morgen formiddag|i morgen om morgenen",
        (1, "evening"): "i morgen kveld",
    },
    steps={
        Step.NEXT: "neste|følgende|påfølgende",
        Step.COMING: "kommende|nå på|førstkommende|nå til",
        Step.THIS: "denne|dette",
        Step.LAST: "forrige|siste|sist|i forrige",
    },
    parts={
        "morning": "morgen|om morgenen|på morgenen|morgenen|formiddag|om formiddagen|på formiddagen|formiddagen",
        "afternoon": "ettermiddag|om ettermiddagen|på ettermiddagen|ettermiddagen",
        "evening": "kveld|om kvelden|på kvelden|kvelden",
        "nighttime": "om natten|om natta|natten|natt|på natten",
    },
    amounts={
        0.5: "halv time|en halv time|halvtime|en halvtime|halvtimen",
        0.25: "kvarter|et kvarter",
        0.75: "tre kvarter",
        1.5: "halvannen time|en og en halv time|halvannen times",
        2.5: "to og en halv time",
        336: "fjorten dager",
    },
    nths="første|andre|tredje|fjerde|",
    functions={
        "times": "ganger",
        "at": "kl|klokken|klokka|ved|rundt|omkring|ca|rundt kl|cirka",
        "to_on": "på",
        "to_in": "i",
        "for_in": "i cirka|i ca",
        "ahead": "om",
        "from": "fra|fra kl|fra den|fra klokken|fra klokka",
        "to": "til|til den",
        "until": "inntil|til og med|t o m|frem til|fram til|inntil den|frem til den",
        "by": "senest|senest den|senest på|innen|innen den|seinest|senest innen",
        "between": "mellom",
        "and": "og",
        "the": "d|den|det|nå",
        "a": "en|et|ei",
        "before": "før",
        "after": "etter",
        "since": "siden den",
        "starting": "fra og med|fra og med den|første gang den|første gang|med start den|med start|start den",
        "for_ago": "for",
        "for": "varighet|i løpet av",
        "ago": "siden",
        "later": "senere|seinere",
        "of": "av",
        "every": "hver|hvert|alle",
        "every_other": "annenhver|annethvert|hver annen|hver andre|hvert annet",
        "weekdays_word": "på hverdager|hverdager|i hverdagene|på ukedager",
        "except": "unntatt|unntatt på|bortsett fra",
        "half_to": "halv",
        "quarter_word": "kvart",
        "past": "over",
        "weekend": "helg|helgen|helga",
        "begin": "begynnelsen|starten",
        "mid": "midten",
        "end": "slutten|utgangen",
        "per": "per",
        "once": "en gang",
        "not_time": "god morgen|god kveld|god helg|i det minste|i alt|i gang",
    },
    numbers="ett|to|tre|fire|fem|seks|sju syv|åtte|ni|ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|"
    "nitten",
    tens="tjue tyve|tretti|førti|femti|seksti|sytti|åtti|nitti",
    compound="{ten}{unit}",
    ordinals="første|andre annen|tredje|fjerde|femte|sjette|sjuende syvende|åttende|niende|tiende|ellevte|tolvte|"
    "trettende|fjortende|"
    "femtende|sekstende|syttende|attende|nittende|tjuende|tjueførste|tjueandre|tjuetredje|tjuefjerde|tjuefemte|"
    "tjuesjette|"
    "tjuesjuende|tjueåttende|tjueniende|trettiende|trettiførste",
    noon="midt på dagen",
    midnight="midnatt",
    frequencies={
        "daglig": (Grain.DAY, 1),
        "ukentlig": (Grain.WEEK, 1),
        "månedlig": (Grain.MONTH, 1),
        "årlig": (Grain.YEAR, 1),
    },
    compounds={
        "morning": "smorgen morgen sformiddag formiddag",
        "afternoon": "settermiddag ettermiddag",
        "evening": "skveld kveld skvelden",
        "nighttime": "snatt natt",
    },
    dotted="kl ca min d",
)


def build() -> Language:
    """The room, furnished."""
    norwegian = furnish(NORWEGIAN)
    for number, name in enumerate(("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")):
        norwegian.add_phrase("weekdays", f"om {name}en", number)
        norwegian.add_phrase("date", f"sist {name}", Fields(weekday=number, step=Step.LAST))
    return norwegian
