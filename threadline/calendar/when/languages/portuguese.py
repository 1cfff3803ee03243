"""Portuguese."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.clock import PartOfDay
from threadline.calendar.when.meaning.fields import Step
from threadline.calendar.when.meaning.periods import RelativeDay
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.model import Grain

PORTUGUESE = Vocabulary(
    code="pt",
    weekdays="segunda segunda-feira|terça terca terça-feira|quarta quarta-feira|quinta quinta-feira|sexta "
    "sexta-feira|sábado sabado|domingo",
    weekday_plurals="segundas|terças|quartas|quintas|sextas|sábados|domingos",
    months="janeiro jan|fevereiro fev|março marco mar|abril abr|maio mai|junho jun|julho jul|agosto ago|"
    "setembro set|outubro out|novembro nov|dezembro dez",
    units="segundo segundos|minuto minutos min|hora horas|dia dias|semana semanas|mês meses|ano anos",
    days={0: "hoje", 1: "amanhã|amanha", 2: "depois de amanhã", -1: "ontem", -2: "anteontem"},
    steps={
        Step.NEXT: "próximo|próxima|proximo|proxima|próximos|seguinte|que vem",
        Step.THIS: "este|esta|nesta|neste|essa|esse",
        Step.LAST: "passado|passada|último|última",
    },
    parts={
        "morning": "manhã|de manhã|da manhã|pela manhã",
        "afternoon": "tarde|de tarde|da tarde|à tarde",
        "night": "noite|da noite|à noite|de noite",
    },
    functions={
        "at": "às|as|à|pelas",
        "on": "na|no",
        "in": "em|daqui a|dentro de",
        "of": "de|do|da",
        "from": "das|desde|a partir das",
        "to": "a|ao",
        "until": "até|até às|até as",
        "between": "entre|entre as",
        "and": "e|e as",
        "the": "o|os",
        "before": "antes de|antes das|antes do",
        "after": "depois das|depois do|após",
        "since": "a partir de|a partir do",
        "for": "por|durante|para",
        "ago_before": "há",
        "ago": "atrás",
        "every": "cada|todo|toda|todos os|todas as",
        "hour_mark": "horas|h",
        "weekend": "fim de semana",
        "begin": "início",
        "mid": "meados",
        "end": "fim|final",
        "and_half": "e meia",
    },
    numbers="uma|dois duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|quatorze catorze|quinze|"
    "dezesseis dezasseis|dezessete|dezoito|dezenove|vinte",
    ordinals={"primeiro": 1},
    noon="meio-dia|meio - dia|meio dia",
    midnight="meia-noite|meia - noite",
    frequencies={"diariamente": (Grain.DAY, 1), "semanalmente": (Grain.WEEK, 1), "mensalmente": (Grain.MONTH, 1)},
)

_FEIRA = ("segunda", "terça", "quarta", "quinta", "sexta")


def build() -> Language:
    """The room, furnished."""
    portuguese = furnish(PORTUGUESE)
    for number, name in enumerate(_FEIRA):
        portuguese.add_phrase("weekday", f"{name} - feira|{name} feira", number)
    portuguese.add_phrase("daypart", "hoje à noite|esta noite", At(RelativeDay(0), PartOfDay("night")))
    return portuguese
