"""Changes events by words: "move it to 4", "add Bo", "cancel the design review".

A proposal that is still open is edited at once, and its card tells so. An event that is booked is not touched: what is
to become of it is proposed, and its owner confirms it. Words decide nothing that code does not check: only the owner's
own proposals and calendars are looked at, and where more than one event fits, the person is asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.extract.changes.model import WantedChange
from threadline.calendar.extract.changes.reader import read_change
from threadline.calendar.extract.vocabulary import EVENT_NOUNS
from threadline.calendar.port import CalendarError
from threadline.core.calendars.participants import Participants
from threadline.core.channels.formatting import when_label
from threadline.core.channels.offer_text import changes_in_words, conflict_lines
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import Action, DecisionError, Evidence, Offer, Proposal
from threadline.core.proposals.decisions import Decisions, EditSource
from threadline.core.scheduling.apply_change import Changed, Unclear, apply_change
from threadline.core.scheduling.event_resolution import EventResolver, Found, ResolvedEvent, is_about_events
from threadline.storage.persons import utc_now

_WHICH = "Which event do you mean? Say its title or its time, for example “move the design review to 4”."
_NONE_LEFT = "Nothing of that is booked or waiting any more."
_STRANGERS = "That event is somebody else's: only the person who asked for it can change it."
_SAME = "It is so already: nothing had to change."
_MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is answered, and what is proposed for it."""

    facts: tuple[str, ...]
    offer: Offer | None = None


