"""German."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.amounts import Unit
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.fields import Step
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Grain

GERMAN = Vocabulary(
    code="de",
    weekdays="montag mo|dienstag di|mittwoch mi|donnerstag do|freitag fr|samstag sonnabend sa|sonntag so",
    weekday_plurals="montags|dienstags|mittwochs|donnerstags|freitags|samstags sonnabends|sonntags",
    months="januar jan jänner|februar feb|märz mär maerz|april apr|mai|juni jun|juli jul|august aug|september "
    "sep sept|oktober okt|november nov|dezember dez",
    units="sekunde sekunden sek|minute minuten min|stunde stunden std|tag tage tagen tages|woche wochen kw|"
    "monat monate monaten monats|jahr jahre jahren jahres",
    days={0: "heute", 1: "morgen", 2: "übermorgen", -1: "gestern", -2: "vorgestern"},
    steps={
        Step.NEXT: "nächste|nächsten|nächster|nächstes|naechste|naechsten|folgenden|folgende",
        Step.COMING: "kommenden|kommende|kommender",
        Step.THIS: "diese|diesen|dieser|dieses|diesem",
        Step.LAST: "letzte|letzten|letzter|letztes|vorige|vorigen|vergangene|vergangenen",
    },
    parts={
        "morning": "vormittag|vormittags|früh|in der früh|morgens|am morgen|am vormittag",
        "afternoon": "nachmittag|nachmittags|am nachmittag",
        "evening": "abend|abends|am abend",
        "nighttime": "nachts|in der nacht",
        "midday": "mittags|am mittag",
    },
    functions={
        "at": "um|gegen",
        "on": "am|an|beim",
        "in": "in|im",
        "from": "von|vom",
        "until": "bis|bis zum|bis um",
        "between": "zwischen",
        "and": "und",
        "the": "der|die|das|den|dem",
        "a": "ein|eine|einen|einem|einer",
        "ago_before": "vor",
        "past": "nach",
        "since": "seit|ab",
        "for": "für",
        "every": "jeden|jede|jedes|jeder|alle",
        "hour_mark": "uhr",
        "half_to": "halb",
        "quarter_word": "viertel",
        "weekend": "wochenende",
        "begin": "anfang",
        "mid": "mitte",
        "end": "ende",
    },
    numbers="eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig",
    ordinals={"ersten": 1, "zweiten": 2, "dritten": 3, "vierten": 4, "fünften": 5, "erster": 1},
    noon="mittag",
    midnight="mitternacht",
    frequencies={
        "täglich": (Grain.DAY, 1),
        "wöchentlich": (Grain.WEEK, 1),
        "monatlich": (Grain.MONTH, 1),
        "jährlich": (Grain.YEAR, 1),
    },
)


def build() -> Language:
    """The room, furnished."""
    german = furnish(GERMAN)
    german.add_phrase("daypart", "morgen früh", At(RelativeDay(1), PartOfDay("morning")))
    german.add_phrase("daypart", "heute morgen|heute früh", At(RelativeDay(0), PartOfDay("morning")))
    german.add_phrase("daypart", "gestern morgen", At(RelativeDay(-1), PartOfDay("morning")))
    german.add_phrase("step", "in der nächsten|in den nächsten", Step.NEXT)
    german.add_phrase(
        "unit", "werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen", Unit(Grain.DAY, business=True)
    )
    return german
