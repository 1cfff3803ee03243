"""Italian."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

ITALIAN = Vocabulary(
    code="it",
    weekdays="lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica",
    weekday_shorts="lun|||gio|ven|sab|dom",
    months="gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    month_shorts="gen|feb|mar|apr|mag|giu|lug|ago|set sett|ott|nov|dic",
    units="secondo secondi|minuto minuti min||giorno giorni|settimana settimane|mese mesi|anno anni",
    workdays="giorno lavorativo|giorni lavorativi|giorno feriale|giorni feriali",
    days={
        0: "oggi",
        1: "domani",
        2: "dopodomani|dopo domani",
        -1: "ieri",
        -2: "l'altro ieri|altro ieri|ieri l'altro|avantieri",
    },
    dayparts={
        (0, "evening"): "stasera|questa sera",
        (0, "morning"): "stamattina|questa mattina|stamane|stamani",
        (0, "afternoon"): "questo pomeriggio|oggi pomeriggio",
        (0, "night"): "stanotte|questa notte",
    },
    steps={
        Step.NEXT: "prossimo|prossima|prossimi|prossime|seguente|che viene|entrante",
        Step.THIS: "questo|questa|questi|queste",
        Step.LAST: "scorso|scorsa|scorsi|scorse|ultimi|ultime|ultimo|ultima|passato|passata",
    },
    parts={
        "morning": "mattina|di mattina|del mattino|mattino|la mattina|al mattino|in mattinata|mattinata|della mattina",
        "afternoon": "pomeriggio|di pomeriggio|del pomeriggio|nel pomeriggio|il pomeriggio|al pomeriggio",
        "evening": "sera|di sera|della sera|la sera|in serata|alla sera",
        "nighttime": "notte|di notte|della notte",
    },
    amounts={
        1: "oretta|un'oretta|un oretta|un'oretta circa",
        0.5: "mezz'ora|mezza ora|una mezz'ora|mezzora|mezzoretta",
        0.25: "quarto d'ora|un quarto d'ora",
        1.5: "un'ora e mezza|un'ora e mezzo|ora e mezza",
        2.5: "due ore e mezza|due ore e mezzo",
        0.75: "tre quarti d'ora",
    },
    nths="primo prima primi prime|secondo seconda|terzo terza|quarto quarta|",
    functions={
        "times": "volte|sessioni|volte in tutto",
        "at": "alle|all'|all|verso le|alle ore|dalle ore|per le|intorno alle|circa alle|verso l'",
        "a": "un|uno",
        "in": "in|nel|nella",
        "ahead": "tra|fra",
        "of": "di|del|della|d'|d|dell'|dell|dello",
        "from": "dalle|dal|dall'|da|dalla|dalle ore|a partire dalle|dall",
        "to": "al|a|alla",
        "until": "fino a|fino alle|fino al|fino alla|sino al|sino alle|fino all'",
        "by": "entro|entro il|entro le|entro la|entro e non oltre il|entro e non oltre|non oltre il|al più tardi",
        "or_before": "al più tardi|al massimo",
        "between": "tra le|fra le|tra il|fra il|tra l'|fra l'",
        "and": "e|e le|e il",
        "the": "il|lo|la|i|gli|l'|l",
        "before": "prima di|prima del|prima delle|prima della|prima dell'",
        "after": "dopo|dopo il|dopo le|dopo la",
        "starting": "a partire da|a partire dal|a partire dalla|la prima volta il|prima volta il|inizio il|"
        "a cominciare dal",
        "for": "per|per la durata di|durata",
        "ago": "fa",
        "later": "dopo|più tardi",
        "every": "ogni|tutti i|tutte le|ciascun",
        "one_in_two": "sì e uno no|si e uno no|sì e una no|sì e no|alterni|alterne",
        "weekdays_word": "nei giorni feriali|infrasettimanali",
        "except": "tranne|tranne il|eccetto|eccetto il|salvo",
        "hour_word": "ora|ore",
        "weekend": "weekend|fine settimana|week-end|finesettimana",
        "begin": "inizio",
        "mid": "metà",
        "end": "fine",
        "and_half": "e mezza|e mezzo",
        "and_quarter": "e un quarto|e quarto|un quarto",
        "less_quarter": "meno un quarto|meno quarto",
        "less": "meno",
        "once": "una volta",
        "not_time": "buon pomeriggio|a domani|buona sera|buona notte",
    },
    numbers="una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|"
    "diciassette|"
    "diciotto|diciannove",
    tens="venti|trenta|quaranta|cinquanta|sessanta|settanta|ottanta|novanta",
    compound="{ten}{unit}",
    ordinals="primo",
    noon="mezzogiorno|a mezzogiorno",
    midnight="mezzanotte|a mezzanotte",
    frequencies={
        "quotidianamente": (Grain.DAY, 1),
        "giornalmente": (Grain.DAY, 1),
        "settimanalmente": (Grain.WEEK, 1),
        "mensilmente": (Grain.MONTH, 1),
        "annualmente": (Grain.YEAR, 1),
    },
    dotted="h min ca",
)


def build() -> Language:
    """The room, furnished."""
    italian = furnish(ITALIAN)
    italian.add_phrase("part", "in prima mattinata|di prima mattina|di buon mattino", PartOfDay("morning", "early"))
    italian.add_phrase("part", "nel tardo pomeriggio|tardo pomeriggio", PartOfDay("afternoon", "late"))
    italian.add_phrase("part", "nel primo pomeriggio|primo pomeriggio", PartOfDay("afternoon", "early"))
    italian.add_phrase("part", "in tarda serata|a tarda sera", PartOfDay("evening", "late"))
    for ten, stem in ((20, "vent"), (30, "trent"), (40, "quarant"), (50, "cinquant")):
        for unit, ending in ((1, "uno"), (8, "otto")):
            value = ten + unit
            italian.add("s24" if value < 25 else "s31" if value < 32 else "s59", f"{stem}{ending}", value)

    return italian
