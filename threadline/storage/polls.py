"""Polls and their votes, as they are kept. A vote, its key and the poll's new version are one transaction."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from threadline.storage.database.database import Database
from threadline.storage.person_lock import hold_owner
from threadline.storage.persons import new_id, utc_now
from threadline.storage.tables.polls import PollRow, PollVoterRow

_TOKEN_BYTES = 18  # 144 bits in 24 characters: nobody finds one by trying
_HEARD = 30
_POSTED_BY = timedelta(seconds=30)  # longer than a platform is waited for
_MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class PollRecord:
    """A poll as stored; `body` is what is asked, `asked` the message that asked for it, both as JSON."""

    id: str
    person_id: str
    conversation_id: str
    message_id: str
    channel: str
    body: str
    asked: str
    surface_ref: str | None
    version: int
    shown_version: int
    tries: int
    created_at: datetime
    closes_at: datetime | None
    closed_at: datetime | None
    result_key: str | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class VoterRecord:
    """A voter as stored; `choices` is None before they have voted. `invited`: the poll waits for them."""

    id: str
    poll_id: str
    person_id: str | None
    email: str | None
    name: str
    zone: str | None
    token: str
    mail_ref: str | None
    invited: bool
    choices: str | None
    heard: str
    voted_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewPoll:
    """A poll to be kept."""

    person_id: str
    conversation_id: str
    message_id: str
    channel: str
    key: str
    body: str
    asked: str
    closes_at: datetime | None


@dataclass(frozen=True, slots=True)
class WhoVotes:
    """Somebody who is asked, or votes: by what they are known. `voter_id` where their own page was used."""

    name: str
    email: str | None = None
    person_id: str | None = None
    zone: str | None = None
    voter_id: str | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """What somebody has said: the numbers of the times, instead of what they said before or (`adds`) besides it.

    `key` is that of the delivery: the same is heard once.
    """

    numbers: frozenset[int]
    at: datetime
    key: str
    adds: bool = False


_COLUMNS = tuple(getattr(PollRow, name) for name in PollRecord.__dataclass_fields__)
_VOTER = tuple(getattr(PollVoterRow, name) for name in VoterRecord.__dataclass_fields__)


class PollStore:
    """Keeps polls. Every method raises `StorageError`."""

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database = database
        self._clock = clock

    async def create(self, new: NewPoll, invited: Iterable[WhoVotes]) -> PollRecord:
        """Keep a poll and who is asked, once for each key. Raises `RecordNotFound` for an unknown person."""
        now = self._clock()
        values = {name: getattr(new, name) for name in new.__dataclass_fields__}
        values |= {"id": new_id(), "version": 1, "shown_version": 0, "tries": 0, "created_at": now, "updated_at": now}
        insert = self._database.insert(PollRow).values(values)
        async with self._database.write() as connection:
            await hold_owner(connection, new.person_id)
            await connection.execute(insert.on_conflict_do_nothing(index_elements=["key"]))
            row = (await connection.execute(select(*_COLUMNS).where(PollRow.key == new.key))).one()
            if row[0] == values["id"]:
                for who in invited:
                    await self._add_voter(connection, row[0], who, invited=True)
        return PollRecord(*row)

    async def get(self, poll_id: str) -> PollRecord | None:
        """One poll, whoever's."""
        return await self._one(PollRow.id == poll_id)

    async def with_result(self, conversation_id: str, result_key: str) -> PollRecord | None:
        """The poll that the answer to a message of this key tells the result of."""
        return await self._one((PollRow.conversation_id == conversation_id) & (PollRow.result_key == result_key))

    async def newest(self, conversation_id: str) -> PollRecord | None:
        """The last poll of a conversation, open or closed."""
        found = select(*_COLUMNS).where(PollRow.conversation_id == conversation_id)
        async with self._database.read() as connection:
            newest = found.order_by(PollRow.created_at.desc(), PollRow.id.desc()).limit(1)
            row = (await connection.execute(newest)).first()
        return PollRecord(*row) if row else None

    async def of_person(
        self, person_id: str, *, limit: int, before: tuple[datetime, str] | None = None
    ) -> Sequence[PollRecord]:
        """The polls that a person asked for, the newest first; `before` is (created_at, id) of the last one seen."""
        statement = select(*_COLUMNS).where(PollRow.person_id == person_id)
        if before:
            created_at, last_id = before
            same = (PollRow.created_at == created_at) & (PollRow.id < last_id)
            statement = statement.where((PollRow.created_at < created_at) | same)
        newest_first = statement.order_by(PollRow.created_at.desc(), PollRow.id.desc()).limit(limit)
        async with self._database.read() as connection:
            return [PollRecord(*row) for row in await connection.execute(newest_first)]

    async def voters(self, poll_id: str) -> Sequence[VoterRecord]:
        """Everybody who is asked or has voted, in the order in which they came."""
        async with self._database.read() as connection:
            return await self._voters(connection, poll_id)

    async def with_token(self, token: str) -> VoterRecord | None:
        """Whose page an address is."""
        return await self._voter(PollVoterRow.token == token)

    async def of_mail(self, refs: Sequence[str]) -> VoterRecord | None:
        """Who was asked by one of these mails."""
        return await self._voter(PollVoterRow.mail_ref.in_(refs)) if refs else None

    async def mailed(self, voter_id: str, mail_ref: str) -> None:
        """Somebody is asked by this mail: an answer to it is a vote of theirs."""
        statement = update(PollVoterRow).where(PollVoterRow.id == voter_id).values(mail_ref=mail_ref)
        async with self._database.write() as connection:
            await connection.execute(statement)

    async def vote(self, poll_id: str, who: WhoVotes, ballot: Ballot) -> bool:
        """Count a vote; False where the poll is closed. One that was heard before, or is older, changes nothing."""
        async with self._database.write() as connection:
            opened = (PollRow.id == poll_id) & PollRow.closed_at.is_(None)
            raised = update(PollRow).where(opened).values(version=PollRow.version + 1, updated_at=self._clock())
            if not (await connection.execute(raised)).rowcount:
                return False
            voters = await self._voters(connection, poll_id)
            voter = _row_of(who, voters)
            if voter is None:
                taken = any(each.email == (who.email or "").lower() for each in voters)
                own = replace(who, email=None) if taken else who
                voter = await self._add_voter(connection, poll_id, own, invited=False)
            await self._count(connection, voter, who, ballot)
        return True

    async def close(self, poll_id: str, result_key: str) -> PollRecord | None:
        """End a poll, once: the poll as it stands then, with the key of whoever was first."""
        now = self._clock()
        opened = (PollRow.id == poll_id) & PollRow.closed_at.is_(None)
        ended = update(PollRow).where(opened)
        async with self._database.write() as connection:
            await connection.execute(
                ended.values(closed_at=now, result_key=result_key, version=PollRow.version + 1, updated_at=now)
            )
            row = (await connection.execute(select(*_COLUMNS).where(PollRow.id == poll_id))).first()
        return PollRecord(*row) if row else None

    async def due(self) -> Sequence[PollRecord]:
        """Open polls that should be closed: their time is over, or everybody who is asked has voted."""
        waiting = exists().where(
            PollVoterRow.poll_id == PollRow.id, PollVoterRow.invited.is_(True), PollVoterRow.choices.is_(None)
        )
        asked = exists().where(PollVoterRow.poll_id == PollRow.id, PollVoterRow.invited.is_(True))
        over = (PollRow.closes_at <= self._clock()) | and_(asked, ~waiting)
        return await self._several(PollRow.closed_at.is_(None) & over)

    async def unsettled(self) -> Sequence[PollRecord]:
        """Polls that are closed and whose result is not known to be told, or whose board is not known to show it."""
        return await self._several(PollRow.closed_at.is_not(None) & PollRow.settled_at.is_(None))

    async def unshown(self) -> Sequence[PollRecord]:
        """Polls that have changed since their board was shown."""
        return await self._several(PollRow.settled_at.is_(None) & (PollRow.shown_version < PollRow.version))

    async def claim(self, poll_id: str) -> int | None:
        """Be the one who posts the board for a while: how often that was tried before; None where another is at it."""
        now = self._clock()
        free = PollRow.claimed_at.is_(None) | (PollRow.claimed_at < now - _POSTED_BY)
        mine = (PollRow.id == poll_id) & PollRow.surface_ref.is_(None) & free
        statement = update(PollRow).where(mine).values(tries=PollRow.tries + 1, claimed_at=now)
        async with self._database.write() as connection:
            row = (await connection.execute(statement.returning(PollRow.tries))).first()
        return int(row[0]) - 1 if row else None

    async def shown(self, poll_id: str, version: int, surface_ref: str | None) -> None:
        """The board shows this version, there."""
        same = (PollRow.id == poll_id) & (PollRow.shown_version < version)
        statement = update(PollRow).where(same).values(shown_version=version, surface_ref=surface_ref)
        async with self._database.write() as connection:
            await connection.execute(statement)

    async def settle(self, poll_id: str) -> None:
        """Everything about a closed poll is done."""
        statement = update(PollRow).where(PollRow.id == poll_id).values(settled_at=self._clock())
        async with self._database.write() as connection:
            await connection.execute(statement)

    async def _count(self, connection: AsyncConnection, voter: VoterRecord, who: WhoVotes, ballot: Ballot) -> None:
        heard = json.loads(voter.heard)
        known: dict[str, Any] = {}
        if who.person_id and not voter.person_id:
            known["person_id"] = who.person_id
        if who.zone and not voter.zone:
            known["zone"] = who.zone
        outdated = not ballot.adds and voter.voted_at is not None and ballot.at < voter.voted_at
        if ballot.key not in heard and not outdated:
            before = frozenset(json.loads(voter.choices or "[]")) if ballot.adds else frozenset[int]()
            known |= {
                "choices": json.dumps(sorted(before | ballot.numbers)),
                "heard": json.dumps([*heard, ballot.key][-_HEARD:]),
                "voted_at": max(ballot.at, voter.voted_at or ballot.at),
            }
        if known:
            await connection.execute(update(PollVoterRow).where(PollVoterRow.id == voter.id).values(**known))

    async def _voters(self, connection: AsyncConnection, poll_id: str) -> list[VoterRecord]:
        statement = select(*_VOTER).where(PollVoterRow.poll_id == poll_id)
        rows = await connection.execute(statement.order_by(PollVoterRow.created_at, PollVoterRow.name, PollVoterRow.id))
        return [VoterRecord(*row) for row in rows]

    async def _add_voter(
        self, connection: AsyncConnection, poll_id: str, who: WhoVotes, *, invited: bool
    ) -> VoterRecord:
        values = {
            "id": new_id(),
            "poll_id": poll_id,
            "person_id": who.person_id,
            "email": (who.email or "").lower() or None,
            "name": who.name,
            "zone": who.zone,
            "token": token_urlsafe(_TOKEN_BYTES),
            "mail_ref": None,
            "invited": invited,
            "choices": None,
            "heard": "[]",
            "voted_at": None,
        }
        await connection.execute(self._database.insert(PollVoterRow).values(created_at=self._clock(), **values))
        return VoterRecord(**values)  # type: ignore[arg-type]

    async def _one(self, condition: ColumnElement[bool]) -> PollRecord | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_COLUMNS).where(condition).limit(1))).first()
        return PollRecord(*row) if row else None

    async def _several(self, condition: ColumnElement[bool]) -> Sequence[PollRecord]:
        async with self._database.read() as connection:
            rows = await connection.execute(select(*_COLUMNS).where(condition).limit(_MOST_AT_ONCE))
            return [PollRecord(*row) for row in rows]

    async def _voter(self, condition: ColumnElement[bool]) -> VoterRecord | None:
        async with self._database.read() as connection:
            row = (await connection.execute(select(*_VOTER).where(condition).limit(1))).first()
        return VoterRecord(*row) if row else None


def _row_of(who: WhoVotes, voters: Sequence[VoterRecord]) -> VoterRecord | None:
    """Their row: of whoever's page it is, as a person, by their address; by a name alone where one row has no more."""
    if who.voter_id is not None:
        return next((each for each in voters if each.id == who.voter_id), None)
    email = (who.email or "").lower()
    named = [each for each in voters if each.invited and not each.person_id and not each.email]
    named = [each for each in named if each.name and each.name.casefold() == who.name.casefold()]
    tests: tuple[Callable[[VoterRecord], bool], ...] = (
        lambda each: bool(who.person_id) and each.person_id == who.person_id,
        lambda each: bool(email) and each.email == email and each.person_id in (None, who.person_id),
        lambda each: len(named) == 1 and each == named[0],
    )
    return next((each for test in tests for each in voters if test(each)), None)
