"""The situation of a turn: what a model is told that changes from message to message. Written by code from what it
knows; nothing that other people wrote is in it but names and titles, each in one line.

No prompt cache keeps it, so it is short: what its words mean stands in the instructions, which are kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.core.channels.formatting import when_label
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import OPEN, Action, Proposal, State, Target
from threadline.core.domain.reading import Reading
from threadline.core.people.directory import People
from threadline.core.proposals.repository import ProposalRepository
from threadline.core.tools.free_text import one_line
from threadline.core.tools.notes import HandedEvent, Notes
from threadline.providers.port import ChatMessage
from threadline.providers.prompt import situation_in
from threadline.storage.persons import utc_now
from threadline.storage.preferences import PreferenceStore
from threadline.texts.speaking import speaking

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TWELVE = 12
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_CARDS = 10
_MOST_PEOPLE = 12
_GONE = "gone"
_WRITES = " writes to you"
_WAITING = {
    Action.CHANGE: "change",
    Action.CANCEL: "cancellation",
    Action.COUNTER: "proposal of another time",
}
"""What else than a new event a card may wait with."""
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

    async def of(self, turn: Turn, reading: Reading, notes: Notes | None, *, told: Sequence[ChatMessage] = ()) -> str:
        """The situation in lines; events of the thread are handed out in `notes` where there are tools.

        `told` is the transcript: without tools, what its situations say is not said again.
        """
        known = _Told() if notes is not None else _Told.of(told)
        who = await self._who(turn)
        lines = [_clock_line(self._clock(), turn.person.zone, turn.person.hours), who if who != known.who else ""]
        lines.extend(await self._cards(turn, notes, known))
        lines.append(_read(reading, turn, has_card=notes is None or notes.by_code > 0))
        lines.extend(turn.message.notes)
        return "\n".join(line for line in lines if line)

    async def _who(self, turn: Turn) -> str:
        name = one_line(turn.person.name, 60) or "somebody whose name is not known"
        where = f"by {turn.message.channel}"
        if (nickname := await self._preferences.get(turn.person.id, "nickname")) is not None:
            where += f", and wants to be called {one_line(nickname.value, 40)}"
        if not turn.message.shared:
            return f"{name}{_WRITES} alone, {where}."
        others = [
            one_line(person.name, 60)
            for person in await self._people.of_conversation(turn.conversation_id)
            if person.id != turn.person.id and person.name
        ]
        also = f" Others who wrote here: {', '.join(others[:_MOST_PEOPLE])}." if others else ""
        return (
            f"{name}{_WRITES} {where}, in a thread that others read: tell nothing of {name}'s calendar there that "
            f"was not said in it.{also}"
        )

    async def _cards(self, turn: Turn, notes: Notes | None, told: "_Told") -> Sequence[str]:
        if turn.sequence == 1:
            return ()
        lines, gone = [], []
        for proposal in await self._proposals.of_conversation(turn.conversation_id, limit=_MOST_CARDS):
            if proposal.owner_id != turn.person.id:
                continue
            handed, state = _handed(proposal, self._clock())
            if handed is None:
                gone.append(one_line(proposal.offer.draft.title))
                continue
            reference = f"{notes.hand_out(handed)}: " if notes is not None else ""
            title, label = one_line(handed.shown.title), _when(handed.shown, turn.person.zone)
            if (line := f"- {reference}“{title}”, {label}: {state}") not in told.now.values():
                lines.append(line)
            told.now.pop(title, None)
        lines.extend(f"- “{title}”: {_GONE}" for title in dict.fromkeys(gone) if told.stands(title))
        return ("In this thread:", *lines) if lines else ()


@dataclass(slots=True)
class _Told:
    """What a transcript says last of who writes, and of cards: a line of each, by the title."""

    who: str = ""
    now: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, transcript: Sequence[ChatMessage]) -> "_Told":
        """Read it."""
        told = cls()
        for message in transcript:
            for line in situation_in(message.beside).splitlines():
                if _WRITES in line:
                    told.who = line
                elif line.startswith("- “"):
                    told.now[line.removeprefix("- “").partition("”")[0]] = line
        return told

    def stands(self, title: str) -> bool:
        """Whether a card of which nothing is left is told of as if it were there."""
        return title in self.now and not self.now[title].endswith(_GONE)


def _clock_line(now: datetime, zone: str, hours: int | None) -> str:
    local = now.astimezone(ZoneInfo(zone))
    day = f"{_DAYS[local.weekday()]}, {local.day} {_MONTHS[local.month - 1]} {local.year}"
    told = "; times are told by the 12-hour clock, as 3:00 pm" if hours == _TWELVE else ""
    return f"It is {day}, {local:%H:%M} in {zone} (UTC{local:%z}){told}."


_CLOCK = regex.compile(r"\A(It is \w+, \d+ \w+ \d+), (\d\d):(\d\d) in ")


def without_clock(situation: str) -> str:
    """A situation as it stays for all of its day."""
    return _CLOCK.sub(r"\1 in ", situation)


def clock_of(situation: str) -> tuple[int, int] | None:
    """The hour and minute that a situation tells."""
    found = _CLOCK.match(situation)
    return (int(found[2]), int(found[3])) if found else None


def _when(draft: EventDraft, zone: str) -> str:
    """When an event is, in the language of the situation and without the zone, which is that of the clock above it."""
    with speaking("en"):
        return when_label(draft, zone).replace(f" ({zone})", "")


def _handed(proposal: Proposal, now: datetime) -> tuple[HandedEvent | None, str]:
    """A card or an event of the thread, and how it stands."""
    offer = proposal.offer
    if offer.handover is not None:
        return None, ""
    if proposal.state in OPEN and proposal.expires_at > now:
        if offer.action is Action.BOOK:
            return HandedEvent(offer.draft, None, proposal.id, proposal.version), "open"
        doing = _WAITING.get(offer.action, "answer to an invitation")
        return HandedEvent(offer.draft, offer.target), f"open {doing}"
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
        said += f": “{one_line(draft.title)}”, {_when(draft, turn.person.zone)}"
        said += f", from the words {words}" if words else ""
    doubts = " ".join(reading.warnings)
    if reading.unsure:
        return f"{said}. It is not sure that this is wanted: propose it only if it is. {doubts}".strip()
    if reading.intent is Intent.CREATE and draft is not None and has_card:
        return f"{said}. Its card is shown below your answer in any case. {doubts}".strip()
    return f"{said}. {doubts}".strip()
