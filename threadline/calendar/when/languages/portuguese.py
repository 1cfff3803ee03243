"""Portuguese, of Portugal and of Brazil."""

from __future__ import annotations

from threadline.calendar.when.languages.european import Vocabulary, furnish
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.recurrence import Recurrence
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

PORTUGUESE = Vocabulary(
    code="pt",
    weekdays="segunda|terça|quarta|quinta|sexta|sábado|domingo",
    weekday_plurals="segundas|terças|quartas|quintas|sextas|sábados|domingos",
    weekday_shorts="seg||qua|qui||sáb|dom",
    months="janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    month_shorts="jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez",
    units="segundo segundos|minuto minutos min||dia dias|semana semanas|mês meses|ano anos",
    workdays="dia útil|dias úteis|dia de trabalho|dias de trabalho",
    days={
        0: "hoje",
        1: "amanhã",
        2: "depois de amanhã",
        -1: "ontem",
        -2: "anteontem",
    },
    dayparts={
        (0, "night"): "hoje à noite|esta noite|hoje de noite|logo à noite",
        (0, "afternoon"): "esta tarde|hoje à tarde|hoje de tarde",
        (0, "morning"): "esta manhã|hoje de manhã",
    },
    steps={
        Step.NEXT: "próximo|próxima|próximos|próximas|seguinte|que vem|na próxima|no próximo|da próxima|do próximo",
        Step.THIS: "este|esta|nesta|neste|essa|esse|nessa|nesse|desta|deste",
        Step.LAST: "passado|passada|passados|passadas|últimos|últimas|nas últimas|nos últimos|último|última|na última|"
        "no último",
    },
    parts={
        "morning": "manhã|de manhã|da manhã|pela manhã|na parte da manhã|para a parte da manhã|da madrugada|"
        "de madrugada|cedo",
        "afternoon": "tarde|de tarde|da tarde|à tarde|pela tarde|na parte da tarde|para a parte da tarde",
        "night": "noite|da noite|à noite|de noite|pela noite",
    },
    amounts={
        1: "horinha|uma horinha",
        0.5: "meia hora|meia horinha",
        0.25: "quarto de hora|um quarto de hora",
        0.75: "três quartos de hora",
        1.5: "uma hora e meia|hora e meia",
        2.5: "duas horas e meia",
    },
    nths="primeiro primeira primeiros primeiras|segundo|terceiro terceira|quarto|",
    functions={
        "times": "vezes|sessões|ocasiões|vezes no total",
        "at": "às|as|à|pelas|por volta das|lá pelas|cerca das",
        "a": "um",
        "on": "na|no",
        "ahead": "em|daqui a|dentro de|daqui",
        "of": "de|do|da",
        "from": "das|desde|desde as|a partir das|desde o",
        "to": "a|ao",
        "until": "até|até às|até as|até à|até ao|até o|até a|até dia",
        "by": "o mais tardar até|até no máximo",
        "or_before": "no máximo|o mais tardar|no mais tardar",
        "between": "entre|entre as|entre o|entre a",
        "and": "e|e as|e o",
        "the": "o|os",
        "to_for": "para as|para a|pras|pra",
        "before": "antes de|antes das|antes do|antes da",
        "after": "depois das|depois do|após|depois da|depois de",
        "starting": "a partir de|a partir do|a partir da|a primeira vez em|primeira vez em|primeira vez no dia|"
        "com início em|com início a|começando em|início em",
        "for": "por|durante|para|com duração de|duração",
        "ago_only": "há|faz",
        "ago": "atrás",
        "later": "depois|mais tarde",
        "every": "cada|todo|toda|todos os|todas as|a cada|todo o|toda a",
        "every_other": "de duas em duas|de dois em dois|dia sim dia não",
        "one_in_two": "sim e outra não|sim e outro não|sim e uma não|sim e um não|sim outra não|sim outro "
        "não|alternadas|alternados",
        "weekdays_word": "durante a semana",
        "except": "exceto|exceto na|menos|salvo",
        "hour_word": "hora|horas",
        "hour_mark": "h|hrs",
        "weekend": "fim de semana|fim-de-semana|final de semana",
        "begin": "início|começo",
        "mid": "meados|meio",
        "end": "fim|final|fins",
        "and_half": "e meia",
        "and_quarter": "e um quarto|e quarto",
        "less_quarter": "menos um quarto|menos quarto",
        "less": "menos",
        "quarter_word": "um quarto",
        "day_word": "dia",
        "once": "uma vez",
        "not_time": "bom dia|boa tarde|boa noite|até amanhã|até logo",
    },
    numbers="uma|dois duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|quatorze catorze|quinze|"
    "dezesseis dezasseis|dezessete dezassete|dezoito|dezenove dezanove",
    tens="vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa",
    compound="{ten} e {unit}",
    ordinals="primeiro",
    shared_names={"dez": (10, 12)},
    noon="meio-dia|ao meio-dia|meio dia|ao meio dia",
    midnight="meia-noite|à meia-noite|meia noite",
    frequencies={
        "diariamente": (Grain.DAY, 1),
        "semanalmente": (Grain.WEEK, 1),
        "quinzenalmente": (Grain.WEEK, 2),
        "mensalmente": (Grain.MONTH, 1),
        "anualmente": (Grain.YEAR, 1),
    },
    dotted="h min aprox",
)
# "A segunda opção" is the second one.
_SECOND = (
    "opção vez parte via fase versão edição metade etapa pessoa rodada tentativa pergunta ideia semana coisa página "
    "linha questão mão divisão série temporada classe língua guerra casa posição"
)


def build() -> Language:
    """The room, furnished."""
    portuguese = furnish(PORTUGUESE)
    for noun in _SECOND.split():
        portuguese.add_phrase("not_time", "|".join(f"{nth} {noun}" for nth in ("segunda", "quarta", "quinta", "sexta")))
    for number, name in enumerate(("segunda", "terça", "quarta", "quinta", "sexta")):
        portuguese.add_phrase("weekday", f"{name}-feira|{name} feira", number)
        portuguese.add_phrase("weekdays", f"{name}s-feiras|{name}s feiras", number)
        turns = f"{name} sim , {name} não|{name} sim {name} não"
        portuguese.add_phrase("recurrence", turns, Recurrence(Grain.WEEK, 2, weekdays=((0, number),)))
    return portuguese