class ChangeRequests:
    """Carries out what words want done to an event."""

    def __init__(
        self,
        *,
        event_resolver: EventResolver,
        decisions: Decisions,
        participants: Participants,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._event_resolver = event_resolver
        self._decisions = decisions
        self._participants = participants
        self._clock = clock

    async def answer(self, turn: Turn, intent: Intent) -> Outcome | None:
        """What comes of the message, where it is about changing an event; else None.

        `intent` is what the message looks like otherwise. Asking twice about one message changes nothing twice.
        """
        message, person = turn.message, turn.person
        zone = ZoneInfo(message.zone or person.zone)
        languages = [language.partition("-")[0] for language in (message.wishes.language, person.language) if language]
        change = read_change(message.text, message.sent_at.astimezone(zone), zone=zone, languages=languages)
        if change is None:
            return None
        try:
            found = await self._found(turn, change)
            return await self._decide(turn, change, found, intent)
        except (Unclear, DecisionError, CalendarError) as error:
            sentence = str(error)
            return Outcome((sentence if sentence.endswith((".", "?", "!")) else f"{sentence}.",))

    async def _found(self, turn: Turn, change: WantedChange) -> Found:
        """The event at hand; where words name one, that one if it fits them, else those in the calendar."""
        now = self._clock()
        at_hand = await self._event_resolver.at_hand(turn.person, turn.conversation_id, now, scope=change.scope)
        if change.about is None:
            return at_hand
        if self._event_resolver.fits(at_hand, change.about.value, now, turn.person.zone):
            return at_hand
        return await self._event_resolver.named(
            turn.person, change.about.value, now, scope=change.scope, shared=turn.message.shared
        )

    async def _decide(self, turn: Turn, change: WantedChange, found: Found, intent: Intent) -> Outcome | None:
        if len(found.events) > 1:
            return Outcome(_ask_which(found.events, turn.person.zone, shared=turn.message.shared))
        if not found.events:
            return self._nothing(turn, change, found, intent)
        [subject] = found.events
        if subject.asked:
            return Outcome(_ask_how_much(subject, change, turn.person.zone))
        if subject.proposal is not None:
            return await self._decide_open(turn, change, subject.proposal)
        return await self._decide_booked(turn, change, subject)

    def _nothing(self, turn: Turn, change: WantedChange, found: Found, intent: Intent) -> Outcome | None:
        """No event fits. That is only worth saying where the words were about events at all."""
        if change.about is None:
            if not (change.command or change.cancel):
                return None
            if found.strangers:
                return Outcome((_STRANGERS,))
            if intent not in (Intent.UPDATE, Intent.CANCEL):
                return None
            return Outcome((_NONE_LEFT if found.over else _WHICH,))
        words, person = change.about.value, turn.person
        if not (is_about_events(words, self._clock(), person.zone) or names_event(words)) or change.add:
            return None
        missing = (f"I could not read {name}, so it may be there." for name in found.unknown)
        return Outcome((f"I found no event “{words}” in your calendar in the next weeks.", *missing))

    async def _decide_open(self, turn: Turn, change: WantedChange, proposal: Proposal) -> Outcome:
        person, zone = turn.person, turn.person.zone
        if change.cancel:
            if proposal.offer.action is not Action.BOOK and proposal.offer.target is not None:
                await self._decisions.dismiss(person, proposal.id)
                offer = await self._decisions.offer_change(person, proposal.offer.target, None)
                return Outcome((), offer)
            dismissed = await self._decisions.dismiss(person, proposal.id)
            return Outcome((f"I let go of **{dismissed.offer.draft.title}**. Nothing was booked.",))
        before = proposal.offer.draft
        if proposal.offer.edited_by == turn.message_id:  # this turn was begun before, and came as far as this
            return Outcome((f"**{before.title}** is {when_label(before, zone)} now.",))
        changed = await self._applied(turn, change, before, before)
        said = EditSource(turn.message_id, changed.evidence, changed.alternatives)
        edited = await self._decisions.edit(person, proposal.id, changed.draft, version=proposal.version, said=said)
        lines = changes_in_words(before, edited.offer.draft, zone) or (_SAME,)
        return Outcome((f"**{edited.offer.draft.title}**, not booked yet:", *lines, *_doubts(edited.offer, turn)))

    async def _decide_booked(self, turn: Turn, change: WantedChange, subject: ResolvedEvent) -> Outcome:
        target = subject.target
        assert target is not None  # noqa: S101 - a subject is a proposal or a target
        if change.cancel:
            evidence = (_evidence_of(change),) if change.about else ()
            offer = await self._decisions.offer_change(turn.person, target, None, evidence=evidence)
            return Outcome((), offer)
        changed = await self._applied(turn, change, target.before, subject.shown)
        if changed.draft == target.before:
            return Outcome((_SAME,))
        offer = await self._decisions.offer_change(
            turn.person, target, changed.draft, evidence=changed.evidence, alternatives=changed.alternatives
        )
        return Outcome((), offer)

    async def _applied(self, turn: Turn, change: WantedChange, draft: EventDraft, shown: EventDraft | None) -> Changed:
        names = [words.value for words in change.add]
        invitees = await self._participants.named(turn.person, names, conversation_id=turn.conversation_id)
        added: list[Attendee] = [invitee.attendee for invitee in invitees]
        return apply_change(change, draft, now=turn.message.sent_at, zone=turn.person.zone, shown=shown, added=added)


def names_event(words: str) -> bool:
    """Whether words have one for an event ("the standup", "my call") among them."""
    return any(word.strip(".,!?").lower() in EVENT_NOUNS for word in words.split())


def _evidence_of(change: WantedChange) -> Evidence:
    assert change.about is not None  # noqa: S101 - asked before
    return Evidence("title", change.about.value, *change.about.span)


def _ask_which(events: Sequence[ResolvedEvent], zone: str, *, shared: bool) -> tuple[str, ...]:
    lines = [f"- {_named(event.shown or event.draft, zone, shared=shared)}" for event in events[:_MOST_TOLD]]
    more = [f"and {len(events) - _MOST_TOLD} more."] if len(events) > _MOST_TOLD else []
    return ("Several events fit. Which one do you mean? Say its time with it.", *lines, *more)


def _named(draft: EventDraft, zone: str, *, shared: bool) -> str:
    label = when_label(draft, zone)
    return label if shared else f"**{draft.title}**, {label}"


def _ask_how_much(subject: ResolvedEvent, change: WantedChange, zone: str) -> tuple[str, ...]:
    draft = subject.shown or subject.draft
    verb = "cancel" if change.cancel else "change"
    return (
        f"**{draft.title}** repeats. Do you want to {verb} only the next time, {when_label(draft, zone)}, or the whole "
        "series? Say it once more with “only this one” or with “the whole series”.",
    )


def _doubts(offer: Offer, turn: Turn) -> tuple[str, ...]:
    """What speaks against an event after it was edited; in a shared thread, not what else is planned."""
    found = list(offer.warnings)
    found.extend(conflict_lines(offer.conflicts, shared=turn.message.shared))
    found.extend(f"I could not check {name} for conflicts." for name in offer.unknown_calendars)
    return tuple(found)
