"""Spanish."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

SPANISH = Vocabulary(
    code="es",
    weekdays="lunes|martes|miércoles|jueves|viernes|sábado|domingo",
    weekday_plurals="|||||sábados|domingos",
    weekday_shorts="lun|||jue|vie|sáb|dom",
    months="enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre setiembre|octubre|noviembre|diciembre",
    month_shorts="ene|feb|mar|abr|may|jun|jul|ago|sept sep set|oct|nov|dic",
    units="segundo segundos|minuto minutos min||día días|semana semanas|mes meses|año años",
    workdays="día laborable|días laborables|día hábil|días hábiles|día de trabajo|días de trabajo",
    days={
        0: "hoy",
        7: "de hoy en ocho|hoy en ocho",
        1: "mañana",
        2: "pasado mañana",
        -1: "ayer",
        -2: "anteayer|antes de ayer|antier",
    },
    dayparts={
        (-1, "night"): "anoche|ayer por la noche|ayer noche",
        (0, "afternoon"): "esta tarde|hoy por la tarde",
        (0, "night"): "esta noche|hoy por la noche",
        (0, "morning"): "esta mañana|hoy por la mañana",
        (1, "morning"): "mañana por la mañana|mañana en la mañana|mañana temprano",
    },
    steps={
        Step.NEXT: "próximo|próxima|próximos|próximas|siguiente|que viene|entrante|que entra",
        Step.THIS: "este|esta|estos|estas",
        Step.LAST: "pasado|pasada|pasados|pasadas|último|última|últimos|últimas",
    },
    parts={
        "morning": "por la mañana|de la mañana|en la mañana|a la mañana|para la mañana|madrugada|de la madrugada|"
        "temprano",
        "afternoon": "tarde|por la tarde|de la tarde|en la tarde|a la tarde|a última hora de la tarde",
        "night": "noche|por la noche|de la noche|en la noche|a la noche",
        "midday": "del mediodía",
    },
    amounts={
        1: "horita|una horita",
        0.5: "media hora|media horita",
        1.5: "una hora y media|hora y media",
        2.5: "dos horas y media",
        0.25: "cuarto de hora|un cuarto de hora",
        0.75: "tres cuartos de hora",
        336: "quince días",
    },
    nths="primer primera primeros primeras|segundo segunda segundos segundas|tercer tercera terceros|cuarto cuarta|",
    functions={
        "times": "veces|sesiones|ocasiones|veces en total",
        "at": "a las|a la|las|sobre las|hacia las|a eso de las|alrededor de las",
        "a": "un",
        "in": "en el|en la",
        "ahead": "en|dentro de|de aquí a",
        "of": "de",
        "from": "desde|del|desde las|desde el|de las|desde la|a partir de las",
        "to": "a|al",
        "until": "hasta|hasta las|hasta el|hasta la",
        "by": "no más tarde del|no más tarde de|a más tardar el",
        "or_before": "como muy tarde|a más tardar|como máximo|como tarde",
        "between": "entre|entre las|entre el|entre la",
        "and": "y|y las|y el",
        "the": "el|la",
        "the_plural": "los",
        "to_for": "para las|para la",
        "before": "antes de|antes del|antes de las|antes de la",
        "after": "después de|después del|después de las|pasado el",
        "starting": "a partir de|a partir del|a contar del|la primera vez el|primera vez el|por primera vez el|"
        "empezando el|comenzando el|inicio el",
        "for": "por|durante|para",
        "ago_only": "hace",
        "later": "después|más tarde",
        "every": "cada|todos los|todas las|cada uno de los",
        "one_in_two": "de cada dos|sí y otra no|sí y una no|sí y uno no|sí y otro no|alterno|alternos",
        "weekdays_word": "entre semana",
        "except": "excepto|excepto el|menos el|salvo el|salvo",
        "hour_word": "hora|horas",
        "hour_mark": "h",
        "weekend": "fin de semana|finde",
        "begin": "principios|inicio|comienzo|principio",
        "mid": "mediados",
        "end": "finales|fines|fin|final",
        "and_half": "y media",
        "and_quarter": "y cuarto|y un cuarto",
        "less_quarter": "menos cuarto|menos un cuarto",
        "less": "menos",
        "day_word": "día",
        "once": "una vez",
        "not_time": "buenos días|buenas tardes|buenas noches|hasta mañana|hasta luego",
    },
    numbers="una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciséis|"
    "diecisiete|dieciocho|diecinueve",
    tens="veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa",
    compound="{ten} y {unit}",
    ordinals="primero primer",
    noon="mediodía|a mediodía|al mediodía",
    midnight="medianoche|a medianoche",
    frequencies={
        "diariamente": (Grain.DAY, 1),
        "a diario": (Grain.DAY, 1),
        "semanalmente": (Grain.WEEK, 1),
        "quincenalmente": (Grain.WEEK, 2),
        "mensualmente": (Grain.MONTH, 1),
        "anualmente": (Grain.YEAR, 1),
    },
    dotted="h min aprox",
)
_TWENTIES = (
    "veintiuno veintiuna veintiún|veintidós|veintitrés|veinticuatro|veinticinco|veintiséis|veintisiete|veintiocho|"
    "veintinueve"
)


def build() -> Language:
    """The room, furnished."""
    spanish = furnish(SPANISH)
    spanish.add_phrase("by", "para el|para este", "meant_for")
    for part, words in (("morning", "mañanas"), ("afternoon", "tardes"), ("night", "noches")):
        spanish.add_phrase("parts", words, PartOfDay(part))
    spanish.add_phrase(
        "part", "a primera hora|a primera hora de la mañana|a primera hora del día", PartOfDay("morning", "early")
    )
    spanish.add_phrase(
        "part", "a última hora|a última hora de la tarde|a última hora del día", PartOfDay("afternoon", "late")
    )
    for value, words in enumerate(_TWENTIES.split("|"), start=21):
        spanish.add("s24" if value <= 24 else "s31", words, value)
    return spanish
