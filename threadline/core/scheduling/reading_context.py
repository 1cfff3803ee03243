"""All that a message is read by besides its words: who said it, where, after what, and whom they know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.acts import Venue
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Extraction, Quoted, extract
from threadline.calendar.when import Policy
from threadline.core.calendars.contacts import Contacts
from threadline.core.domain.message import NamedPerson, Person, Turn
from threadline.core.domain.reading import Reading
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.people.directory import People
from threadline.core.people.known_people import KnownPeople, addressed_in, names_somebody
from threadline.core.scheduling.around_words import around_in
from threadline.core.scheduling.interpretation import understand
from threadline.storage.turns import TurnStore
from threadline.texts.formats import or_list
from threadline.texts.messages import _

_THREAD_TURNS = 4
_LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """A text with its circumstances.

    `zone` is the clock of who said it (IANA). `known` are all whom they may mean, `near` those of them whom everybody
    in the conversation knows. `thread` is what others said before it, `thread_zone` the clock of who said the last of
    it. `shared`: others read the answer.
    """

    text: str
    sent_at: datetime
    zone: str
    policy: Policy
    known: KnownPeople
    near: KnownPeople
    thread: tuple[str, ...] = ()
    thread_zone: str | None = None
    venue: Venue = Venue.ASSISTANT
    shared: bool = False

    def read(self, *, event_wanted: bool, quoted: Quoted | None = None) -> Reading:
        """What the text says. Takes some milliseconds per 10 KB: give long texts to a thread."""
        around, text = around_in(self.text)
        reading = understand(
            text,
            sent_at=self.sent_at,
            zone=self.zone,
            event_wanted=event_wanted,
            quoted=quoted,
            policy=self.policy,
            thread=self.thread,
            thread_zone=self.thread_zone,
            venue=self.venue,
            people=self.known.named_in(self.text[:_LOOKED_AT]),
            clocks=self.known.clocks(),
        )
        return self.recognised(replace(reading, around=around) if reading.draft is not None else reading)

    def extract(self, text: str) -> Extraction:
        """The event that other words of the same thread speak of."""
        zone = ZoneInfo(self.zone)
        return extract(
            text, self.sent_at.astimezone(zone), zone=zone, policy=self.policy, clocks=self.known.clocks(), least=0
        )

    def recognised(self, reading: Reading) -> Reading:
        """The reading with the people it names as they are known; of several who can be meant none is taken."""
        asked = dict[str, None]()
        draft = self._recognised(reading.draft, asked) if reading.draft else None
        drafts = tuple(replace(each, draft=self._recognised(each.draft, asked)) for each in reading.drafts)
        sought = tuple(self._address(name, asked) for name in reading.attendees) if reading.seeks_time else ()
        return replace(
            reading,
            draft=draft,
            drafts=drafts,
            attendees=sought or reading.attendees,
            warnings=(*asked, *reading.warnings),
            doubts=(*asked, *reading.doubts),
        )

    def _recognised(self, draft: EventDraft, asked: dict[str, None]) -> EventDraft:
        guests = draft.attendees
        for person in addressed_in(self.text[:_LOOKED_AT]):
            guests = _once(guests, person)
        return replace(draft, attendees=tuple(self._guest(each, asked) for each in guests))

    def _guest(self, guest: Attendee, asked: dict[str, None]) -> Attendee:
        if guest.email and not guest.name:
            person = (self.near if self.shared else self.known).at(guest.email)
            return Attendee(person.name, guest.email) if person else guest
        person = None if guest.email else self._one(guest.name, asked)
        if person is None:
            return guest
        # What others read has the name that was said: the rest of it may stand in the author's calendar only.
        public = not self.shared or self.near.at(person.email or "") is not None
        return Attendee((person.name if public else "") or guest.name, person.email)

    def _address(self, name: str, asked: dict[str, None]) -> str:
        person = self._one(name, asked)
        if person is None:
            return name
        return f"{name if self.shared else person.name or name} <{person.email}>"

    def _one(self, name: str, asked: dict[str, None]) -> NamedPerson | None:
        """The only one with an address who is called so; where there are several, the question is noted."""
        fits = [each for each in self.known.called(name) if each.email]
        if len(fits) > 1:
            asked[self._question(name, fits)] = None
        return fits[0] if len(fits) == 1 else None

    def _question(self, name: str, fits: Sequence[NamedPerson]) -> str:
        said = name.removeprefix("@")
        if self.shared:
            return _("You know several people called “{name}”. Which one is meant? Write the address.", name=said)
        who = [f"{each.name} <{each.email}>" if each.name else str(each.email) for each in fits]
        return _("Who is meant by “{name}”: {people}?", name=said, people=or_list(who))


class ReadingContexts:
    """Gathers the circumstances of messages."""

    def __init__(
        self, *, people: People, contacts: Contacts, preferences_of: CalendarPreferenceReader, turns: TurnStore
    ) -> None:
        self._people = people
        self._contacts = contacts
        self._preferences_of = preferences_of
        self._turns = turns

    async def of_turn(self, turn: Turn, text: str) -> ReadingContext:
        """Those of a message that is being answered; `text` is what of it is read."""
        message, person = turn.message, turn.person
        languages = tuple(each.partition("-")[0] for each in (message.wishes.language, person.language) if each)
        near: Sequence[Person] = ()
        if turn.sequence > 1 or message.shared:
            near = await self._people.of_conversation(turn.conversation_id)
        alone = all(each.id == person.id for each in near) and not message.people
        venue = Venue.MENTION if message.venue is Venue.OVERHEARD and alone else message.venue
        context = await self.of(person, text, sent_at=message.sent_at, zone=message.zone or person.zone)
        thread, zone = await self._thread(turn, {each.id: each.zone for each in near})
        present = (*message.people, *(_named(each, self._people.default_zone) for each in near))
        return replace(
            context,
            policy=replace(context.policy, languages=languages),
            known=KnownPeople.of((*present, *context.known.people), without=person.email),
            near=KnownPeople.of(present, without=person.email),
            thread=thread,
            thread_zone=zone,
            venue=venue,
            shared=message.shared,
        )

    async def of(self, person: Person, text: str, *, sent_at: datetime, zone: str) -> ReadingContext:
        """Those of a text that somebody said to the assistant alone."""
        policy = (await self._preferences_of.of(person)).policy()
        guests = await self._contacts.of(person) if names_somebody(text) else ()
        known = KnownPeople.of(guests, without=person.email)
        return ReadingContext(text, sent_at, zone, policy, known, KnownPeople())

    async def _thread(self, turn: Turn, zones: Mapping[str, str]) -> tuple[tuple[str, ...], str | None]:
        """What others said last, to the assistant or to each other, and the zone of who did, where it is known.

        The writer's own last words are no question that they answer themselves.
        """
        message = turn.message
        if message.before:
            who = message.before[-1].partition(": ")[0]
            own = who in (turn.person.name, message.author.name) and turn.sequence > 1
            zone = next((each.zone for each in message.people if each.name == who), None)
            return ((), None) if own else (message.before, zone)
        if turn.sequence == 1:
            return (), None
        said = await self._turns.transcript(turn.conversation_id, before=turn.message_id, limit=_THREAD_TURNS)
        if not said or said[-1].person_id == turn.person.id:
            return (), None
        return tuple(each.text for each in said), zones.get(said[-1].person_id)


def _once(guests: tuple[Attendee, ...], person: NamedPerson) -> tuple[Attendee, ...]:
    """The guests with somebody who was given by name and address as one, not as two."""
    name = KnownPeople((person,))
    beside = [each for each in guests if not each.email and each.name and name.called(each.name)]
    if not any(each.email == person.email for each in guests):
        return guests
    called = Attendee(person.name if beside or " " in person.name else "", person.email)
    return tuple(called if each.email == person.email else each for each in guests if each not in beside)


def _named(person: Person, default_zone: str) -> NamedPerson:
    """Somebody of the conversation; the zone of those who told none is a guess and no knowledge."""
    return NamedPerson(person.name, person.email, person.zone if person.zone != default_zone else None)
