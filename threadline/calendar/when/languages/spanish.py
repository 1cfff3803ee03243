"""Spanish."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.fields import Step
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Grain

SPANISH = Vocabulary(
    code="es",
    weekdays="lunes lun|martes|miércoles miercoles mié|jueves jue|viernes vie|sábado sabado sáb|domingo dom",
    weekday_plurals="|||||sábados sabados|domingos",
    months="enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre "
    "setiembre sept sep|octubre oct|noviembre nov|diciembre dic",
    units="segundo segundos|minuto minutos min|hora horas|día días dia dias|semana semanas|mes meses|año años",
    days={0: "hoy", 1: "mañana", 2: "pasado mañana", -1: "ayer", -2: "anteayer|antes de ayer"},
    steps={
        Step.NEXT: "próximo|próxima|proximo|proxima|próximos|próximas|siguiente|que viene",
        Step.THIS: "este|esta|estos|estas",
        Step.LAST: "pasado|pasada|último|última",
    },
    parts={
        "morning": "por la mañana|de la mañana|en la mañana|madrugada",
        "afternoon": "tarde|por la tarde|de la tarde|en la tarde",
        "night": "noche|por la noche|de la noche|en la noche",
    },
    functions={
        "at": "a las|a la|las|sobre las|hacia las",
        "in": "en|dentro de|en el",
        "of": "de",
        "from": "desde|del|desde las|desde el|de las",
        "to": "a|al",
        "until": "hasta|hasta las|hasta el",
        "between": "entre|entre las",
        "and": "y|y las",
        "the": "el|los|la",
        "before": "antes de|antes del",
        "after": "después de|después del|despues de",
        "since": "a partir de|a partir del",
        "for": "por|durante|para",
        "ago_before": "hace",
        "every": "cada|todos los|todas las",
        "hour_mark": "horas|h",
        "weekend": "fin de semana",
        "begin": "principios|inicio|comienzo",
        "mid": "mediados",
        "end": "finales|fines|fin",
        "and_half": "y media",
        "and_quarter": "y cuarto",
        "less_quarter": "menos cuarto",
    },
    numbers="una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte",
    ordinals={"primero": 1, "primer": 1},
    noon="mediodía|mediodia",
    midnight="medianoche",
    frequencies={"diariamente": (Grain.DAY, 1), "semanalmente": (Grain.WEEK, 1), "mensualmente": (Grain.MONTH, 1)},
)


def build() -> Language:
    """The room, furnished."""
    spanish = furnish(SPANISH)
    spanish.add_phrase("daypart", "esta tarde", At(RelativeDay(0), PartOfDay("afternoon")))
    spanish.add_phrase("daypart", "esta noche", At(RelativeDay(0), PartOfDay("night")))
    spanish.add_phrase("daypart", "esta mañana", At(RelativeDay(0), PartOfDay("morning")))
    spanish.add_phrase("daypart", "mañana por la mañana", At(RelativeDay(1), PartOfDay("morning")))
    return spanish
