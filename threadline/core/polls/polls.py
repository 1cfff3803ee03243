"""Polls: asking, voting, ending. What is done to a board and told of a result is `upkeep`'s."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from threadline.core.channels.poll_view import PollOption, PollView
from threadline.core.domain.message import Person, Turn
from threadline.core.polls.poll import PATH, Poll, Terms, Voter
from threadline.storage.audit import AuditTrail
from threadline.storage.persons import utc_now
from threadline.storage.polls import Ballot, NewPoll, PollRecord, PollStore, WhoVotes

RESULT = "poll:{id}:result"
"""The key of the message that asks for a poll's result, where nobody has asked for it in words."""


class PollNotFound(Exception):
    """No such poll, or not one of this person's; `str(error)` is a sentence for the person."""


class Polls:
    """The polls of everybody. `news` is set, and replaced, whenever there may be something to show or tell."""

    def __init__(
        self, store: PollStore, *, audit: AuditTrail, address: str, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self.store = store
        self._audit = audit
        self._address = address
        self._clock = clock
        self.news = asyncio.Event()

    async def ask(
        self, turn: Turn, terms: Terms, invited: Iterable[WhoVotes], *, closes_at: datetime | None = None
    ) -> Poll:
        """Ask a group; the same turn asks once."""
        new = NewPoll(
            turn.person.id,
            turn.conversation_id,
            turn.message_id,
            turn.message.channel,
            f"message:{turn.edit_mark}",
            terms.to_json(),
            turn.message.to_json(),
            closes_at,
        )
        record = await self.store.create(new, _distinct(invited, turn.person))
        self.wake()
        return await self._poll(record)

    async def get(self, poll_id: str) -> Poll | None:
        """One poll, whoever's."""
        record = await self.store.get(poll_id)
        return await self._poll(record) if record is not None else None

    async def newest(self, conversation_id: str) -> Poll | None:
        """The last poll of a conversation."""
        record = await self.store.newest(conversation_id)
        return await self._poll(record) if record is not None else None

    async def told_by(self, turn: Turn) -> Poll | None:
        """The poll whose result this turn tells."""
        record = await self.store.with_result(turn.conversation_id, turn.message.event_key)
        return await self._poll(record) if record is not None and record.person_id == turn.person.id else None

    async def of_person(
        self, person_id: str, *, limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[Poll]:
        """Those that a person asked for, the newest first."""
        return [await self._poll(each) for each in await self.store.of_person(person_id, limit=limit, before=before)]

    async def with_token(self, token: str) -> tuple[Poll, Voter] | None:
        """Whose page of which poll an address is."""
        found = await self.store.with_token(token)
        poll = await self.get(found.poll_id) if found is not None else None
        return (poll, Voter.of(found)) if poll is not None and found is not None else None

    async def vote(self, poll: Poll, who: WhoVotes, ballot: Ballot) -> Poll | None:
        """Count a vote; the poll as it stands then, None where it is closed."""
        within = frozenset(range(1, len(poll.terms.starts) + 1))
        counted = await self.store.vote(
            poll.id, who, Ballot(ballot.numbers & within, ballot.at, ballot.key[-100:], ballot.adds)
        )
        self.wake()
        return await self.get(poll.id) if counted else None

    async def close(self, poll: Poll, key: str) -> Poll:
        """End it: whoever is first has its result told, under their key."""
        record = await self.store.close(poll.id, key)
        if record is not None and record.result_key == key and poll.is_open:
            await self._audit.append(person_id=record.person_id, action="poll.close", subject=poll.id)
        self.wake()
        return await self._poll(record) if record is not None else poll

    def page_of(self, voter: Voter) -> str:
        """Where somebody votes without an account."""
        return f"{self._address}{PATH.format(token=voter.record.token)}"

    def wake(self) -> None:
        """Let whoever shows and tells look again."""
        self.news.set()
        self.news = asyncio.Event()

    async def _poll(self, record: PollRecord) -> Poll:
        return Poll.of(record, list(await self.store.voters(record.id)))


def voter_of(person: Person) -> WhoVotes:
    """A person as a voter."""
    return WhoVotes(person.name, person.email, person.id, person.zone)


def view_of(poll: Poll) -> PollView:
    """A poll as channels show it."""
    return PollView(
        poll.id,
        poll.record.version,
        poll.terms.title,
        tuple(
            PollOption(each.number, each.start, each.end, tuple(voter.name for voter in each.voters))
            for each in poll.choices
        ),
        poll.terms.zone,
        tuple(each.name for each in poll.missing),
        tuple(each.name for each in poll.unable),
        poll.record.closes_at,
        poll.is_open,
        poll.terms.language,
        poll.record.person_id,
    )


def _distinct(invited: Iterable[WhoVotes], asker: Person) -> Sequence[WhoVotes]:
    """Each once, and without whoever asks: they are there whenever the others are."""
    found: dict[str, WhoVotes] = {}
    for who in invited:
        email, name = (who.email or "").lower(), who.name.casefold()
        mine = (email == (asker.email or "").lower()) if email and asker.email else name == asker.name.casefold()
        if not mine and (email or name):
            found.setdefault(email or name, who)
    return list(found.values())
