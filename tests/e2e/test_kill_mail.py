"""Killed (-9) at any moment between a real IMAP server and an SMTP sink: a mail is answered once, a Yes books once.

SMTP cannot say whether a mail was taken when the line is cut behind its last byte, so a mail may be handed over twice:
then as the same mail, Message-ID and bytes, which is how mail servers and programs know it again.
"""

import asyncio
import os
import random
import re
import signal
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.channels.email.outgoing.house import invitation, reply_text
from tests.channels.email.outgoing.sink import Delivered, Sink, sinking
from tests.e2e.kill.victim import until, victim
from tests.support.dovecot import Box, box, dovecot
from tests.support.mails import BOT, SERVER, written
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.outbox import WAITING, OutboxStore
from threadline.storage.tables.core import EventRow, ProposalRow
from threadline.storage.tables.mail import MailRow
from threadline.storage.tables.outbox import OutboxRow

__all__ = ["box", "dovecot"]

ANA, BO = "ana@example.com", "bo@example.com"
KILLS = int(os.environ.get("THREADLINE_TEST_MAIL_KILLS", "4"))
WRITTEN_TO = 12
_ASKED = re.compile(rb"In-Reply-To:\s*<([^>]+)>", re.IGNORECASE)


class Ana:
    """She writes mail after mail, each third about a meeting, and says Yes to what she is invited to."""

    def __init__(self, box: Box, sink: Sink, chance: random.Random) -> None:
        self._box = box
        self.sink = sink
        self._chance = chance
        self._seen = 0
        self.asked: dict[str, bool] = {}
        self.accepted: set[str] = set()

    async def write(self, stop: asyncio.Event) -> None:
        """On and on, as fast as the service can follow."""
        while not stop.is_set():
            if len(self.asked) - len(self.answers()) < WRITTEN_TO:
                number, meeting = len(self.asked), len(self.asked) % 3 == 0
                what = f"Review e{number} with bo@example.com on {number % 28 + 1} March 2030 at 3pm"
                message_id = f"kill{number}@mail.example.com"
                text = what if meeting else f"hello e{number} and more words"
                await self._deliver(written(text, Subject="Hello", Message_ID=f"<{message_id}>"))
                self.asked[message_id] = meeting
            await self.say_yes()
            await asyncio.sleep(self._chance.uniform(0.0, 0.2))

    async def say_yes(self) -> None:
        """Accept every invitation that has come since."""
        for mail in self.sink.of(ANA)[self._seen :]:
            self._seen += 1
            message_id = str(mail.mail["Message-ID"])
            if b"method=REQUEST" in mail.content.replace(b'"', b"") and message_id not in self.accepted:
                self.accepted.add(message_id)
                said = reply_text(mail, "ACCEPTED", attendee=ANA)
                body = f"--b\nContent-Type: text/calendar; method=REPLY\n\n{said}\n--b--\n"
                kind = 'multipart/alternative; boundary="b"'
                await self._deliver(written(body, MIME_Version="1.0", Content_Type=kind, Subject="Accepted"))

    async def _deliver(self, mail: bytes) -> None:
        await asyncio.to_thread(self._box.deliver, mail)

    def sink_count(self) -> int:
        """How many mails came to her."""
        return len(self.sink.of(ANA))

    def more_than(self, mails: int) -> bool:
        """Whether more have come since."""
        return self.sink_count() > mails

    def answers(self) -> dict[str, list[Delivered]]:
        """What came in answer to each mail of hers."""
        found: dict[str, list[Delivered]] = {}
        for mail in self.sink.of(ANA):
            match = _ASKED.search(mail.content)
            assert match, mail.content
            found.setdefault(match[1].decode(), []).append(mail)
        return found


def _environment(directory: Path, url: str, box: Box, sink: Sink) -> dict[str, str]:
    return {
        "THREADLINE_DATA_DIR": str(directory),
        "THREADLINE_DATABASE_URL": url,
        "THREADLINE_MAIL_ADDRESS": BOT,
        "THREADLINE_MAIL_IMAP_HOST": "127.0.0.1",
        "THREADLINE_MAIL_IMAP_PORT": str(box.server.port),
        "THREADLINE_MAIL_SMTP_PORT": str(sink.port),
        "THREADLINE_MAIL_USERNAME": box.user,
        "THREADLINE_MAIL_PASSWORD": box.password,
        "THREADLINE_MAIL_TLS": "none",
        "THREADLINE_MAIL_AUTHSERV_IDS": SERVER,
        "THREADLINE_MAIL_PER_MINUTE": "100000",
        "THREADLINE_MAIL_PER_SENDER_HOUR": "100000",
    }


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if request.param == "postgres":
        url: str = request.getfixturevalue("empty_postgres_url")
        return url
    (tmp_path / "data").mkdir()
    return sqlite_url(tmp_path / "data" / "threadline.db").render_as_string()


