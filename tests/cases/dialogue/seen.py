"""What is seen of the product after a turn, and what is wrong with it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from tests.cases.dialogue.threads import Effect, WantedCalendar, WantedCard
from tests.cases.events import bare, differences
from threadline.calendar.event import Event
from threadline.calendar.when.languages.detection import detect
from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_view import card_view
from threadline.core.domain.proposal import OPEN, Action, Proposal, State
from threadline.providers.extractive.language import guess_language

_DOUBT = ("could not", "cannot", "can't", "unknown", "not sure", "unable", "may be")


@dataclass(frozen=True, slots=True)
class Seen:
    """The answer to a turn, the proposals there are (the oldest first), and what stands in the calendar."""

    answer: str
    proposals: Sequence[Proposal]
    events: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Turned:
    """A turn: what was seen before it and after it, by somebody whose clock shows `zone`."""

    before: Seen
    after: Seen
    zone: ZoneInfo

    @property
    def new(self) -> list[Proposal]:
        """What was proposed in this turn."""
        known = {each.id for each in self.before.proposals}
        return [each for each in self.after.proposals if each.id not in known]

    @property
    def changed(self) -> list[Proposal]:
        """What was proposed or changed in this turn."""
        versions = {each.id: each.version for each in self.before.proposals}
        return [each for each in self.after.proposals if versions.get(each.id) != each.version]

    @property
    def open(self) -> list[Proposal]:
        """The cards that are open after the turn."""
        return [each for each in self.after.proposals if each.state in OPEN]

    @property
    def open_before(self) -> Proposal | None:
        """The card that was open before the turn."""
        return next((each for each in reversed(self.before.proposals) if each.state in OPEN), None)

    @property
    def card(self) -> Proposal | None:
        """The card the turn is about: one it made or changed, else one that is open."""
        touched = [each for each in self.changed if each.state in (*OPEN, State.BOOKED)]
        return next(reversed(touched or self.open), None)

    def now(self, proposal: Proposal) -> Proposal:
        """How a proposal stands after the turn."""
        return next(each for each in self.after.proposals if each.id == proposal.id)

    @property
    def offers(self) -> list[datetime]:
        """The starts that were offered, on the writer's clock."""
        proposal = self.card
        if proposal is None:
            return []
        starts = [proposal.offer.draft.start, *(each.start for each in proposal.offer.alternatives)]
        return [each.astimezone(self.zone) for each in starts]


def faults_of(turned: Turned, wanted: Effect) -> list[str]:
    """The names of what does not hold, empty where all does."""
    options = [faults_of(turned, option) for option in wanted.any]
    return [*(min(options, key=len) if options else ()), *_faults(turned, wanted)]


def _faults(turned: Turned, wanted: Effect) -> Iterator[str]:
    yield from _card_faults(turned, wanted)
    yield from _state_faults(turned, wanted)
    yield from _word_faults(turned, wanted)
    yield from _offer_faults(turned, wanted)
    if wanted.calendar_then is not None:
        yield from _calendar_faults(turned, wanted.calendar_then)


def _card_faults(turned: Turned, wanted: Effect) -> Iterator[str]:
    if wanted.card is not None:
        yield from ["no card"] if turned.card is None else _differences(turned.card, wanted.card, turned.zone)
    if (
        wanted.cards is not None
        and len([each for each in turned.after.proposals if each.state in OPEN]) != wanted.cards
    ):
        yield f"{len(turned.new)} cards"
    if wanted.no_new_proposal and turned.new:
        yield "proposes anew"
    before = turned.open_before
    if wanted.card_unchanged or wanted.open_card_unchanged:
        if before is None:
            yield "no card before"
        elif (turned.now(before).offer.draft, turned.now(before).state) != (before.offer.draft, before.state):
            yield "card changed"


def _differences(proposal: Proposal, wanted: WantedCard, zone: ZoneInfo) -> Iterator[str]:
    draft = proposal.offer.draft
    fields = wanted.model_copy(update={"attendees": None}) if wanted.attendees_add else wanted
    faults = differences(draft, fields, zone)
    if wanted.scope is not None or wanted.action != "book":
        faults = [fault for fault in faults if fault != "repeats"]
    yield from faults
    if wanted.action is not None and proposal.offer.action.value != wanted.action:
        yield f"action {proposal.offer.action}"
    if wanted.scope is not None and _scope(proposal) != wanted.scope:
        yield f"scope {_scope(proposal)}"
    people = {bare(value) for each in draft.attendees for value in (each.name, each.email) if value}
    yield from (f"{each} not invited" for each in wanted.attendees_add if bare(each) not in people)
    if wanted.description is not None and bare(draft.description) != bare(wanted.description):
        yield "description"
    if wanted.reminders is not None and draft.reminders != wanted.reminders:
        yield "reminders"
    if wanted.show_as is not None and _shown_as(proposal) != wanted.show_as:
        yield "shown as"
    clock = draft.start.astimezone(zone).time()
    if (wanted.before and clock >= _clock(wanted.before)) or (wanted.after and clock < _clock(wanted.after)):
        yield "hour"


