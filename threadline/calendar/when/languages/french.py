"""French."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

FRENCH = Vocabulary(
    code="fr",
    weekdays="lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche",
    weekday_plurals="lundis|mardis|mercredis|jeudis|vendredis|samedis|dimanches",
    weekday_shorts="lun||||ven||dim",
    months="janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    month_shorts="janv jan|févr fév||avr|||juil||sept|oct|nov|déc",
    units="seconde secondes|minute minutes min mn||jour jours journée|semaine semaines|mois|an ans année années",
    workdays="jour ouvrable|jours ouvrables|jour ouvré|jours ouvrés|jour de travail|jours de travail",
    days={
        0: "aujourd'hui|aujourdhui",
        1: "demain",
        2: "après-demain|apres-demain|après demain",
        7: "d'aujourd'hui en huit",
        14: "d'aujourd'hui en quinze",
        -1: "hier",
        -2: "avant-hier|avant hier",
    },
    dayparts={
        (0, "evening"): "ce soir|en soirée",
        (0, "morning"): "ce matin",
        (0, "afternoon"): "cet après-midi|cette après-midi|cet aprèm|cet après midi|cet aprem",
        (0, "night"): "cette nuit",
    },
    steps={
        Step.NEXT: "prochain|prochaine|prochains|prochaines|suivant|suivante|qui vient",
        Step.THIS: "ce|cet|cette|ces",
        Step.LAST: "dernier|dernière|derniers|dernières|passé|passée",
    },
    parts={
        "morning": "matin|du matin|le matin|matinée|au matin|dans la matinée|en matinée",
        "afternoon": "après-midi|après midi|de l'après-midi|l'après-midi|dans l'après-midi|aprèm|l'aprem|"
        "en fin de journée",
        "evening": "soir|du soir|le soir|soirée|au soir|dans la soirée|en soirée",
        "nighttime": "nuit|la nuit|dans la nuit",
    },
    amounts={
        1: "une petite heure|une bonne heure",
        0.5: "demi-heure|demi heure|une demi-heure|une demi heure|d'une demi-heure",
        0.25: "quart d'heure|un quart d'heure",
        0.75: "trois quarts d'heure|trois-quarts d'heure",
        336: "quinze jours|une quinzaine|quinzaine",
    },
    nths="premier première premiers premières|deuxième second seconde deuxièmes seconds|troisième troisièmes|"
    "quatrième quatrièmes|",
    functions={
        "times": "fois|séances|occurrences|fois au total",
        "at": "à|a|vers|aux|aux alentours de|vers les",
        "a": "un",
        "in": "en",
        "ahead": "dans|sous",
        "of": "de|d'|d",
        "from": "du|depuis le",
        "to": "au",
        "until": "jusqu'à|jusqu'au|jusqu'en|jusqu'aux|jusque|jusqu'à la|jusqu'à ce que",
        "by": "d'ici|d'ici à|d'ici le|d'ici au|au plus tard|au plus tard le|avant fin",
        "or_before": "au plus tard|dernier délai",
        "between": "entre|entre le|entre les",
        "and": "et|et le",
        "the": "le|la|les|l'|l",
        "before": "avant|avant le|avant la|avant les",
        "after": "après le|passé le|après les|passé|passées",
        "after_or_later": "après",
        "since": "depuis",
        "starting": "à partir de|à partir du|à compter du|dès|première fois le|la première fois le|"
        "pour la première fois le|début le|démarrage le",
        "for": "pendant|durant|pour une durée de|durée",
        "ago_only": "il y a|y a",
        "later": "plus tard",
        "every": "chaque|tous les|toutes les|tout les",
        "every_other": "tous les deux",
        "one_in_two": "sur deux|sur 2",
        "weekdays_word": "en semaine",
        "except": "sauf|sauf le|à part|excepté",
        "hour_word": "heure|heures",
        "weekend": "week-end|weekend|week end",
        "begin": "début",
        "mid": "milieu|mi",
        "end": "fin|la fin",
        "and_half": "et demie|et demi",
        "and_quarter": "et quart|un quart|et un quart",
        "less_quarter": "moins le quart|moins un quart|moins quart",
        "less": "moins",
        "per": "par",
        "once": "une fois",
        "week_on": "en huit",
        "not_time": "bon matin|bonne nuit|bonne journée|bonne soirée|à demain|à bientôt",
    },
    numbers="une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|"
    "dix-huit|dix-neuf",
    tens="vingt|trente|quarante|cinquante|soixante",
    compound="{ten}-{unit}",
    ordinals="premier première",
    noon="midi|à midi|vers midi",
    midnight="minuit|à minuit",
    frequencies={
        "tous les quinze jours": (Grain.WEEK, 2),
        "tous les 15 jours": (Grain.WEEK, 2),
        "quotidien": (Grain.DAY, 1),
        "quotidiennement": (Grain.DAY, 1),
        "hebdomadaire": (Grain.WEEK, 1),
        "mensuel": (Grain.MONTH, 1),
        "annuel": (Grain.YEAR, 1),
    },
    dotted="env h min",
)


def build() -> Language:
    """The room, furnished."""
    french = furnish(FRENCH)
    french.add_phrase("week_on", "en quinze", 2)
    french.add_phrase("by", "pour le", "meant_for")
    for part, words in (
        ("morning", "matins"),
        ("afternoon", "après-midis"),
        ("evening", "soirs"),
        ("nighttime", "nuits"),
    ):
        french.add_phrase("parts", words, PartOfDay(part))
    for ten, value in (("vingt", 21), ("trente", 31), ("quarante", 41), ("cinquante", 51)):
        french.add_phrase(
            "s24" if value < 25 else "s31" if value < 32 else "s59", f"{ten} et un|{ten} et une|{ten}-et-un", value
        )
    return french
