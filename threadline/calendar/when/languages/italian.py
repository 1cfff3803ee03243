"""Italian."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.fields import Step
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Grain

ITALIAN = Vocabulary(
    code="it",
    weekdays="lunedì lunedi lun|martedì martedi|mercoledì mercoledi mer|giovedì giovedi gio|venerdì venerdi ven|"
    "sabato sab|domenica dom",
    months="gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto ago|settembre "
    "set|ottobre ott|novembre nov|dicembre dic",
    units="secondo secondi|minuto minuti min|ora ore|giorno giorni|settimana settimane|mese mesi|anno anni",
    days={0: "oggi", 1: "domani", 2: "dopodomani|dopo domani", -1: "ieri", -2: "l'altro ieri|altro ieri"},
    steps={
        Step.NEXT: "prossimo|prossima|prossimi|prossime|seguente",
        Step.THIS: "questo|questa|questi|queste",
        Step.LAST: "scorso|scorsa|ultimo|ultima|passato|passata",
    },
    parts={
        "morning": "mattina|di mattina|del mattino|mattino|la mattina",
        "afternoon": "pomeriggio|di pomeriggio|del pomeriggio|nel pomeriggio",
        "evening": "sera|di sera|della sera",
        "nighttime": "notte|di notte",
    },
    functions={
        "at": "alle|all'|verso le|ore|le|alle ore",
        "in": "in|tra|fra|nel",
        "of": "di|del|della",
        "from": "dalle|dal|dall'|da",
        "to": "al|a",
        "until": "fino a|fino alle|fino al|entro",
        "between": "tra le|fra le",
        "and": "e|e le",
        "the": "il|lo|la|i|gli|l'",
        "before": "prima di|prima del|prima delle",
        "after": "dopo|dopo il|dopo le",
        "since": "a partire da|a partire dal",
        "for": "per",
        "ago": "fa",
        "every": "ogni|tutti i|tutte le",
        "weekend": "weekend|fine settimana",
        "begin": "inizio",
        "mid": "metà",
        "end": "fine",
        "and_half": "e mezza|e mezzo",
        "and_quarter": "e un quarto",
        "less_quarter": "meno un quarto",
    },
    numbers="una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti",
    ordinals={"primo": 1},
    noon="mezzogiorno",
    midnight="mezzanotte",
    frequencies={
        "quotidianamente": (Grain.DAY, 1),
        "settimanalmente": (Grain.WEEK, 1),
        "mensilmente": (Grain.MONTH, 1),
    },
)


def build() -> Language:
    """The room, furnished."""
    italian = furnish(ITALIAN)
    italian.add_phrase("daypart", "stasera|questa sera", At(RelativeDay(0), PartOfDay("evening")))
    italian.add_phrase("daypart", "stamattina|questa mattina", At(RelativeDay(0), PartOfDay("morning")))
    return italian
