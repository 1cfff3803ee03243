"""What has to be done about polls, by one loop: boards that tell the truth, ends that are due, results that are told.

Each step is found again from what is stored, and doing it twice is doing it once, so nothing is lost by a kill: a board
is looked for before it is posted again, a poll is closed by whoever is first, and its result is the answer to a message
of one key, which makes one turn and one card.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import structlog

from threadline.calendar.acts import Venue
from threadline.core.channels.edge import channel_edge
from threadline.core.channels.errors import ChannelDenied, ChannelError, SurfaceGone
from threadline.core.channels.port import Channel, Inbox, PollBoard, PollMailer, PollVoter
from threadline.core.domain.message import Author, Message, TurnState, Wishes
from threadline.core.people.directory import People
from threadline.core.polls.poll import Poll
from threadline.core.polls.polls import RESULT, Polls, view_of
from threadline.storage.database.errors import StorageError
from threadline.storage.persons import utc_now
from threadline.storage.polls import PollRecord
from threadline.storage.turns import TurnStore
from threadline.texts.messages import N_, _
from threadline.texts.speaking import speaking

log = structlog.get_logger()

_EVERY = 15.0
_CLOSE = N_("Close the poll.")
_GONE = (SurfaceGone, ChannelDenied)


class PollUpkeep:
    """Shows polls, ends them, and has their results told."""

    def __init__(
        self,
        polls: Polls,
        inbox: Inbox,
        turns: TurnStore,
        channels: Mapping[str, Channel],
        people: People,
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._polls = polls
        self._inbox = inbox
        self._turns = turns
        self._channels = channels
        self._people = people
        self._clock = clock

    async def run(self) -> None:
        """Do what there is to do, until cancelled."""
        while True:
            news = self._polls.news  # taken before the look, so that what changes meanwhile is not missed
            try:
                waits = await self.attend()
            except StorageError as error:
                log.error("storage unavailable, polls wait", error=str(error))
                waits = False
            with suppress(TimeoutError):
                async with asyncio.timeout(1.0 if waits else _EVERY):
                    await news.wait()

    async def attend(self) -> bool:
        """Do once what there is to do; True where something has to wait a moment. Raises `StorageError`."""
        for record in await self._polls.store.due():
            await self._each(record, self._end)
        for record in await self._polls.store.unsettled():
            await self._each(record, self._settle)
        waiting = [await self._each(record, self._show) for record in await self._polls.store.unshown()]
        return any(each is False for each in waiting)

    async def _each(self, record: PollRecord, step: Callable[[Poll], Awaitable[bool]]) -> bool:
        try:
            poll = await self._polls.get(record.id)
            return poll is None or await step(poll)
        except StorageError:
            raise
        except ChannelError as error:
            log.warning("poll not shown", poll=record.id, error=type(error).__name__)
        except Exception:  # the edge of one poll: the others are looked after all the same
            log.exception("poll not looked after", poll=record.id)
        return True

    async def _end(self, poll: Poll) -> bool:
        await self._polls.close(poll, RESULT.format(id=poll.id))
        return True

    async def _settle(self, poll: Poll) -> bool:
        """Have the result told where nobody tells it by their own words."""
        if poll.record.result_key == RESULT.format(id=poll.id):
            await self._inbox.receive(await self._result_wanted(poll))
        if poll.record.shown_version >= poll.record.version:
            await self._polls.store.settle(poll.id)
        return True

    async def _result_wanted(self, poll: Poll) -> Message:
        """What whoever asked would say to hear the result, in the place where they asked."""
        asked = Message.from_json(poll.record.asked)
        asker = await self._people.get(poll.record.person_id)
        with speaking(poll.terms.language):
            text = _(_CLOSE)
        return replace(
            asked,
            event_key=RESULT.format(id=poll.id),
            author=Author(asked.author.external_id, name=asker.name, person_id=asker.id),
            text=text,
            sent_at=self._clock(),
            venue=Venue.MAIL if asked.venue is Venue.MAIL else Venue.ASSISTANT,
            material=None,
            attachments=(),
            wishes=Wishes(source=asked.wishes.source),
            before=(),
            words_decide=False,
            invited=(),
            notes=(),
        )

    async def _show(self, poll: Poll) -> bool:
        """Make the board tell the truth; False where the answer that it stands below is not there yet."""
        record = poll.record
        channel: object = self._channels.get(record.channel)
        turn = await self._turns.get(record.message_id)
        if turn is not None and not TurnState(turn.state).over and record.surface_ref is None:
            return False
        ref = record.surface_ref
        asked = Message.from_json(record.asked)
        with channel_edge(record.channel), speaking(poll.terms.language):
            if isinstance(channel, PollBoard):
                before = await self._polls.store.claim(poll.id) if record.surface_ref is None else 0
                if before is None:
                    return True  # another process posts it
                try:
                    ref = await channel.show_poll(view_of(poll), asked, ref=record.surface_ref, again=before > 0)
                except _GONE as error:  # there is no board any more: votes in words count all the same
                    log.warning("board of a poll is gone", poll=poll.id, error=type(error).__name__)
            elif isinstance(channel, PollMailer) and record.shown_version == 0:
                await self._mail(channel, poll, asked)
        await self._polls.store.shown(poll.id, record.version, ref)
        return True

    async def _mail(self, channel: PollMailer, poll: Poll, asked: Message) -> None:
        for voter in poll.voters:
            if not voter.record.invited or not voter.record.email:
                continue
            zone = voter.record.zone
            if (known := await self._people.by_email(voter.record.email)) is not None:
                zone = known.zone
            one = PollVoter(voter.name, voter.record.email, self._polls.page_of(voter), zone)
            ref = await channel.mail_poll(view_of(poll), asked, one)
            if ref is not None:
                await self._polls.store.mailed(voter.record.id, ref)
