"""Sending what is in the outbox, with servers that fail."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.channels.email.outgoing.house import account_at
from tests.channels.email.outgoing.sink import DROP, Sink, sinking
from tests.support.acting import until
from tests.support.clock import Clock
from tests.support.databases import migrated_file, sqlite_file
from threadline.bots.email.outbox.outbox import Outbox
from threadline.bots.email.outgoing.composer import NothingToSay
from threadline.bots.email.outgoing.retrying_delivery import LEASE, PATIENCE, Delivery, Pace
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.outbox import FAILED, QUEUED, SENDING, SENT, OutboxRecord, OutboxStore

__all__ = ["migrated_file", "sqlite_file"]


class Plain:
    """Instead of the composer: every mail says its key."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.trouble: list[Exception] = []

    async def compose(self, mail: OutboxRecord) -> bytes:
        self.made.append(mail.key)
        if self.trouble:
            raise self.trouble.pop(0)
        return f"Message-ID: <{mail.message_ref}>\r\n\r\n{mail.key}\r\n".encode()


@dataclass
class Post:
    """An outbox, its sink, and what sends."""

    outbox: Outbox
    sink: Sink
    composer: Plain
    clock: Clock
    slept: list[float]

    def delivery(self, **options: Any) -> Delivery:
        async def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            await asyncio.sleep(0.001)

        composer: Any = self.composer
        given: dict[str, Any] = {"pace": Pace(100_000), "clock": self.clock, "sleep": sleep} | options
        return Delivery(self.outbox, composer, **given)

    @asynccontextmanager
    async def sending(self, **options: Any) -> AsyncIterator[asyncio.Task[None]]:
        work = asyncio.create_task(self.delivery(**options).run())
        try:
            yield work
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work

    async def put(self, *keys: str, to: str = "ana@example.com") -> None:
        for key in keys:
            await self.outbox.courtesy(to, subject="x", text="x", key=key)

    async def state(self, key: str, state: str, *, claim: int | None = None) -> OutboxRecord:
        """The mail, when it is in that state (after so many attempts); one that waits was tried before."""
        async with asyncio.timeout(60):
            while True:
                found = await self.outbox.store.get(key)
                settled = found is not None and found.state == state and (state != QUEUED or found.reason)
                if found is not None and settled and claim in (None, found.claim):
                    return found
                await asyncio.sleep(0.005)

    async def later(self, amount: timedelta) -> None:
        self.clock.advance(seconds=amount.total_seconds())
        self.outbox.wake()


@pytest.fixture
async def post(sqlite_file: Path) -> AsyncIterator[Post]:
    database, clock = Database(sqlite_url(sqlite_file)), Clock()
    async with sinking() as sink:
        outbox = Outbox(OutboxStore(database, clock=clock), {"box": account_at(sink.port)})
        yield Post(outbox, sink, Plain(), clock, [])
    await database.close()


async def test_all_go_out_over_one_connection(post: Post) -> None:
    await post.put("a", "b", "c")
    async with post.sending():
        for key in ("a", "b", "c"):
            await post.state(key, SENT)
    assert post.sink.connections == 1
    assert post.composer.made == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("where", "answer"), [("rcpt", "421 4.3.2 bye"), ("rcpt", "450 4.2.1 busy"), ("data", "451 x")]
)
async def test_what_is_put_off_is_tried_again_later(post: Post, where: str, answer: str) -> None:
    getattr(post.sink, where).append(answer)
    await post.put("a")
    async with post.sending():
        waiting = await post.state("a", QUEUED)
        assert waiting.reason == answer
        assert timedelta(seconds=10) < waiting.due_at - post.clock() < timedelta(seconds=20)
        assert post.sink.mails == []
        await post.later(timedelta(seconds=20))
        await post.state("a", SENT)
    assert len(post.sink.mails) == 1


async def test_the_pauses_grow_and_then_end(post: Post) -> None:
    pauses = []
    post.sink.rcpt += ["450 later"] * 12
    await post.put("a")
    async with post.sending():
        for attempt in range(1, 11):
            waiting = await post.state("a", QUEUED, claim=attempt)
            pauses.append((waiting.due_at - post.clock()).total_seconds())
            await post.later(waiting.due_at - post.clock())
        await post.state("a", QUEUED, claim=11)
        await post.later(PATIENCE)
        failed = await post.state("a", FAILED)
    assert pauses[0] < 20
    assert 2_000 < pauses[-1] < 4_400
    assert (failed.reason or "").startswith("Given up after 4 days: 450")


async def test_what_is_refused_is_kept_with_its_reason(post: Post) -> None:
    post.sink.rcpt.append("550 5.1.1 no such user")
    await post.put("a", "b")
    async with post.sending():
        assert (await post.state("a", FAILED)).reason == "550 5.1.1 no such user"
        await post.state("b", SENT)
    assert post.sink.connections == 1


async def test_the_connection_is_lost_after_the_mail(post: Post) -> None:
    post.sink.data.append(DROP)
    await post.put("a")
    async with post.sending():
        await post.state("a", QUEUED)
        await post.later(timedelta(seconds=20))
        await post.state("a", SENT)
    first, second = post.sink.mails
    assert first.content == second.content
    assert first.mail["Message-ID"] == second.mail["Message-ID"]


async def test_a_mailbox_that_does_not_work_is_left_alone(post: Post) -> None:
    await post.put("a", "b")
    post.sink.mail_from.append("530 5.7.0 sign in")
    async with post.sending():
        waiting = await post.state("a", QUEUED)
        assert waiting.reason == "530 5.7.0 sign in"
        await post.state("b", SENT)
        assert any(7.5 <= seconds <= 15.0 for seconds in post.slept)
        await post.later(timedelta(seconds=20))
        await post.state("a", SENT)


