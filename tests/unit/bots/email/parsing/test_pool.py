"""Workers: real ones, and ones that hang, die, talk nonsense or take too long to start."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # ships no types
import pytest

from tests.unit.bots.email.parsing.mails import file, mail, multipart, part
from threadline.bots.email.mail.parsed_mail import MailUnreadable
from threadline.bots.email.parsing import pool as pools
from threadline.bots.email.parsing.pool import Bounds, ParsingPool
from threadline.bots.email.parsing.reader import read_mail

FAULTY = """
import os, sys, time
from threadline.bots.email.parsing.wire import LENGTH, Answer, encode
from threadline.bots.email.parsing.reader import read_mail
asked, out = sys.stdin.buffer, sys.stdout.buffer
if "{start}" == "never":
    sys.exit(1)
out.write(b"ready"); out.flush()
count = 0
while head := asked.read(LENGTH.size):
    raw = asked.read(LENGTH.unpack(head)[0])
    count += 1
    if b"hang" in raw:
        time.sleep(600)
    if b"die" in raw or (b"second" in raw and count > 1):
        os._exit(3)
    if b"huge" in raw:
        out.write(LENGTH.pack(10**12)); out.flush()
    for piece in encode(Answer(mail=read_mail(raw))):
        out.write(piece)
    out.flush()
