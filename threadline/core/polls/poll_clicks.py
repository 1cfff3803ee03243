"""Clicks on a poll's board: whose vote counts where, and who may end it. The same on every platform."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from threadline.core.channels.poll_view import NONE
from threadline.core.domain.message import Person
from threadline.core.people.directory import People, PersonNotFound
from threadline.core.polls.poll import Poll
from threadline.core.polls.polls import RESULT, PollNotFound, Polls, voter_of
from threadline.storage.polls import Ballot
from threadline.texts.messages import _

Seen = Callable[[Poll], bool]
"""Whether a click was made where the poll's board stands: nobody votes by guessing the id of another thread's poll."""


@dataclass(frozen=True, slots=True)
class PollClick:
    """A click: on which poll, by the platform's key of its delivery, when."""

    poll_id: str
    key: str
    at: datetime


class PollClicks:
    """Takes clicks. All calls raise `PollNotFound` for what is not there, and `StorageError`."""

    def __init__(self, polls: Polls, people: People) -> None:
        self._polls = polls
        self._people = people

    async def vote(self, person: Person, number: int, click: PollClick, seen: Seen) -> tuple[Poll, str]:
        """A time besides those that they chose before, or that none suits them; the poll, and what they are told."""
        poll = await self._found(click, seen)
        chosen = frozenset[int]() if number == NONE else frozenset({number})
        ballot = Ballot(chosen, click.at, click.key, adds=number != NONE)
        counted = await self._polls.vote(poll, voter_of(person), ballot)
        return (counted, "") if counted is not None else (poll, _("The poll is closed."))

    async def close(self, person: Person, click: PollClick, seen: Seen) -> tuple[Poll, str]:
        """End it, where they asked for it; the poll, and what they are told."""
        poll = await self._found(click, seen)
        if poll.record.person_id != person.id:
            return poll, _("Only {name} can close this poll.", name=await self._asker(poll))
        return await self._polls.close(poll, RESULT.format(id=poll.id)), ""

    async def _found(self, click: PollClick, seen: Seen) -> Poll:
        poll = await self._polls.get(click.poll_id)
        if poll is None or not seen(poll):
            raise PollNotFound(_("There is no such poll."))
        return poll

    async def _asker(self, poll: Poll) -> str:
        try:
            return (await self._people.get(poll.record.person_id)).name
        except PersonNotFound:
            return ""
