"""German."""

from __future__ import annotations

from threadline.calendar.when.grammar import CATEGORIES
from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.amounts import Unit
from threadline.calendar.when.meaning.fields import Fields
from threadline.calendar.when.meaning.ordinals import Within
from threadline.calendar.when.meaning.periods import UnitPeriod
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

GERMAN = Vocabulary(
    code="de",
    weekdays="montag|dienstag|mittwoch|donnerstag|freitag|samstag sonnabend|sonntag",
    weekday_plurals="montags|dienstags|mittwochs|donnerstags|freitags|samstags sonnabends|sonntags",
    months="januar jänner jaenner|februar feber|märz maerz|april|mai|juni juno|juli|august|september|oktober|november|"
    "dezember",
    month_shorts="jan jän|feb|mär mrz|apr||jun|jul|aug|sep sept|okt|nov|dez",
    units="sekunde sekunden sek|minute minuten min|stunde stunden std|tag tage tagen tages|woche wochen kw|"
    "monat monate monaten monats|jahr jahre jahren jahres",
    workdays="werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen",
    days={
        0: "heute",
        1: "morgen",
        2: "übermorgen|uebermorgen",
        3: "überübermorgen|in drei tagen",
        7: "heute in einer woche|heute in acht tagen",
        14: "heute in zwei wochen|heute in vierzehn tagen",
        -1: "gestern",
        -2: "vorgestern",
    },
    dayparts={
        (0, "morning"): "heute morgen|heute früh|heute vormittag|heut früh",
        (1, "morning"): "morgen früh|morgen vormittag|morgen in der früh",
        (-1, "morning"): "gestern morgen|gestern früh",
        (0, "night"): "heute nacht",
    },
    steps={
        Step.NEXT: "nächste|nächsten|nächster|nächstes|naechste|naechsten|naechster|folgenden|folgende|"
        "in der nächsten|in den nächsten|im nächsten|in der naechsten",
        Step.COMING: "kommenden|kommende|kommender|kommendes|in der kommenden|im kommenden",
        Step.THIS: "diese|diesen|dieser|dieses|diesem|in dieser|in diesem|an diesem",
        Step.LAST: "letzte|letzten|letzter|letztes|vorige|voriger|vorigen|vergangene|vergangenen|am letzten|in der "
        "letzten|"
        "im letzten",
    },
    parts={
        "morning": "vormittag|vormittags|früh|in der früh|morgens|am morgen|am vormittag|in der frühe",
        "afternoon": "nachmittag|nachmittags|am nachmittag",
        "evening": "abend|abends|am abend",
        "nighttime": "nachts|in der nacht|nacht",
        "midday": "mittags|am mittag",
    },
    amounts={
        1: "stündchen|ein stündchen|'n stündchen|gute stunde|eine gute stunde|knappe stunde|eine knappe stunde",
        0.5: "halbe stunde|halben stunde|eine halbe stunde|einer halben stunde|halbstunde",
        0.25: "viertelstunde|eine viertelstunde|einer viertelstunde",
        0.75: "dreiviertelstunde|eine dreiviertelstunde|einer dreiviertelstunde",
        1.5: "anderthalb stunden|eineinhalb stunden|einundhalb stunden|eine und eine halbe stunde",
        2.5: "zweieinhalb stunden",
        3.5: "dreieinhalb stunden",
        336: "vierzehn tage|vierzehn tagen",
    },
    nths="erste erstes|zweite zweites|dritte drittes|vierte viertes|",
    functions={
        "times": "mal|male|termine|sitzungen|wiederholungen|mal insgesamt",
        "at": "um|jeweils um|gegen|um etwa|um circa|um ca|so gegen|so um",
        "at_or_starting": "ab",
        "on": "am|an|beim|auf den|auf",
        "in": "im",
        "ahead": "in|binnen",
        "from": "von|jeweils von|vom|von der",
        "to": "zum|zur",
        "until": "bis|bis einschließlich|bis einschließlich zum|bis inklusive|bis inkl|"
        "bis zum|bis um|bis zur|bis zu|bis auf",
        "by": "bis spätestens|spätestens|bis spätestens zum|spätestens bis|bis spätestens am|spätestens am",
        "between": "zwischen|zw",
        "and": "und",
        "the": "der|die|das|den|dem|des",
        "a": "ein|eine|einen|einem|einer|ne|nen|ner|'ne",
        "ago_before": "vor|vor dem|vor der",
        "past_after": "nach|nach dem|nach der",
        "since": "seit|seit dem",
        "starting": "ab dem|beginnend am|beginnend|zum ersten mal am|zum ersten mal|erstmals am|erstmals|start am|"
        "los gehts am",
        "for": "für|für die dauer von|dauert|dauer",
        "every": "jeden|jede|jedes|jeder|alle|an jedem|jeweils",
        "every_other": "jeden zweiten|jede zweite|jeden anderen|jede andere|alle zwei",
        "weekdays_word": "werktags|wochentags|unter der woche",
        "except": "außer|ausser|außer am|ausser am",
        "hour_mark": "uhr",
        "half_to": "halb",
        "quarter_word": "viertel",
        "three_quarters": "dreiviertel|drei viertel",
        "weekend": "wochenende",
        "begin": "anfang",
        "mid": "mitte",
        "end": "ende|zum ende|am ende",
        "early": "frühen|frühe|früher|zeitigen",
        "late": "späten|späte",
        "later": "später",
        "per": "pro",
        "once": "einmal",
        "not_time": "guten morgen|guten tag|guten abend|gute nacht",
    },
    numbers="eins|zwei zwo|drei|vier|fünf fuenf|sechs|sieben|acht|neun|zehn|elf|zwölf zwoelf|dreizehn|vierzehn|"
    "fünfzehn|"
    "sechzehn|siebzehn|achtzehn|neunzehn",
    tens="zwanzig|dreißig dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig",
    compound="{unit}und{ten}",
    ordinals="ersten erster|zweiten zweiter|dritten dritter|vierten vierter|fünften|sechsten|siebten siebenten|"
    "achten|neunten|"
    "zehnten|elften|zwölften|dreizehnten|vierzehnten|fünfzehnten|sechzehnten|siebzehnten|achtzehnten|neunzehnten|"
    "zwanzigsten|einundzwanzigsten|zweiundzwanzigsten|dreiundzwanzigsten|vierundzwanzigsten|fünfundzwanzigsten|"
    "sechsundzwanzigsten|siebenundzwanzigsten|achtundzwanzigsten|neunundzwanzigsten|dreißigsten|einunddreißigsten",
    noon="mittag|zu mittag",
    midnight="mitternacht",
    frequencies={
        "täglich": (Grain.DAY, 1),
        "wöchentlich": (Grain.WEEK, 1),
        "zweiwöchentlich": (Grain.WEEK, 2),
        "vierzehntägig": (Grain.WEEK, 2),
        "monatlich": (Grain.MONTH, 1),
        "jährlich": (Grain.YEAR, 1),
    },
    compounds={
        "morning": "morgen vormittag früh",
        "midday": "mittag",
        "afternoon": "nachmittag",
        "evening": "abend",
        "nighttime": "nacht",
    },
    dotted="zw ca std min uhr sek spät",
)


def build() -> Language:
    """The room, furnished."""
    german = furnish(GERMAN)
    after_next = (
        "übernächste|übernächsten|übernächster|übernächstes|in der übernächsten|im übernächsten|am übernächsten"
    )
    for form in after_next.split("|"):
        for grain, unit in ((Grain.WEEK, "woche"), (Grain.MONTH, "monat"), (Grain.YEAR, "jahr")):
            german.add_phrase("period", f"{form} {unit}", UnitPeriod(grain, 2))
        for number, names in enumerate(GERMAN.weekdays.split("|")):
            for name in names.split():
                german.add_phrase("date", f"{form} {name}", Within(Fields(weekday=number), UnitPeriod(Grain.WEEK, 2)))
    for number, words in enumerate(GERMAN.numbers.split("|")[1:], start=2):
        for word in words.split():
            german.add("so_often", f"{word}mal", number)
    german.add("unit", "h", Unit(Grain.HOUR))
    # In small letters "do", "so" and "mi" are words of their own.
    short = CATEGORIES.char("weekday_short")
    for number, name in enumerate(("Mo", "Di", "Mi", "Do", "Fr", "Sa")):
        german.capitals[name] = (short, number)
        german.dotted.add(name.lower())
    return german
