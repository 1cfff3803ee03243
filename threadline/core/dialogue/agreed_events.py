"""What "book that" is about: the event that people agreed on in the thread, or that was forwarded or quoted with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.acts import Venue
from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.core.dialogue.agreements import Agreement, Line, agreement_in
from threadline.core.dialogue.assent import is_bare_yes
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import Proposal
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.drafting import created
from threadline.core.scheduling.reading_context import ReadingContext, ReadingContexts

_WORD = regex.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class AgreedEvents:
    """Finds it."""

    contexts: ReadingContexts

    async def of(self, turn: Turn, *, passed_on: bool = False) -> Reading | None:
        """The event that the thread before the message came to; with `passed_on` also what others' words say."""
        found = await self._found(turn, passed_on=passed_on)
        return _reading_of(found[0], turn, found[1]) if found is not None else None

    async def passed_on(self, turn: Turn, cards: Sequence[Proposal]) -> Reading | None:
        """The event that was forwarded or quoted with the words, where it is none of the open cards'."""
        if not turn.message.material or not cards:
            return None
        found = await self._found(replace(turn, message=replace(turn.message, before=())), passed_on=True)
        reading = _reading_of(found[0], turn, found[1]) if found is not None else None
        if found is None or reading is None or reading.draft is None:
            return None
        start, title = reading.draft.start, found[0].extraction.title or ""
        return None if any(_is_same(each.offer.draft, start, title) for each in cards) else reading

    async def _found(self, turn: Turn, *, passed_on: bool) -> tuple[Agreement, ReadingContext] | None:
        message = turn.message
        said = (*message.before, *((message.material or "").split("\n\n") if passed_on else ()))
        if not any(said) or message.venue is Venue.MAIL:  # a mail's history quotes our own answers
            return None
        lines = [Line.of(text) for text in said if text]
        context = await self.contexts.of_turn(turn, "\n".join(line.words for line in lines))
        today = message.sent_at.astimezone(ZoneInfo(context.zone)).date()
        agreement = agreement_in(lines, context.extract, today=today)
        return (agreement, context) if agreement is not None else None


def _is_same(waiting: EventDraft, start: datetime, title: str) -> bool:
    """Whether a quote is about what a card shows: it may name it more briefly, or not at all."""
    if waiting.start != start:
        return False
    ours, theirs = (frozenset(_WORD.findall(each.casefold())) for each in (waiting.title, title))
    return theirs <= ours or ours <= theirs


def _reading_of(agreement: Agreement, turn: Turn, context: ReadingContext) -> Reading:
    """The agreed event as a reading, with those who spoke of it."""
    own = {turn.person.name.casefold(), turn.person.name.partition(" ")[0].casefold()}
    own.add((turn.message.author.email or "").casefold())
    called = {each.email.casefold(): each.name for each in turn.message.people if each.email and each.name}
    names = [called.get(name.casefold(), name) for name in agreement.names if name.casefold() not in own]
    wanted = context.extract(turn.message.text)
    own_title = "" if is_bare_yes(turn.message.text) else wanted.title  # "book that" names nothing
    extraction = replace(
        agreement.extraction,
        title=own_title or agreement.extraction.title,
        attendees=tuple(dict.fromkeys((*names, *agreement.extraction.attendees, *wanted.attendees))),
        title_evidence=None,
        people=(),
    )
    return context.recognised(
        replace(created(extraction, context.zone, context.policy.usual_length), intent=Intent.CREATE)
    )