"""


@pytest.fixture
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    script = tmp_path / "worker.py"
    script.write_text(FAULTY.replace("{start}", ""))
    monkeypatch.setattr(pools, "_WORKER", ("-I", str(script)))
    return script


def workers() -> set[int]:
    """The processes that take mails apart, among the others that tests of this process may have started."""
    children = [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return {child.pid for child in children if any("worker" in word for word in child.cmdline())}


async def test_what_comes_back_is_what_was_read() -> None:
    raw = multipart(
        part(
            "Look.\n\n---------- Forwarded message ---------\nFrom: Bo <bo@example.com>\nDate: 18 Nov "
            "2026 15:04 EST\n\nHi"
        ),
        part("BEGIN:VCALENDAR\nEND:VCALENDAR", "text/calendar; method=REQUEST"),
        file(bytes(range(256)) * 4_000, "application/pdf", "a.pdf"),
        file(b"", "application/pdf", "empty.pdf"),
        file("ü".encode(), "text/plain", "a.txt"),
        subject="Fwd: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
    )
    pool = ParsingPool()
    try:
        assert workers() == set()
        assert await pool.parse(raw) == read_mail(raw)
        first = workers()
        assert await pool.parse(b"") == read_mail(b"")
        assert workers() == first
    finally:
        await pool.close()
    assert workers() == set()


async def test_several_at_a_time() -> None:
    pool = ParsingPool(workers=2)
    try:
        parsed = await asyncio.gather(*(pool.parse(mail(f"number {number}")) for number in range(20)))
        assert [each.text for each in parsed] == [f"number {number}" for number in range(20)]
        assert len(workers()) == 2
    finally:
        await pool.close()


async def test_a_mail_that_is_too_large_is_not_begun() -> None:
    pool = ParsingPool(bounds=Bounds(bytes=100))
    with pytest.raises(MailUnreadable, match="too large to be read"):
        await pool.parse(b"x" * 101)
    assert workers() == set()


async def test_memory_is_limited_and_the_next_mail_is_read() -> None:
    pool = ParsingPool(bounds=Bounds(memory=8_000_000))
    try:
        with pytest.raises(MailUnreadable, match="too much memory"):
            await pool.parse(mail("x" * 30_000_000))
        assert (await pool.parse(mail("small"))).text == "small"
    finally:
        await pool.close()


async def test_a_worker_that_hangs_is_killed_and_replaced(faulty: Path) -> None:
    pool = ParsingPool(bounds=Bounds(seconds=0.3))
    try:
        with pytest.raises(MailUnreadable, match="took too long"):
            await pool.parse(b"\nhang")
        assert workers() == set()
        pool.bounds = Bounds()
        assert (await pool.parse(b"\nfine")).text == "fine"
    finally:
        await pool.close()


@pytest.mark.parametrize("raw", [b"\ndie", b"\nhuge"])
async def test_a_mail_that_kills_its_worker_is_unreadable(faulty: Path, raw: bytes) -> None:
    pool = ParsingPool()
    try:
        with pytest.raises(MailUnreadable, match="could not be read"):
            await pool.parse(raw)
        assert (await pool.parse(b"\nfine")).text == "fine"
    finally:
        await pool.close()


async def test_a_worker_that_dies_later_is_not_the_mails_fault(faulty: Path) -> None:
    pool = ParsingPool()
    try:
        await pool.parse(b"\nfirst")
        assert (await pool.parse(b"\nsecond")).text == "second"
    finally:
        await pool.close()


async def test_a_mail_that_kills_two_workers_is_unreadable(faulty: Path) -> None:
    pool = ParsingPool()
    try:
        await pool.parse(b"\nfirst")
        with pytest.raises(MailUnreadable, match="could not be read"):
            await pool.parse(b"\ndie")
    finally:
        await pool.close()


async def test_an_idle_worker_that_was_killed_is_replaced() -> None:
    pool = ParsingPool()
    try:
        await pool.parse(b"\nfirst")
        (before,) = workers()
        psutil.Process(before).kill()
        while workers():
            await asyncio.sleep(0.01)
        assert (await pool.parse(b"\nfine")).text == "fine"
    finally:
        await pool.close()


async def test_a_worker_is_replaced_after_so_many_mails() -> None:
    pool = ParsingPool(bounds=Bounds(mails=2))
    try:
        seen = set()
        for number in range(4):
            await pool.parse(mail(str(number)))
            seen |= workers()
        assert len(seen) == 2
    finally:
        await pool.close()


async def test_one_who_waits_no_longer_takes_the_worker_along(faulty: Path) -> None:
    pool = ParsingPool()
    try:
        waiting = asyncio.create_task(pool.parse(b"\nhang"))
        while not workers():
            await asyncio.sleep(0.01)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert workers() == set()
        assert (await pool.parse(b"\nfine")).text == "fine"
    finally:
        await pool.close()


async def test_closing_ends_what_is_being_read(faulty: Path) -> None:
    pool = ParsingPool()
    waiting = asyncio.create_task(pool.parse(b"\nhang"))
    while not pool._busy:
        await asyncio.sleep(0.01)
    await pool.close()
    with pytest.raises(MailUnreadable):
        await waiting
    with pytest.raises(MailUnreadable, match="stopping"):
        await pool.parse(b"\nlate")
    assert workers() == set()


async def test_a_worker_that_cannot_start_says_what_to_install(faulty: Path) -> None:
    faulty.write_text(FAULTY.replace("{start}", "never"))
    pool = ParsingPool()
    with pytest.raises(MailUnreadable, match=r"threadline\[email\]"):
        await pool.parse(b"\nx")
    assert workers() == set()


async def test_a_worker_ends_with_its_input() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *pools._WORKER, "100000000", "5", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate(b"")
    assert (out, process.returncode) == (b"ready", 0)


async def test_a_worker_whose_service_is_gone_ends_by_itself() -> None:
    begin = datetime.now(UTC)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *pools._WORKER,
        "100000000",
        "0.2",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(b"\0\0\0\0\0\0\0\x09abc")  # the rest never comes
    await process.stdin.drain()
    assert await process.wait() < 0
    assert (datetime.now(UTC) - begin).total_seconds() < 30
    process.stdin.close()


async def test_a_worker_loads_little() -> None:
    """It starts within a moment and has room for the mail: nothing of the service, no library it does not need."""
    code = "import sys, threadline.bots.email.parsing.worker; print(*sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-I", "-c", code, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    loaded = {name.partition(".")[0] for name in out.decode().split()}
    assert not loaded & {"pydantic", "sqlalchemy", "aiohttp", "dateparser", "imapclient", "icalendar", "asyncio"}
    ours = {name for name in out.decode().split() if name.startswith("threadline.")}
    assert {name.split(".")[1] for name in ours} == {"bots", "texts"}


async def test_a_worker_waits_for_the_first_mail() -> None:
    pool = ParsingPool(workers=2)
    try:
        await pool.warm()
        (worker,) = pool._idle
        await pool.warm()
        assert pool._idle == [worker]
        assert (await pool.parse(b"Subject: a\n\nb")).subject == "a"
        assert pool._idle == [worker]
    finally:
        await pool.close()
    await pool.warm()
    assert pool._idle == []
