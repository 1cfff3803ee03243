"""A mailbox on a real server: what comes in is stored once and moved away, whatever the network does."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.channels.email.incoming.proxy import proxied
from tests.channels.email.incoming.watching import Watched, mail, settings_of, watched
from tests.support.acting import until, until_true
from tests.support.dovecot import Box, DovecotServer, started
from threadline.bots.email.imap.session import ImapTimes
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.mail import MailState, MailStore


@pytest.fixture
async def database(sqlite_file: Path) -> AsyncIterator[Database]:
    database = Database(sqlite_url(sqlite_file))
    yield database
    await database.close()


async def test_what_waits_and_what_comes_is_stored_and_moved(box: Box, database: Database) -> None:
    box.deliver(mail(1), mail(2))
    async with watched(settings_of(box), database) as watch:
        await until(lambda: box.count("Processed") == 2)
        await watch.ready()
        box.deliver(mail(3))  # noticed by IDLE: the next look would be in a minute
        await until(lambda: box.count("Processed") == 3)
        assert watch.clerk.subjects() == ["Mail 1", "Mail 2", "Mail 3"]
        assert watch.clerk.seen[2].raw == mail(3)
        await until(lambda: box.count() == 0)
        assert watch.pauses == []


async def test_what_cannot_be_dealt_with_goes_to_quarantine(box: Box, database: Database) -> None:
    box.deliver(mail(1, Subject="bad"), mail(2))
    async with watched(settings_of(box), database):
        await until(lambda: box.count("Quarantine") == 1 and box.count("Processed") == 1)
        assert b"Subject: bad" in box.mails("Quarantine")[0]


async def test_mails_stay_until_they_are_dealt_with_and_are_only_moved_after_a_crash(
    box: Box, database: Database
) -> None:
    box.deliver(mail(1), mail(2))
    async with watched(settings_of(box), database, working=False) as watch:
        await watch.ready()
        assert await watch.store.waiting([watch.mailbox.name]) == 2
        assert box.count() == 2
    async with watched(settings_of(box), database, working=False) as watch:
        await watch.ready()
        assert await watch.store.waiting([watch.mailbox.name]) == 2
        await watch.clerk.work()
        await until(lambda: box.count("Processed") == 2)
        assert len(watch.clerk.seen) == 2


async def test_a_mail_moved_back_is_looked_at_again_only_if_it_was_put_aside(box: Box, database: Database) -> None:
    box.deliver(mail(1), mail(2, Subject="bad"))
    async with watched(settings_of(box), database) as watch:
        await until(lambda: box.count("Quarantine") == 1 and box.count("Processed") == 1)
        box.deliver(*box.mails("Processed"), *box.mails("Quarantine"))
        await until(lambda: box.count("Quarantine") == 2 and box.count("Processed") == 2)
        assert watch.clerk.subjects() == ["Mail 1", "bad", "bad"]


async def test_a_mail_is_asked_back_from_the_quarantine(box: Box, database: Database) -> None:
    box.deliver(mail(1, Subject="bad"), mail(2, Subject="bad", body="Other."), mail(3))
    async with watched(settings_of(box), database) as watch:
        await until(lambda: box.count("Quarantine") == 2 and box.count("Processed") == 1)
        [one, other] = sorted(await watch.store.latest(state=MailState.QUARANTINED), key=lambda each: each.id)
        await until_true(lambda: watch.quarantine.ask_back(other.id))  # as soon as it is known to lie there
        assert not await watch.quarantine.ask_back(other.id)
        watch.mailbox.nudge()
        await until(lambda: len(watch.clerk.seen) == 4 and box.count("Quarantine") == 2)
        assert b"Other." in watch.clerk.seen[-1].raw  # that one, and read by the same clerk as before
        assert await watch.quarantine.asked_back([watch.mailbox.name]) == []
        listed = {each.id for each in await watch.store.latest(state=MailState.QUARANTINED)}
        assert one.id in listed
        assert other.id not in listed


async def test_a_mail_that_somebody_took_from_the_quarantine_is_told_to_be_gone(box: Box, database: Database) -> None:
    box.deliver(mail(1, Subject="bad"))
    async with watched(settings_of(box), database) as watch:
        await until(lambda: box.count("Quarantine") == 1)
        [one] = await watch.store.latest(state=MailState.QUARANTINED)
        box.clear("Quarantine")
        await until_true(lambda: watch.quarantine.ask_back(one.id))
        watch.mailbox.nudge()

        async def told() -> bool:
            return [each.reason for each in await watch.store.latest(state=MailState.QUARANTINED)] == [
                "It is not in the quarantine folder any more."
            ]

        await until_true(told)


async def test_new_numbers_bring_no_mail_twice(box: Box, database: Database) -> None:
    box.deliver(mail(1), mail(2))
    async with watched(settings_of(box), database, working=False) as watch:
        await watch.ready()
    box.renumber()
    box.deliver(mail(3))
    async with watched(settings_of(box), database, working=False) as watch:
        await watch.ready()
        await watch.clerk.work()
        await until(lambda: box.count("Processed") == 3)
        assert watch.clerk.subjects() == ["Mail 1", "Mail 2", "Mail 3"]


async def test_a_connection_that_is_dropped_is_made_again(box: Box, database: Database) -> None:
    async with (
        proxied(box.server.port) as proxy,
        watched(settings_of(box, imap_port=proxy.port), database) as watch,
    ):
        await watch.ready()
        proxy.drop()
        await until(lambda: proxy.connections == 2)
        box.deliver(mail(1))
        await until(lambda: box.count("Processed") == 1)
        assert len(watch.pauses) == 1
        await until(lambda: watch.mailbox.trouble == "")


async def test_a_connection_dropped_in_the_middle_of_a_mail_loses_and_doubles_nothing(
    box: Box, database: Database
) -> None:
    box.deliver(*(mail(number, body="x" * 70_000) for number in range(8)))
    async with proxied(box.server.port) as proxy:
        proxy.delay = 0.002
        async with watched(settings_of(box, imap_port=proxy.port), database) as watch:
            for connections in range(1, 4):
                await until(lambda connections=connections: proxy.connections == connections)  # type: ignore[misc]
                await until(lambda: b"BODY.PEEK" in proxy.heard.upper())
                proxy.heard = b""
                proxy.drop()
            await until(lambda: box.count("Processed") == 8)
            assert sorted(watch.clerk.subjects()) == [f"Mail {number}" for number in range(8)]


async def test_a_connection_that_is_half_open_is_noticed(box: Box, database: Database) -> None:
    async with proxied(box.server.port) as proxy:
        times = ImapTimes(connect=1.0, read=0.3, job=5.0, idle=0.3)
        async with watched(settings_of(box, imap_port=proxy.port), database, times=times) as watch:
            await watch.ready()
            proxy.freeze()
            await until(lambda: bool(watch.pauses))
            assert "does not answer" in watch.mailbox.trouble
            proxy.drop()
            proxy.thaw()
            box.deliver(mail(1))
            await until(lambda: box.count("Processed") == 1)


async def test_a_server_that_drips_is_given_up(box: Box, database: Database) -> None:
    box.deliver(mail(1, body="x" * 2_000))
    async with proxied(box.server.port) as proxy:
        times = ImapTimes(connect=2.0, read=2.0, job=0.6)
        async with watched(settings_of(box, imap_port=proxy.port), database, times=times) as watch:
            await until(lambda: b"BODY.PEEK" in proxy.heard.upper() or box.count("Processed") == 1)
            proxy.chunk, proxy.delay = 8, 0.1
            await until(lambda: "longer than" in watch.mailbox.trouble)
            proxy.chunk, proxy.delay = 65_536, 0.0
            await until(lambda: box.count("Processed") == 1)
            assert watch.clerk.subjects() == ["Mail 1"]


async def test_a_slow_server_is_waited_for(box: Box, database: Database) -> None:
    box.deliver(mail(1))
    async with proxied(box.server.port) as proxy:
        proxy.delay = 0.05
        async with watched(settings_of(box, imap_port=proxy.port), database) as watch:
            await until(lambda: box.count("Processed") == 1)
            assert watch.pauses == []


async def test_nobody_there_is_tried_again_with_growing_pauses(box: Box, database: Database) -> None:
    async with proxied(box.server.port) as proxy:
        proxy.refusing = True
        async with watched(settings_of(box, imap_port=proxy.port), database) as watch:
            await until(lambda: len(watch.pauses) >= 4)
            assert watch.pauses[3] > watch.pauses[0]
            proxy.refusing = False
            await watch.ready()


async def test_a_refused_sign_in_is_not_hammered(box: Box, database: Database) -> None:
    async with watched(settings_of(box, password="wrong"), database) as watch:
        await until(lambda: bool(watch.pauses))
        assert watch.pauses[0] >= 30
        assert "does not let" in watch.mailbox.trouble
        assert "wrong" not in watch.mailbox.trouble


async def test_a_name_in_other_letters_signs_in(dovecot: DovecotServer, database: Database) -> None:
    async with watched(settings_of(dovecot.box("ö")), database) as watch:
        await watch.ready()
        assert watch.mailbox.trouble == ""


async def test_large_mails_come_in_parts_and_too_large_ones_by_their_head(box: Box, database: Database) -> None:
    large, huge = mail(1, body="y" * 2_500_000), mail(2, body="z" * 4_000_000)
    box.deliver(large, huge, mail(3))
    async with proxied(box.server.port) as proxy:
        async with watched(settings_of(box, imap_port=proxy.port), database, largest=3_000_000) as watch:
            await until(lambda: box.count("Processed") == 2 and box.count("Quarantine") == 1)
        stored = {one.id: one for one in watch.clerk.seen}
        first, second, third = (stored[key] for key in sorted(stored))
        assert (first.raw, first.whole) == (large, True)
        assert (second.whole, second.size) == (False, len(huge))
        assert second.raw.startswith(b"From: Ana")
        assert b"zzz" not in second.raw
        assert third.raw == mail(3)
        assert b"<1000000.1000000>" in proxy.heard


async def test_thousands_of_waiting_mails(box: Box, database: Database) -> None:
    box.fill(*(mail(number) for number in range(3_000)))
    async with proxied(box.server.port) as proxy:
        async with watched(settings_of(box, imap_port=proxy.port), database) as watch:
            await until(lambda: len(watch.clerk.seen) == 3_000, seconds=240)
            await until(lambda: box.count() == 0, seconds=240)
            assert len({one.raw for one in watch.clerk.seen}) == 3_000
        assert b"SEARCH" not in proxy.heard.upper()
        assert max(map(len, proxy.heard.split(b"\r\n"))) < 1_500


async def test_no_more_is_stored_than_is_read(box: Box, database: Database) -> None:
    box.fill(*(mail(number) for number in range(200)))
    async with watched(settings_of(box), database, working=False, waiting=60) as watch:
        while await watch.store.waiting([watch.mailbox.name]) < 60:
            await asyncio.sleep(0.01)
        assert await most_waiting(watch) <= 110
        watch.clerk.working = True
        watch.clerk.news.set()
        await until(lambda: box.count("Processed") == 200)


async def most_waiting(watch: Watched) -> int:
    """The most mails that waited, over a while."""
    counts = []
    for _ in range(30):
        counts.append(await watch.store.waiting([watch.mailbox.name]))
        await asyncio.sleep(0.01)
    return max(counts)


async def test_a_server_without_idle_and_move_is_polled(database: Database) -> None:
    server = started(capability="IMAP4rev1 UIDPLUS NAMESPACE")
    try:
        box = server.box()
        async with proxied(server.port) as proxy:
            async with watched(settings_of(box, imap_port=proxy.port), database) as watch:
                await watch.ready()
                box.deliver(mail(1))
                await until(lambda: box.count("Processed") == 1 and box.count() == 0)
                assert watch.pauses == []
            assert b"IDLE" not in proxy.heard
            assert b"UID COPY" in proxy.heard
            assert b"UID EXPUNGE" in proxy.heard
    finally:
        server.stop()


async def test_a_server_that_cannot_even_expunge_one_mail(database: Database) -> None:
    server = started(capability="IMAP4rev1")
    try:
        box = server.box()
        async with watched(settings_of(box), database) as watch:
            box.deliver(mail(1))
            await until(lambda: box.count("Processed") == 1)
            box.deliver(mail(2))
            await until(lambda: box.count("Processed") == 2)
            assert watch.clerk.subjects() == ["Mail 1", "Mail 2"]
            assert box.count() == 2  # they lie there still, marked as deleted
    finally:
        server.stop()


@pytest.mark.parametrize("tls", ["implicit", "starttls"])
async def test_protected_connections(tls: str, box: Box, database: Database) -> None:
    context = ssl.create_default_context(cafile=str(box.server.folder / "tls.pem"))
    port = box.server.tls_port if tls == "implicit" else box.server.port
    settings = settings_of(box, tls=tls, imap_port=port, imap_host="localhost")
    async with watched(settings, database, context=context) as watch:
        await watch.ready()
        box.deliver(mail(1))
        await until(lambda: box.count("Processed") == 1)
        box.deliver(mail(2))
        await until(lambda: box.count("Processed") == 2)
        assert watch.pauses == []


async def test_a_certificate_nobody_vouches_for_is_refused(box: Box, database: Database) -> None:
    settings = settings_of(box, tls="implicit", imap_port=box.server.tls_port, imap_host="localhost")
    async with watched(settings, database) as watch:
        await until(lambda: bool(watch.pauses))
        assert "certificate" in watch.mailbox.trouble.lower()


async def test_a_folder_that_cannot_be_opened_is_named(box: Box, database: Database) -> None:
    async with watched(settings_of(box, folder="Nowhere"), database) as watch:
        await until(lambda: bool(watch.pauses))
        assert "Nowhere" in watch.mailbox.trouble


async def test_an_outage_of_the_database_loses_nothing(
    box: Box, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threadline.storage.database.errors import StorageUnavailable

    keep, failures = MailStore.keep, iter([True, True])

    async def failing(self: MailStore, *args: object, **options: object) -> int:
        if next(failures, False):
            raise StorageUnavailable("The database cannot be used right now")
        return await keep(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(MailStore, "keep", failing)
    box.deliver(mail(1), mail(2))
    async with watched(settings_of(box), database) as watch:
        await until(lambda: box.count("Processed") == 2)
        assert watch.clerk.subjects() == ["Mail 1", "Mail 2"]