async def test_every_mail_is_answered_once_and_every_yes_books_once(
    tmp_path: Path, database_url: str, box: Box
) -> None:
    chance, data = random.Random(20261121), tmp_path / "data"
    async with (
        sinking(auth_require_tls=False) as sink,
        victim("tests.e2e.kill.mail_process", environment=_environment(data, database_url, box, sink)) as killed,
    ):
        sink.password = box.password
        ana, stop = Ana(box, sink, chance), asyncio.Event()
        await killed.start()
        interrupted = 0
        writing = asyncio.create_task(ana.write(stop))
        for number in range(KILLS):
            if number % 2:  # every other time something gets done
                before = ana.sink_count()
                await until(partial(ana.more_than, before), ana.sink_count, "no answer between kills")
            await asyncio.sleep(chance.uniform(0.0, 0.5))
            await killed.kill()
            interrupted += len(ana.answers()) < len(ana.asked)
            await killed.start()
        stop.set()
        await writing
        await _settled(ana, box)
        await _nothing_on_its_way(database_url)
        await killed.kill(signal.SIGTERM)

    assert interrupted > KILLS // 4, "the kills hardly ever met a mail on its way"
    answers = ana.answers()
    assert answers.keys() == ana.asked.keys()
    for message_id, mails in answers.items():
        assert len({mail.content for mail in mails}) == 1, f"{message_id} was answered by several mails"
    invitations, events = {mail.content for mail in sink.of(BO)}, {invitation(mail)["UID"] for mail in sink.of(BO)}
    assert len(invitations) == len(events) == len(ana.accepted)
    database = Database(database_url)
    try:
        await _assert_booked_once(ana, database)
    finally:
        await database.close()


async def _settled(ana: Ana, box: Box) -> None:
    """Until everything is answered, every invitation accepted, and every mail moved."""

    def state() -> tuple[dict[str, int], dict[str, int]]:
        wanted = {
            "answers": len(ana.asked),
            "yes": sum(ana.asked.values()),
            "moved": len(ana.asked) + len(ana.accepted),
            "invited": len(ana.accepted),
        }
        found = {
            "answers": len(ana.answers()),
            "yes": len(ana.accepted),
            "moved": box.count("Processed"),
            "invited": len({mail.content for mail in ana.sink.of(BO)}),
        }
        return wanted, found

    stop = asyncio.Event()

    async def accept() -> None:
        while not stop.is_set():
            await ana.say_yes()
            await asyncio.sleep(0.05)

    accepting = asyncio.create_task(accept())
    await until(lambda: len({str(part) for part in state()}) == 1, state, "mails are left over")
    stop.set()
    await accepting


async def _nothing_on_its_way(url: str) -> None:
    """Until what was handed over when its process died was handed over once more, and is known to be gone."""
    database = Database(url)
    try:
        async with asyncio.timeout(60):
            while await OutboxStore(database).of_states(*WAITING):
                await asyncio.sleep(0.1)
    finally:
        await database.close()


async def _assert_booked_once(ana: Ana, database: Database) -> None:
    async with database.read() as connection:
        states = list(await connection.scalars(select(ProposalRow.state)))
        events = dict((await connection.execute(select(EventRow.key, func.count()).group_by(EventRow.key))).all())
        verdicts = dict(
            (await connection.execute(select(MailRow.verdict, func.count()).group_by(MailRow.verdict))).all()
        )
        kept = set(await connection.scalars(select(OutboxRow.state).where(OutboxRow.recipient == ANA)))
    assert states == ["booked"] * len(ana.accepted)
    assert len(events) == len(ana.accepted)
    assert set(events.values()) == {1}
    assert verdicts == {"accepted": len(ana.asked), "reply": len(ana.accepted)}
    assert kept == {"sent"}