def _scope(proposal: Proposal) -> str:
    said = getattr(proposal.offer, "scope", None)
    if said is not None:
        return str(said)
    target = proposal.offer.target
    return "series" if target is not None and target.before.rrule else "occurrence"


def _shown_as(proposal: Proposal) -> str:
    if getattr(proposal.offer.draft, "tentative", False):
        return "tentative"
    return "free" if proposal.offer.draft.transparent else "busy"


def _state_faults(turned: Turned, wanted: Effect) -> Iterator[str]:
    booked = [each for each in turned.changed if each.state is State.BOOKED]
    if wanted.booked is not None and bool(booked) != wanted.booked:
        yield "booked" if booked else "not booked"
    for proposal in booked if wanted.booked else ():
        if proposal.offer.action is Action.BOOK and proposal.event_id not in {each.id for each in turned.after.events}:
            yield "not in the calendar"
    dismissed = [each for each in turned.changed if each.state is State.DISMISSED]
    if wanted.dismissed is not None and bool(dismissed) != wanted.dismissed:
        yield "dismissed" if dismissed else "not dismissed"
    asks = "?" in turned.after.answer and not turned.new
    if wanted.asks is not None and asks != wanted.asks:
        yield "asks" if asks else "does not ask"


def _word_faults(turned: Turned, wanted: Effect) -> Iterator[str]:
    answer = turned.after.answer
    for each in wanted.mentions:
        if not any(_in(word, answer) for word in ((each,) if isinstance(each, str) else each)):
            yield f"{each} not mentioned"
    shown = "\n".join([answer, *(_card_words(each, turned.zone.key) for each in turned.changed)])
    yield from (f"{each!r} mentioned" for each in wanted.not_mentions if _in(each, shown))
    yield from (f"begins with {each!r}" for each in wanted.not_begins if bare(answer).startswith(bare(each)))
    first = answer.partition("\n")[0].casefold()
    if wanted.begins_with_doubt and not any(word in first for word in _DOUBT):
        yield "begins without a doubt"
    if wanted.language is not None and wanted.language not in (guess_language(answer), detect(answer)):
        yield f"language {guess_language(answer) or detect(answer)}"
    if wanted.differs_from_last and bare(answer) in ("", bare(turned.before.answer)):
        yield "the same sentence again"


def _in(word: str, text: str) -> bool:
    return word.casefold() in text.casefold()


def _card_words(proposal: Proposal, zone: str) -> str:
    card = card_view(proposal, CardReader(zone))
    return f"{card.headline}\n{card.guests_told}"


def _offer_faults(turned: Turned, wanted: Effect) -> Iterator[str]:
    offers = turned.offers
    if (wanted.searched or wanted.offers_some) and len(offers) < 2:
        yield "nothing found"
    if wanted.minutes is not None and (turned.card is None or _minutes(turned.card) != wanted.minutes):
        yield "length"
    days = [each.date() for each in offers]
    clocks: list[tuple[str | None, Callable[[time, time], bool], str]] = [
        (wanted.offers_after, lambda found, bound: found >= bound, "too early"),
        (wanted.offers_before, lambda found, bound: found < bound, "too late"),
    ]
    if wanted.offers_on and (not days or any(day not in wanted.offers_on for day in days)):
        yield "offers other days"
    if any(day in wanted.offers_none_on for day in days):
        yield "offers an excluded day"
    if wanted.offers_within and not all(wanted.offers_within[0] <= day <= wanted.offers_within[1] for day in days):
        yield "offers days outside"
    for bound, holds, fault in clocks:
        if bound is not None and (not offers or not all(holds(each.time(), _clock(bound)) for each in offers)):
            yield fault
    if wanted.offers_until is not None and turned.card is not None:
        length = turned.card.offer.draft.duration
        if any((each + length).time() > _clock(wanted.offers_until) for each in offers):
            yield "too late"


def _minutes(proposal: Proposal) -> float:
    return proposal.offer.draft.duration.total_seconds() / 60


def _clock(text: str) -> time:
    return time.fromisoformat(text)


def _calendar_faults(turned: Turned, wanted: WantedCalendar) -> Iterator[str]:
    found = sorted(each.draft.start for each in turned.after.events if bare(each.draft.title) == bare(wanted.title))
    if found != sorted(wanted.starts):
        yield f"the calendar has {', '.join(f'{each.astimezone(turned.zone):%m-%dT%H:%M}' for each in found) or 'none'}"


def shown(seen: Seen) -> str:
    """A turn's outcome in short, for whoever looks at what failed."""
    lines = [f"        {line}" for line in seen.answer.splitlines() if line.strip()]
    for each in seen.proposals:
        draft = replace(each.offer.draft, description=None)
        people = ", ".join(str(person.email or person.name) for person in draft.attendees)
        what = f"“{draft.title}” {draft.start:%a %m-%d %H:%M%z}–{draft.end:%m-%d %H:%M} {draft.rrule or ''}"
        lines.append(f"        [{each.offer.action} {each.state}] {what} with {people or 'nobody'}")
    return "\n".join(lines)
