"""Dutch."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

DUTCH = Vocabulary(
    code="nl",
    weekdays="maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag",
    weekday_plurals="maandags maandagen|dinsdags dinsdagen|woensdags woensdagen|donderdags donderdagen|vrijdags "
    "vrijdagen|"
    "zaterdags zaterdagen|zondags zondagen",
    weekday_shorts="|di|wo||vr|za|",
    months="januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december",
    month_shorts="jan|feb|mrt|apr||jun|jul|aug|sep sept|okt|nov|dec",
    units="seconde seconden|minuut minuten min||dag dagen|week weken|maand maanden|jaar jaren",
    workdays="werkdag|werkdagen",
    days={0: "vandaag", 1: "morgen", 2: "overmorgen", -1: "gisteren", -2: "eergisteren"},
    dayparts={
        (0, "evening"): "vanavond",
        (0, "afternoon"): "vanmiddag|vannamiddag",
        (0, "morning"): "vanochtend|vanmorgen|vanvoormiddag",
        (0, "night"): "vannacht",
        (-1, "evening"): "gisteravond|gisterenavond",
        (-1, "afternoon"): "gistermiddag|gisterenmiddag",
        (-1, "morning"): "gisterochtend|gistermorgen",
        (1, "morning"): "morgenvroeg|morgen vroeg",
    },
    steps={
        Step.NEXT: "volgende|volgend",
        Step.COMING: "komende|komend|aanstaande|aankomende|eerstvolgende",
        Step.THIS: "deze|dit",
        Step.LAST: "vorige|vorig|afgelopen|laatste",
    },
    parts={
        "morning": "ochtend|'s ochtends|ochtends|'s morgens|morgens|in de ochtend|voormiddag|in de voormiddag",
        "afternoon": "middag|'s middags|middags|in de middag|namiddag|in de namiddag|'s namiddags",
        "evening": "avond|'s avonds|avonds|in de avond",
        "nighttime": "'s nachts|nachts|in de nacht|nacht",
    },
    amounts={
        0.5: "half uur|halfuur|een half uur|een halfuur|half uurtje|een half uurtje",
        0.25: "kwartier|een kwartier",
        0.75: "drie kwartier",
        1.25: "vijf kwartier",
        1.5: "anderhalf uur|anderhalf uurtje|anderhalve uur",
        2.5: "tweeënhalf uur|twee en een half uur",
        336: "veertien dagen",
    },
    nths="eerste|tweede|derde|vierde|",
    functions={
        "times": "keer|maal|sessies|keer in totaal",
        "at": "om|rond|omstreeks|rond de klok van",
        "on": "op",
        "in": "in",
        "ahead": "binnen",
        "past_in": "over",
        "from_or_of": "van|van de",
        "to": "naar",
        "until": "tot|t/m|tot en met|tot aan|tot uiterlijk|t / m",
        "by": "tegen|uiterlijk|ten laatste|uiterlijk op|tegen uiterlijk",
        "or_before": "ten laatste|op zijn laatst",
        "between": "tussen",
        "and": "en",
        "the": "de|het",
        "a": "een",
        "before": "voor",
        "after": "na",
        "since": "sinds",
        "starting": "vanaf|met ingang van|voor het eerst op|de eerste keer op|eerste keer op|te beginnen op|start op",
        "about": "een uur of|een uurtje of",
        "for": "gedurende|van ongeveer|duur|duurt",
        "ago": "geleden",
        "later": "later",
        "every": "elke|iedere|elk|ieder|alle",
        "every_other": "om de|om de andere|elke twee|elke andere",
        "weekdays_word": "door de week|doordeweeks|op werkdagen",
        "except": "behalve|behalve op|uitgezonderd",
        "hour_mark": "u",
        "hour_word": "uur|uren|uurtje|uurtjes",
        "half_to": "half",
        "quarter_word": "kwart",
        "weekend": "weekend|weekeinde",
        "begin": "begin",
        "mid": "midden|halverwege",
        "early": "vroeg",
        "late": "laat",
        "end": "eind|einde",
        "per": "per",
        "once": "eenmaal|één keer",
        "not_time": "goede morgen|goede avond|goede middag|tot morgen|tot straks",
    },
    numbers="één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|"
    "zeventien|achttien|"
    "negentien",
    tens="twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig",
    compound="{unit}en{ten}",
    ordinals="eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde",
    noon="middaguur|twaalf uur 's middags|12 uur 's middags|noen",
    midnight="middernacht",
    frequencies={
        "om de twee weken": (Grain.WEEK, 2),
        "om de 2 weken": (Grain.WEEK, 2),
        "om de drie weken": (Grain.WEEK, 3),
        "om de vier weken": (Grain.WEEK, 4),
        "om de twee dagen": (Grain.DAY, 2),
        "om de drie maanden": (Grain.MONTH, 3),
        "dagelijks": (Grain.DAY, 1),
        "wekelijks": (Grain.WEEK, 1),
        "tweewekelijks": (Grain.WEEK, 2),
        "maandelijks": (Grain.MONTH, 1),
        "jaarlijks": (Grain.YEAR, 1),
    },
    compounds={
        "morning": "ochtend morgen vroeg voormiddag",
        "afternoon": "middag namiddag",
        "evening": "avond",
        "nighttime": "nacht",
    },
    dotted="ca min sec u",
)


def build() -> Language:
    """The room, furnished."""
    dutch = furnish(DUTCH)
    dutch.add_phrase("before", "voor", "meant_for")
    for word, value in (("eenentwintig", 21), ("eenendertig", 31), ("eenenveertig", 41), ("eenenvijftig", 51)):
        dutch.add("s24" if value < 25 else "s31" if value < 32 else "s59", word, value)
    return dutch
