"""The situation of a turn: what a model is told that changes from message to message. Written by code from what it
knows; nothing that other people wrote is in it but names and titles, each in one line."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.extract import Intent
from threadline.core.channels.formatting import day_label, when_label
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import OPEN, Action, Proposal, State, Target
from threadline.core.domain.reading import Reading
from threadline.core.people.directory import People
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.tools.free_text import one_line
from threadline.core.tools.notes import HandedEvent, Notes
from threadline.storage.persons import utc_now
from threadline.storage.preferences import PreferenceStore

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_CARDS = 10
_MOST_PEOPLE = 12
_INTENTS = {
    Intent.CREATE: "an event that is to be created",
    Intent.UPDATE: "a change of an event",
    Intent.CANCEL: "a cancellation of an event",
    Intent.QUERY: "a question about the calendar",
    Intent.FIND_TIME: "a search for free time",
}


class Situations:
    """Tells models where they are."""

    def __init__(
        self,
        people: People,
        proposals: ProposalRepository,
        preferences: PreferenceStore,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._people = people
        self._proposals = proposals
        self._preferences = preferences
        self._clock = clock

    async def of(self, turn: Turn, reading: Reading, notes: Notes | None) -> str:
        """The situation in lines; events of the thread are handed out in `notes` where there are tools."""
        lines = [_clock_line(self._clock(), turn.person.zone), await self._who(turn)]
        lines.extend(await self._cards(turn, notes))
        lines.append(_read(reading, turn, has_card=notes is None or notes.by_code > 0))
        return "\n".join(line for line in lines if line)

    async def _who(self, turn: Turn) -> str:
        name = one_line(turn.person.name, 60) or "somebody whose name is not known"
        where = f"by {turn.message.channel}"
        if (nickname := await self._preferences.get(turn.person.id, "nickname")) is not None:
            where += f", and wants to be called {one_line(nickname.value, 40)}"
        if not turn.message.shared:
            return f"{name} writes to you alone, {where}."
        others = [
            one_line(person.name, 60)
            for person in await self._people.of_conversation(turn.conversation_id)
            if person.id != turn.person.id and person.name
        ]
        also = f" Others who wrote here: {', '.join(others[:_MOST_PEOPLE])}." if others else ""
        return (
            f"{name} writes to you {where}, in a thread that others read: tell nothing of {name}'s calendar there that "
            f"was not said in it.{also}"
        )

    async def _cards(self, turn: Turn, notes: Notes | None) -> Sequence[str]:
        if turn.sequence == 1:
            return ()
        lines = []
        for proposal in await self._proposals.of_conversation(turn.conversation_id, limit=_MOST_CARDS):
            if proposal.owner_id != turn.person.id:
                continue
            handed, told = _handed(proposal, self._clock())
            if handed is not None:
                reference = f"{notes.hand_out(handed)}: " if notes is not None else ""
                title, label = one_line(handed.shown.title), when_label(handed.shown, turn.person.zone)
                lines.append(f"- {reference}“{title}”, {label}: {told}")
        return ("Cards and events of this thread:", *lines) if lines else ()


def _clock_line(now: datetime, zone: str) -> str:
    local = now.astimezone(ZoneInfo(zone))
    return f"It is {_DAYS[local.weekday()]}, {day_label(local)[4:]}, {local:%H:%M} in {zone} (UTC{local:%z})."


def _handed(proposal: Proposal, now: datetime) -> tuple[HandedEvent | None, str]:
    """A card or an event of the thread, and how it stands."""
    offer = proposal.offer
    if proposal.state in OPEN and proposal.expires_at > now:
        if offer.action is Action.BOOK:
            return HandedEvent(offer.draft, None, proposal.id, proposal.version), "a card waits for the person's click"
        doing = "changed" if offer.action is Action.CHANGE else "cancelled"
        return HandedEvent(offer.draft, offer.target), f"a card that it be {doing} waits for the person's click"
    if proposal.state is State.BOOKED and offer.action is not Action.CANCEL and proposal.event_id is not None:
        version = proposal.event_version
        target = (
            Target(proposal.event_id, version, offer.draft, proposal.calendar, proposal.calendar_id)
            if version
            else None
        )
        return (HandedEvent(offer.draft, target) if target else None), "booked"
    return None, ""


def _read(reading: Reading, turn: Turn, *, has_card: bool) -> str:
    """What code read of the message, how sure it is, and whether a card comes of it whatever the model does."""
    what = _INTENTS.get(reading.intent)
    if what is None or (reading.intent is not Intent.CREATE and reading.unsure):
        return ""
    said = f"Our code read the message as {what}"
    draft = reading.draft
    if reading.intent is Intent.CREATE and draft is not None:
        words = ", ".join(f"“{each.text}”" for each in reading.evidence if each.slot == "when")
        said += f": “{one_line(draft.title)}”, {when_label(draft, turn.person.zone)}"
        said += f", from the words {words}" if words else ""
    doubts = " ".join(reading.warnings)
    if reading.unsure:
        return f"{said}. It is not sure that this is wanted: propose it only if it is. {doubts}".strip()
    if reading.intent is Intent.CREATE and draft is not None and has_card:
        return f"{said}. Its card is shown below your answer in any case. {doubts}".strip()
    return f"{said}. {doubts}".strip()
