"""What the writer wants: the act that leads the message, as an intent with the words that show it."""

from __future__ import annotations

from collections.abc import Sequence

from threadline.calendar.acts.judging import judge
from threadline.calendar.acts.leading import leading
from threadline.calendar.acts.model import Act, Judgement, Mark
from threadline.calendar.extract.model import Evidence, Intent

INTENTS = {
    Act.NONE: Intent.NONE,
    Act.CREATE: Intent.CREATE,
    Act.PROPOSE: Intent.CREATE,
    Act.ACCEPT: Intent.CREATE,
    Act.ANNOUNCE: Intent.CREATE,
    Act.CHANGE: Intent.UPDATE,
    Act.CANCEL: Intent.CANCEL,
    Act.QUERY: Intent.QUERY,
    Act.FIND_TIME: Intent.FIND_TIME,
}


def read_intent(
    text: str, marks: Sequence[Mark], *, least: int = 0
) -> tuple[Intent, Evidence | None, tuple[Judgement, ...]]:
    """The intent with the words that show it, and the acts of all sentences. `marks` are the times of the text.

    An act with a margin of no more than `least` is no intent.
    """
    judgements = judge(text, marks)
    lead = leading(judgements, marks, least=least)
    if lead is None:
        return Intent.NONE, None, judgements
    span = lead.named or lead.span
    return INTENTS[lead.act], Evidence(text[slice(*span)].strip(), span), judgements
