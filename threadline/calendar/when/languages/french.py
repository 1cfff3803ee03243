"""French."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.fields import Step
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Grain

FRENCH = Vocabulary(
    code="fr",
    weekdays="lundi lun|mardi|mercredi mer|jeudi jeu|vendredi ven|samedi sam|dimanche dim",
    weekday_plurals="lundis|mardis|mercredis|jeudis|vendredis|samedis|dimanches",
    months="janvier janv|février fevrier févr|mars|avril avr|mai|juin|juillet juil|août aout|septembre sept|"
    "octobre oct|novembre nov|décembre decembre déc",
    units="seconde secondes|minute minutes min|heure heures|jour jours|semaine semaines|mois|an ans année années",
    days={
        0: "aujourd'hui|aujourd’hui",
        1: "demain",
        2: "après-demain|après - demain|apres demain",
        -1: "hier",
        -2: "avant-hier|avant - hier",
    },
    steps={
        Step.NEXT: "prochain|prochaine|prochains|prochaines|suivant|suivante|qui vient",
        Step.THIS: "ce|cet|cette|ces",
        Step.LAST: "dernier|dernière|derniers|dernières|passé|passée",
    },
    parts={
        "morning": "matin|du matin|le matin|matinée|au matin",
        "afternoon": "après-midi|après - midi|de l'après-midi|de l'après - midi|l'après - midi",
        "evening": "soir|du soir|le soir|soirée|au soir",
        "nighttime": "nuit|la nuit",
    },
    functions={
        "at": "à|a|vers|aux",
        "in": "dans|en",
        "of": "de|d'",
        "from": "du|dès|depuis le",
        "to": "au",
        "until": "jusqu'à|jusqu'au|jusqu'en",
        "between": "entre",
        "and": "et|et le",
        "the": "le|la|les|l'",
        "before": "avant|avant le",
        "after": "après|après le",
        "since": "depuis|à partir du|à partir de",
        "for": "pour|pendant",
        "ago_before": "il y a",
        "every": "chaque|tous les|toutes les",
        "hour_mark": "heure|heures|h",
        "weekend": "week-end|weekend|week - end",
        "begin": "début",
        "mid": "milieu|mi",
        "end": "fin",
        "and_half": "et demie|et demi",
        "and_quarter": "et quart",
        "less_quarter": "moins le quart",
    },
    numbers="une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf|vingt",
    ordinals={"premier": 1, "première": 1},
    noon="midi",
    midnight="minuit",
    frequencies={
        "quotidien": (Grain.DAY, 1),
        "hebdomadaire": (Grain.WEEK, 1),
        "mensuel": (Grain.MONTH, 1),
        "annuel": (Grain.YEAR, 1),
    },
)


def build() -> Language:
    """The room, furnished."""
    french = furnish(FRENCH)
    french.add_phrase("daypart", "ce soir", At(RelativeDay(0), PartOfDay("evening")))
    french.add_phrase("daypart", "ce matin", At(RelativeDay(0), PartOfDay("morning")))
    return french
