"""The sentences of a message that count: where one asks for an event, the others are only its surroundings."""

from __future__ import annotations

from collections.abc import Sequence

from threadline.calendar.acts import Judgement, acting
from threadline.calendar.when import Kind, When

Spans = Sequence[tuple[int, int]]


def counting(judgements: Sequence[Judgement]) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences that do something; all of them where none does."""
    found = acting(judgements) or judgements
    return tuple(each.span for each in found)


def times_that_count(whens: tuple[When, ...], spans: Spans) -> tuple[When, ...]:
    """The times said in those sentences, and every length; all times where those sentences name none."""
    inside = tuple(when for when in whens if when.kind is Kind.DURATION or _touches(when, spans))
    return inside if any(when.kind is not Kind.DURATION for when in inside) else whens


def words_that_count(text: str, spans: Spans) -> str:
    """The text with everything but those sentences blanked; offsets stay."""
    kept, at = [], 0
    for first, last in sorted(spans):
        if first >= at:
            kept += [_blank(text[at:first]), text[first:last]]
            at = last
    return "".join((*kept, _blank(text[at:])))


def _blank(text: str) -> str:
    """Blanks instead of letters; the ends of lines stay."""
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _touches(when: When, spans: Spans) -> bool:
    return any(
        first < last_piece and first_piece < last for first_piece, last_piece in when.pieces for first, last in spans
    )
