"""What a real server seldom does, and outages of what stands around."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError  # type: ignore[import-untyped]

from tests.channels.email.incoming.house import House
from tests.channels.email.incoming.watching import TIMES
from tests.support.acting import until_true
from tests.support.mails import ARRIVED, written
from threadline.bots.email.imap.errors import MailboxUnavailable
from threadline.bots.email.imap.session import ImapSession, Listed, SignIn
from threadline.bots.email.incoming.supervisor import Mailboxes
from threadline.bots.email.parsing.pool import ParsingPool
from threadline.config.mailbox import MailboxSettings
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.mail import ArrivedMail, Finished, MailFolder, MailState, MailStore
from threadline.storage.mail_quarantine import MailQuarantine

pytestmark = pytest.mark.asyncio(loop_scope="module")

BOX = MailboxSettings.model_validate({"address": "bot@example.com", "imap_host": "h", "password": "p"})


class Client:
    """A server in whose mailbox one mail is damaged."""

    def __init__(self, damaged: int = 0, *, dead: bool = False) -> None:
        self.damaged, self.dead = damaged, dead

    def fetch(self, uids: Sequence[int], items: Sequence[str]) -> dict[int, dict[bytes, bytes]]:
        if self.dead:
            raise IMAPClientAbortError("gone")
        if self.damaged in uids:
            raise IMAPClientError("FETCH failed: server bug")
        return {uid: {b"BODY[]": b"mail"} for uid in uids if uid < 10}

    def select_folder(self, _: str) -> dict[bytes, Any]:
        return {b"EXISTS": 0, b"UIDVALIDITY": 1}


def session(client: Client) -> ImapSession:
    made = ImapSession(BOX, SignIn("bot", "p"), TIMES)
    made._opened = client
    return made


async def test_a_damaged_mail_does_not_hold_the_others_up() -> None:
    listed = [Listed(uid, 4, datetime.now(UTC)) for uid in (1, 2, 3, 11)]
    fetched = list(session(Client(damaged=2)).fetch(listed, most=100))
    assert [(one.mail.uid, one.content, one.whole) for one in fetched] == [
        (1, b"mail", True),
        (2, b"", False),
        (3, b"mail", True),
    ]
    for mails in (listed, listed[:1]):
        with pytest.raises(IMAPClientAbortError):
            list(session(Client(dead=True)).fetch(mails, most=100))


async def test_many_mails_are_fetched_in_batches() -> None:
    listed = [Listed(1, 900_000, datetime.now(UTC)) for _ in range(9)]
    assert len(list(session(Client()).fetch(listed, most=10**7))) == 9


async def test_a_folder_that_is_read_only_is_said_so() -> None:
    with pytest.raises(MailboxUnavailable, match="cannot be written to"):
        session(Client()).listing()


async def test_a_session_that_is_not_open() -> None:
    closed = ImapSession(BOX, SignIn("bot", "p"), TIMES)
    closed.sever()
    closed.leave()
    with pytest.raises(MailboxUnavailable, match="not open"):
        closed.refresh()
    assert "p" not in repr(SignIn("bot", "p", "p")).removeprefix("SignIn(")


async def test_reading_goes_on_after_an_outage_of_the_database(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    finish, failures = MailStore.finish, [StorageUnavailable("away"), RuntimeError("a bug")]

    async def failing(self: MailStore, *args: Any) -> bool:
        if failures:
            raise failures.pop()
        return await finish(self, *args)

    monkeypatch.setattr(MailStore, "finish", failing)
    for _ in range(2):
        await house.hand_in(written("Hello"))
    while failures:
        await asyncio.sleep(0.01)
    await until_true(lambda: _one_waits(house))  # for the end of its lease: of a bug nobody gives it back
    assert (await house.take(written("Hello again"))).verdict == "accepted"


async def _one_waits(house: House) -> bool:
    return await house.store.waiting(["bot@example.com"]) == 1


async def test_an_outage_while_a_mail_is_read_is_not_the_mails_fault(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive, failures = type(house.services.engine).receive, [StorageUnavailable("away")]
    postpone, late = MailStore.postpone, [StorageUnavailable("still away")]
    monkeypatch.setattr(type(house.mailboxes.receiver._effort.again), "pause", lambda *_: 0.01)

    async def failing(self: Any, message: Any) -> Any:
        if failures:
            raise failures.pop()
        return await receive(self, message)

    async def failing_too(self: MailStore, *args: Any, **options: Any) -> bool:
        if late:
            raise late.pop()
        return await postpone(self, *args, **options)

    monkeypatch.setattr(type(house.services.engine), "receive", failing)
    monkeypatch.setattr(MailStore, "postpone", failing_too)
    record = await house.take(written("Hello"))
    assert (record.verdict, record.attempts) == ("accepted", 1)


async def test_all_mailboxes_run_until_they_are_cancelled(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = MailFolder("bot@example.com", "INBOX", 5)
    await house.store.keep(folder, [ArrivedMail(1, b"x", 1, ARRIVED)])
    forgotten = asyncio.Event()

    async def forget(self: MailStore, **_: Any) -> int:
        forgotten.set()
        raise StorageUnavailable("away")

    async def take_back(self: MailStore, _: Any) -> None:
        raise StorageUnavailable("away")

    monkeypatch.setattr(MailStore, "forget", forget)
    monkeypatch.setattr(MailStore, "take_back", take_back)
    pool = ParsingPool()
    quarantine = MailQuarantine(house.services.storage.database)
    reading = Mailboxes((), house.mailboxes.receiver, house.store, quarantine, pool, alone=True, kept=timedelta(days=1))
    running = asyncio.create_task(reading.run())
    await forgotten.wait()
    assert not running.done()  # an outage of the storage ends nothing
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await reading.close()


async def test_stopping_gives_a_mail_back(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    started = asyncio.Event()

    async def hanging(*_: Any) -> Finished:
        started.set()
        await asyncio.Event().wait()
        return Finished(MailState.DONE, "never")

    receiver = house.mailboxes.receiver
    store = house.store
    await store.keep(MailFolder("other", "INBOX", 1), [ArrivedMail(1, b"y", 1, ARRIVED)])
    (claimed,) = await store.claim(["other"], lease=timedelta(minutes=5), limit=1)
    monkeypatch.setattr(type(receiver._intake), "take", hanging)
    dealing = asyncio.create_task(receiver._deal(claimed))
    await started.wait()
    dealing.cancel()
    with suppress(asyncio.CancelledError):
        await dealing
    (again,) = await store.claim(["other"], lease=timedelta(minutes=5), limit=1)
    assert again.attempts == 1


async def test_many_files_and_a_thread_that_the_assistant_is_called_into(house: House) -> None:
    parts = "".join(
        f'--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="{n}.txt"\n\nfile {n}\n'
        for n in range(12)
    )
    body = f"--b\nContent-Type: text/plain\n\nWhat is in these?\n{parts}--b--\n"
    message = await house.asked(written(body, MIME_Version="1.0", Content_Type='multipart/mixed; boundary="b"'))
    assert len(message.attachments) == 11
    assert message.attachments[-1].note == "2 more files were not read."
    quoted = (
        "Can you help?\n\nOn Fri, 20 Nov 2026 at 09:00, Bo <bo@partner.example> wrote:\n> Lunch on Monday at noon?\n"
    )
    called = await house.asked(written(quoted, Subject="Re: Lunch"))
    assert "Lunch on Monday" in (called.material or "")
