"""Dutch."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.amounts import Unit
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.fields import Step
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Grain

DUTCH = Vocabulary(
    code="nl",
    weekdays="maandag ma|dinsdag di|woensdag wo|donderdag do|vrijdag vr|zaterdag za|zondag zo",
    weekday_plurals="maandags|dinsdags|woensdags|donderdags|vrijdags|zaterdags|zondags",
    months="januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sep sept|"
    "oktober okt|november nov|december dec",
    units="seconde seconden|minuut minuten min|uren|dag dagen|week weken|maand maanden|jaar jaren",
    days={0: "vandaag", 1: "morgen", 2: "overmorgen", -1: "gisteren", -2: "eergisteren"},
    steps={
        Step.NEXT: "volgende|volgend",
        Step.COMING: "komende|aanstaande|aankomende",
        Step.THIS: "deze|dit",
        Step.LAST: "vorige|vorig|afgelopen|laatste",
    },
    parts={
        "morning": "ochtend|'s ochtends|ochtends|'s morgens|in de ochtend|voormiddag",
        "afternoon": "middag|'s middags|middags|in de middag|namiddag",
        "evening": "avond|'s avonds|avonds|in de avond",
        "nighttime": "'s nachts|nachts",
    },
    functions={
        "at": "om|rond",
        "on": "op",
        "in": "in|over|binnen",
        "from": "van",
        "until": "tot|t/m|tot en met|tot aan",
        "between": "tussen",
        "and": "en",
        "the": "de|het",
        "a": "een",
        "before": "voor",
        "after": "na",
        "since": "vanaf|sinds",
        "for": "gedurende",
        "ago": "geleden",
        "every": "elke|iedere|elk|ieder|alle",
        "hour_mark": "uur",
        "half_to": "half",
        "quarter_word": "kwart",
        "weekend": "weekend|weekeinde",
        "begin": "begin",
        "mid": "midden",
        "end": "eind|einde",
    },
    numbers="één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig",
    ordinals={"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4},
    noon="middaguur",
    midnight="middernacht",
    frequencies={
        "dagelijks": (Grain.DAY, 1),
        "wekelijks": (Grain.WEEK, 1),
        "maandelijks": (Grain.MONTH, 1),
        "jaarlijks": (Grain.YEAR, 1),
    },
)


def build() -> Language:
    """The room, furnished."""
    dutch = furnish(DUTCH)
    dutch.add_phrase("daypart", "vanavond", At(RelativeDay(0), PartOfDay("evening")))
    dutch.add_phrase("daypart", "vanmiddag", At(RelativeDay(0), PartOfDay("afternoon")))
    dutch.add_phrase("daypart", "vanochtend|vanmorgen", At(RelativeDay(0), PartOfDay("morning")))
    dutch.add_phrase("daypart", "morgenochtend|morgen ochtend", At(RelativeDay(1), PartOfDay("morning")))
    dutch.add_phrase("unit", "werkdag|werkdagen", Unit(Grain.DAY, business=True))
    return dutch
