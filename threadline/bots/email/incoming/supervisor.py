"""All mailboxes of the service together: watched side by side, their mails read by the same workers."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import structlog

from threadline.bots.email.imap.watcher import Mailbox
from threadline.bots.email.incoming.worker import Receiver
from threadline.bots.email.mail.parsed_mail import MailUnreadable
from threadline.bots.email.parsing.pool import ParsingPool
from threadline.core.channels.port import ChannelHealth
from threadline.storage.database.errors import StorageError
from threadline.storage.mail import MailStore
from threadline.storage.mail_quarantine import MailQuarantine

log = structlog.get_logger()

_TIDY_SECONDS = 24 * 3600.0
_LOOK_SECONDS = 20.0


class Mailboxes:
    """Everything that reads mails. `alone`: no other process reads the same database, so what it claims is ours.

    `kept` is how long the records of mails that were dealt with are kept; for ever if None.
    """

    def __init__(
        self,
        boxes: Sequence[Mailbox],
        receiver: Receiver,
        store: MailStore,
        quarantine: MailQuarantine,
        pool: ParsingPool,
        *,
        alone: bool,
        kept: timedelta | None = None,
    ) -> None:
        self.boxes = tuple(boxes)
        self.receiver = receiver
        self._store = store
        self._quarantine = quarantine
        self._pool = pool
        self._alone = alone
        self._kept = kept

    async def run(self) -> None:
        """Watch and read until cancelled."""
        if self._alone:
            await self._take_back()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read())
            group.create_task(self._tidy())
            group.create_task(self._look_for_asked())
            for box in self.boxes:
                group.create_task(box.run(), name=f"mailbox-{box.name}")

    async def _read(self) -> None:
        """Read mails, once one can be taken apart: an attempt at a mail is not to be spent on waiting for that."""
        with suppress(MailUnreadable):  # the mails will say so themselves
            await self._pool.warm()
        await self.receiver.run()

    def standing(self) -> ChannelHealth:
        """Which mailboxes are watched, and what keeps the others from it."""
        lost = [box for box in self.boxes if not box.connected.is_set()]
        if not lost:
            return ChannelHealth(True, ", ".join(box.name for box in self.boxes))
        troubles = "; ".join(f"{box.name}: {box.trouble or 'not connected yet'}" for box in lost)
        return ChannelHealth(False, troubles, "It is tried again and again; docs/email.md says what a mailbox needs.")

    async def close(self) -> None:
        """End the processes that take mails apart; call it after `run` has ended."""
        await self._pool.close()

    async def _take_back(self) -> None:
        """What an earlier process had begun to read need not wait for its lease to end."""
        try:
            await self._store.take_back([box.name for box in self.boxes])
        except StorageError as error:
            log.error("storage unavailable, mails wait for their lease to end", error=str(error))

    async def _look_for_asked(self) -> None:
        """Wake the mailboxes of which a mail was asked back, on whatever replica that was."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                asked = {mail.mailbox for mail in await self._quarantine.asked_back([box.name for box in self.boxes])}
            except StorageError as error:
                log.error("storage unavailable, no mail is asked back", error=str(error))
                continue
            for box in self.boxes:
                if box.name in asked:
                    box.nudge()

    async def _tidy(self) -> None:
        while self._kept is not None:
            try:
                await self._store.forget(older_than=self._kept)
            except StorageError as error:
                log.error("storage unavailable, no mail was forgotten", error=str(error))
            await asyncio.sleep(_TIDY_SECONDS)
