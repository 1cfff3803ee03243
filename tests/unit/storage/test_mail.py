import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.clock import Clock
from threadline.storage.database.database import Database
from threadline.storage.mail import ACCEPTED, ArrivedMail, ClaimedMail, Finished, MailFolder, MailState, MailStore

INBOX = MailFolder("bot", "INBOX", 7)
LEASE = timedelta(minutes=5)
DONE = Finished(MailState.DONE, ACCEPTED, sender="ana@example.com")


def arrived(uid: int, raw: bytes | None = None) -> ArrivedMail:
    content = b"mail %d" % uid if raw is None else raw
    return ArrivedMail(uid, content, len(content), datetime(2026, 3, 5, tzinfo=UTC))


@pytest.fixture
def store(database: Database, clock: Clock) -> MailStore:
    return MailStore(database, clock=clock)


async def claim(store: MailStore, limit: int = 10) -> list[ClaimedMail]:
    return list(await store.claim(["bot"], lease=LEASE, limit=limit))


async def test_a_mail_is_stored_once_however_often_it_is_seen(store: MailStore) -> None:
    assert await store.keep(INBOX, [arrived(1), arrived(2)]) == 2
    assert await store.keep(INBOX, [arrived(2), arrived(3)]) == 1
    assert sum(await asyncio.gather(*(store.keep(INBOX, [arrived(4)]) for _ in range(5)))) == 1
    assert await store.known(INBOX, list(range(2_000))) == {1, 2, 3, 4}
    assert await store.known(MailFolder("bot", "INBOX", 8), [1]) == set()
    assert [mail.raw for mail in await claim(store)] == [b"mail 1", b"mail 2", b"mail 3", b"mail 4"]


async def test_claims_are_exclusive_counted_and_end_with_their_lease(store: MailStore, clock: Clock) -> None:
    await store.keep(INBOX, [arrived(number) for number in range(6)])
    taken = await asyncio.gather(*(claim(store, 2) for _ in range(4)))
    ids = [mail.id for part in taken for mail in part]
    assert len(ids) == len(set(ids)) == 6
    assert await claim(store) == []
    late = taken[0][0] if taken[0] else taken[1][0]
    clock.advance(minutes=6)
    again = await claim(store)
    assert {mail.attempts for mail in again} == {2}
    assert not await store.finish(late, DONE)
    assert await store.finish(next(mail for mail in again if mail.id == late.id), DONE)
    assert await store.claim(["other"], lease=LEASE, limit=5) == []


async def test_a_mail_can_be_given_back(store: MailStore, clock: Clock) -> None:
    await store.keep(INBOX, [arrived(1)])
    assert await store.next_due(["bot"]) == clock()
    (mail,) = await claim(store)
    assert await store.postpone(mail, until=clock() + timedelta(minutes=1), reason="not now")
    assert await claim(store) == []
    clock.advance(minutes=1)
    (mail,) = await claim(store)
    assert (mail.attempts, mail.reason) == (2, "not now")
    assert await store.postpone(mail, until=clock(), reason="stopped", counted=False)
    (mail,) = await claim(store)
    assert mail.attempts == 2


async def test_what_an_earlier_process_had_claimed_is_taken_back(store: MailStore) -> None:
    await store.keep(INBOX, [arrived(1)])
    await claim(store)
    await store.take_back(["bot"])
    (mail,) = await claim(store)
    assert mail.attempts == 2


async def test_what_was_dealt_with_is_to_be_moved_once(store: MailStore) -> None:
    await store.keep(INBOX, [arrived(1), arrived(2), arrived(3)])
    first, second, _ = await claim(store)
    await store.finish(first, DONE)
    await store.finish(second, Finished(MailState.QUARANTINED, "broken", "it broke"))
    found = await store.to_move(INBOX, limit=10)
    assert found == {MailState.DONE: [(first.id, 1)], MailState.QUARANTINED: [(second.id, 2)]}
    await store.moved([first.id])
    assert await store.to_move(INBOX, limit=10) == {MailState.QUARANTINED: [(second.id, 2)]}
    assert await store.waiting(["bot"]) == 1
    (record,) = await store.latest(state=MailState.QUARANTINED)
    assert (record.uid, record.reason, record.verdict) == (2, "it broke", "broken")
    assert len(await store.latest()) == 3


async def test_other_numbers_leave_nothing_to_move(store: MailStore) -> None:
    await store.keep(INBOX, [arrived(1)])
    (mail,) = await claim(store)
    await store.finish(mail, DONE)
    anew = MailFolder("bot", "INBOX", 8)
    assert await store.renumbered(anew) == 1
    assert await store.to_move(INBOX, limit=10) == {}
    assert await store.renumbered(anew) == 0


async def test_copies_of_what_waits_or_was_answered_are_known_by_their_bytes(store: MailStore) -> None:
    anew = MailFolder("bot", "INBOX", 8)
    await store.keep(INBOX, [arrived(1, b"a"), arrived(2, b"b"), arrived(3, b"")])
    await store.keep(anew, [arrived(1, b"a"), arrived(3, b"")])
    waiting = await claim(store)
    assert [mail.raw for mail in waiting] == [b"a", b"b", b"", b""]
    await store.finish(waiting[0], DONE)
    await store.finish(waiting[1], Finished(MailState.QUARANTINED, "broken"))
    await store.keep(anew, [arrived(4, b"a"), arrived(5, b"b")])
    assert [mail.raw for mail in await claim(store)] == [b"b"]  # put aside is not answered: it may be tried again
    verdicts = {record.uid: record.verdict for record in await store.latest() if record.verdict}
    assert verdicts[4] == "duplicate"
    await store.keep(MailFolder("other", "INBOX", 1), [arrived(1, b"a")])
    assert len(await store.claim(["other"], lease=LEASE, limit=5)) == 1


async def test_a_sender_is_counted_for_a_while_and_rows_are_forgotten_later(store: MailStore, clock: Clock) -> None:
    await store.keep(INBOX, [arrived(1), arrived(2)])
    first, second = await claim(store)
    await store.finish(first, DONE)
    await store.finish(second, DONE)
    assert await store.count("ana@example.com", ACCEPTED, within=timedelta(hours=1)) == 2
    assert await store.count("bo@example.com", ACCEPTED, within=timedelta(hours=1)) == 0
    clock.advance(hours=2)
    assert await store.count("ana@example.com", ACCEPTED, within=timedelta(hours=1)) == 0
    await store.moved([first.id])
    assert await store.forget(older_than=timedelta(hours=1)) == 1
    assert [record.uid for record in await store.latest()] == [2]


async def test_a_mail_of_ours_leads_to_nothing_if_nobody_knows_it(store: MailStore, ana: str) -> None:
    assert await store.conversation_of("nothing@example.com", ana) is None
