"""Exchanges about a time: begun by their owner, heard from those outside, and what comes of what these say.

Nothing is booked here and nobody written to: what comes of a mail is a step, which the channel carries out. A step is
stored before it is carried out, so that the same mail comes to the same, whatever is killed in between.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline.core.appointments.booking_link import LinkState, Terms
from threadline.core.appointments.booking_links import BookingLinks
from threadline.core.correspondence.answer_words import Answered, OutsideAnswer, read_answer
from threadline.core.correspondence.exchange import Came, Exchange, Step
from threadline.core.correspondence.offered_times import some_of
from threadline.core.dialogue.booking_terms import hours_of, terms_in, weekdays_of, zone_in
from threadline.core.domain.message import NamedPerson, Person
from threadline.core.people.calendar_preferences import CalendarPreferenceReader
from threadline.core.people.directory import People
from threadline.core.scheduling.search_limits import read_search
from threadline.storage.exchanges import ExchangeRecord, ExchangeStore
from threadline.storage.persons import utc_now

_MOST_ROUNDS = 4
_MOST_HEARD = 20
_NOTICE = timedelta(hours=18)
_WEEK = timedelta(days=7)
_FURTHER = timedelta(days=21)
_OVER = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody hands the search for a time over: in which words, to find one with whom.

    `key` is of the mail, `message_ref` its id; `place` and `conversation_key` are the channel's own.
    """

    key: str
    message_ref: str
    words: str
    text: str
    title: str
    people: tuple[NamedPerson, ...]
    said_at: datetime
    language: str
    place: str
    conversation_key: str


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody outside said: in the mail of that key, from that address. `proved`: it is theirs."""

    key: str
    by: str
    text: str
    said_at: datetime
    language: str
    proved: bool


class Exchanges:
    """The exchanges of everybody. Every method raises `StorageError`."""

    def __init__(
        self,
        store: ExchangeStore,
        links: BookingLinks,
        people: People,
        preferences_of: CalendarPreferenceReader,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store = store
        self._links = links
        self._people = people
        self._preferences_of = preferences_of
        self._clock = clock

    async def begin(self, owner: Person, asked: Asked) -> Exchange | None:
        """The exchange that an owner's mail begins, the same one for the same mail; None without a free time."""
        if (known := await self._store.get(asked.key)) is not None:
            return Exchange.from_json(known.body)
        terms = await self._terms(owner, asked)
        zone = await self._readers_zone(owner, asked)
        starts = some_of(await self._links.free_starts(owner, terms), zone)
        if not starts:
            return None
        exchange = Exchange(
            asked.key,
            owner.id,
            asked.people,
            asked.title,
            terms,
            zone,
            asked.language,
            asked.place,
            asked.conversation_key,
            starts,
            starts,
            await self._standing_link(owner, terms),
        )
        record = await self._store.create(asked.key, owner.id, message_ref=asked.message_ref, body=exchange.to_json())
        return Exchange.from_json(record.body)

    async def answered(self, exchange_id: str | None, refs: Sequence[str], address: str) -> ExchangeRecord | None:
        """The exchange that a mail answers: the one of that id, or one that began with a mail of those; None unless
        its owner addressed whoever has that address."""
        named = await self._store.get(exchange_id) if exchange_id else None
        found = [named] if named is not None else await self._store.of_refs(refs)
        recent = (each for each in found if self._clock() - each.created_at < _OVER)
        return next((each for each in recent if Exchange.from_json(each.body).person(address)), None)

    async def hear(self, record: ExchangeRecord, owner: Person, said: Said) -> Exchange | None:
        """How an exchange stands after what was said; its `last` is the step that it takes. None: it is left alone."""
        while True:
            exchange = Exchange.from_json(record.body)
            if exchange.last is not None and exchange.last.key == said.key:
                return exchange
            if exchange.heard >= _MOST_HEARD:
                return None
            stepped = await self._step(exchange, owner, said)
            if await self._store.change(record, stepped.to_json()) is not None:
                return stepped
            now = await self._store.get(record.id)  # another mail of the exchange came first
            if now is None:
                return None
            record = now

    async def _step(self, exchange: Exchange, owner: Person, said: Said) -> Exchange:
        who = exchange.person(said.by)
        answer = await asyncio.to_thread(
            read_answer,
            said.text,
            exchange.starts,
            said_at=said.said_at,
            zone=exchange.zone,
            name=who.name if who else "",
        )
        step = Step(said.key, said.by, Came.UNCLEAR, said.text)
        stepped = replace(exchange, heard=exchange.heard + 1, language=said.language or exchange.language, last=step)
        match answer.kind:
            case Answered.CHOSEN | Answered.PROPOSED:
                return await self._chosen(stepped, owner, step, answer)
            case Answered.WISHED:
                return await self._offered(stepped, owner, step, await self._wished(exchange, owner, said, answer))
            case Answered.THANKS if exchange.last is not None and exchange.last.came is Came.CHOSEN:
                return replace(stepped, last=replace(step, came=Came.LEFT))
            case _:
                return stepped

    async def _chosen(self, exchange: Exchange, owner: Person, step: Step, answer: OutsideAnswer) -> Exchange:
        """The card of that time, if it is free still; one of their own is for the owner to judge."""
        assert answer.start is not None  # noqa: S101 - a time was read
        own = answer.kind is Answered.PROPOSED
        start, length = answer.start, exchange.terms.length
        if not own:
            free = await self._links.free_starts(
                owner, replace(exchange.terms, time_min=start, time_max=start + length, notice=timedelta())
            )
            if start not in free:
                return await self._offered(exchange, owner, replace(step, taken=True), exchange.terms)
        return replace(exchange, last=replace(step, came=Came.CHOSEN, start=start, proposed=own))

    async def _offered(self, exchange: Exchange, owner: Person, step: Step, terms: Terms) -> Exchange:
        """Other times; none where there are none, or enough were offered: then the owner goes on."""
        starts: tuple[datetime, ...] = ()
        if exchange.rounds < _MOST_ROUNDS:
            starts = some_of(await self._links.free_starts(owner, terms), exchange.zone, without=exchange.shown)
        if not starts:
            return replace(exchange, last=replace(step, came=Came.DECLINED))
        return replace(
            exchange,
            starts=starts,
            shown=(*exchange.shown, *starts),
            rounds=exchange.rounds + 1,
            last=replace(step, came=Came.OFFERED),
        )

    async def _wished(self, exchange: Exchange, owner: Person, said: Said, answer: OutsideAnswer) -> Terms:
        """The terms with what would be better; the owner's own limits of days and hours stay."""
        search = await asyncio.to_thread(read_search, answer.words, said.said_at, exchange.zone, further=True)
        limits, usual = search.limits, (await self._preferences_of.of(owner)).hours
        terms, last = exchange.terms, max(exchange.starts)
        start, end = limits.start, limits.end
        if answer.week_after:
            midnight = _midnight(last, exchange.zone)
            start = midnight + _WEEK - timedelta(days=midnight.weekday())
            end = start + _WEEK
        elif start is None and end is None:
            start = _midnight(last, exchange.zone) + timedelta(days=1)
            end = max(terms.time_max or start, start + _FURTHER)
        days = weekdays_of(limits, usual)
        if days is not None and terms.weekdays is not None:
            days = days & terms.weekdays or terms.weekdays
        return replace(
            terms,
            time_min=start,
            time_max=end,
            weekdays=days or terms.weekdays,
            hours=terms.hours or hours_of(limits, usual),
            barred_dates=terms.barred_dates | limits.barred_dates,
            barred_hours=(*terms.barred_hours, *limits.barred_hours),
        )

    async def _terms(self, owner: Person, asked: Asked) -> Terms:
        """What is offered: as the words that hand it over say, else as the rest of the mail does."""
        read = [
            await terms_in(words, owner, self._preferences_of, said_at=asked.said_at, zone=owner.zone)
            for words in (asked.words, asked.text)
        ]
        terms = next((each for each in read if self._is_to_come(each)), replace(read[0], time_min=None, time_max=None))
        if terms.length == read[0].length:
            terms = replace(terms, length=read[1].length)
        return terms if terms.time_min is not None else replace(terms, notice=_NOTICE)

    def _is_to_come(self, terms: Terms) -> bool:
        """Whether they name a range, and one that is not over: a mail may speak of the past as well."""
        named = terms.time_min is not None or terms.time_max is not None
        return named and (terms.time_max is None or terms.time_max > self._clock())

    async def _readers_zone(self, owner: Person, asked: Asked) -> str:
        """The zone that the owner's words name, that of who is written to where it is known, or the owner's own."""
        named = await asyncio.to_thread(zone_in, asked.words, asked.said_at, owner.zone, {})
        if named is not None:
            return named
        known = [await self._people.by_email(each.email or "") for each in asked.people]
        zones = {each.zone for each in known if each is not None}
        return next(iter(zones)) if len(zones) == 1 and None not in known else owner.zone

    async def _standing_link(self, owner: Person, terms: Terms) -> str:
        """A link for whoever would rather click: one that the owner has open already, for as long a meeting.

        None is made here: whoever makes one permits to book by it.
        """
        links = await self._links.of_person(owner.id)
        fitting = (
            each
            for each in links
            if each.state is LinkState.OPEN and not each.single_use and each.terms.length == terms.length
        )
        return next((each.address for each in fitting), "")


def _midnight(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