async def test_nobody_listens_for_a_while(post: Post) -> None:
    account = account_at(1)
    outbox = Outbox(post.outbox.store, {"box": account})
    broken = Post(outbox, post.sink, post.composer, post.clock, post.slept)
    await post.put("a")
    async with broken.sending():
        waiting = await post.state("a", QUEUED)
        assert "connecting" in (waiting.reason or "")
    async with post.sending():
        await post.later(timedelta(seconds=20))
        await post.state("a", SENT)


async def test_two_processes_send_each_mail_once(post: Post) -> None:
    keys = [f"k{number}" for number in range(20)]
    await post.put(*keys)
    async with post.sending(), post.sending():
        for key in keys:
            await post.state(key, SENT)
    assert sorted(post.composer.made) == sorted(keys)


async def test_who_died_while_sending_is_taken_over(post: Post) -> None:
    await post.put("a")
    assert await post.outbox.store.claim("box", LEASE)
    async with post.sending():
        await post.put("b")
        await post.state("b", SENT)
        assert (await post.state("a", SENDING)).claim == 1
        await post.later(LEASE)
        assert (await post.state("a", SENT)).claim == 2


async def test_a_mail_on_its_way_is_let_go_before_the_end(post: Post) -> None:
    post.sink.hang = asyncio.Event()
    await post.put("a", "b")
    async with post.sending() as work:
        await until(lambda: bool(post.sink.mails))
        work.cancel()
        await asyncio.sleep(0)
        post.sink.hang.set()
    assert (await post.state("a", SENT)).claim == 1
    found = await post.outbox.store.get("b")
    assert found
    assert found.claim == 0


@pytest.mark.parametrize("error", [NothingToSay("gone"), ValueError("broken")])
async def test_what_cannot_be_a_mail_is_not_tried_again(post: Post, error: Exception) -> None:
    post.composer.trouble.append(error)
    await post.put("a")
    async with post.sending():
        assert (await post.state("a", FAILED)).reason == str(error)


@pytest.mark.parametrize("error", [StorageUnavailable("away"), RuntimeError("a fault of ours")])
async def test_trouble_of_ours_costs_a_lease_and_no_mail(post: Post, error: Exception) -> None:
    post.composer.trouble.append(error)
    await post.put("a")
    async with post.sending():
        await until(lambda: bool(post.composer.made))
        await post.put("b")
        await post.state("b", SENT)
        await post.later(LEASE)
        assert (await post.state("a", SENT)).claim == 2
    assert len(post.sink.mails) == 2


async def test_one_address_is_not_flooded(post: Post) -> None:
    await post.put("a", "b", "c")
    await post.put("other", to="bo@example.com")
    async with post.sending(pace=Pace(100_000, per_recipient_hour=2)):
        await post.state("other", SENT)
        waiting = await post.state("c", QUEUED)
        assert waiting.due_at == post.clock() + timedelta(hours=1)
        assert len(post.sink.of("ana@example.com")) == 2
        await post.later(timedelta(hours=1, seconds=1))
        await post.state("c", SENT)


async def test_a_mailbox_keeps_its_pace(post: Post) -> None:
    await post.put("a", "b", "c")
    async with post.sending(pace=Pace(per_minute=2)):
        await post.state("c", SENT)
    assert max(post.slept) > 20


async def test_what_is_gone_is_forgotten_in_time(post: Post) -> None:
    await post.put("a")
    async with post.sending():
        await post.state("a", SENT)
    post.clock.advance(days=2)
    async with post.sending(retention=timedelta(days=1)):
        async with asyncio.timeout(30):
            while await post.outbox.store.get("a"):
                await asyncio.sleep(0.005)
    assert len(post.sink.mails) == 1, "it was sent once, and is not sent again"


def test_an_outbox_needs_a_mailbox() -> None:
    store: Any = None
    with pytest.raises(ValueError, match="mailbox"):
        Outbox(store, {})


@pytest.mark.parametrize("alone", [True, False])
async def test_what_an_earlier_process_was_sending_goes_out_at_once_where_it_was_the_only_one(
    post: Post, alone: bool
) -> None:
    await post.put("a", "b")
    assert await post.outbox.store.claim("box", LEASE)
    async with post.sending(alone=alone):
        await post.state("b", SENT)
        if alone:
            await post.state("a", SENT)
        await asyncio.sleep(0.05)
    assert (await post.state("a", SENT if alone else SENDING)).claim == (2 if alone else 1)


async def test_an_outage_at_the_start_only_costs_the_lease(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away() -> int:
        raise StorageUnavailable("away")

    monkeypatch.setattr(post.outbox.store, "take_back", away)
    await post.put("a")
    async with post.sending(alone=True):
        await post.state("a", SENT)
    assert len(post.sink.mails) == 1


async def test_mails_for_a_mailbox_that_is_gone_are_told_of_until_it_is_back(post: Post) -> None:
    await post.put("a")
    accounts = post.outbox.accounts
    post.outbox.accounts = {"other": accounts["box"]}
    delivery = post.delivery()
    work = asyncio.create_task(delivery.run())
    await until(lambda: delivery.stranded == ("box",))
    assert post.sink.mails == []
    post.outbox.accounts = accounts
    await until(lambda: delivery.stranded == ())
    work.cancel()
    await asyncio.wait([work])
