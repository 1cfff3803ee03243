import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from tests.support.clock import Clock
from threadline.storage.database.database import Database
from threadline.storage.mail_cards import CardRecord, MailCards, NewCard
from threadline.storage.outbox import FAILED, HELD, QUEUED, SENDING, SENT, NewMail, OutboxStore
from threadline.storage.proposals import ProposalStore
from threadline.storage.tables.core import PersonRow
from threadline.storage.turns import TurnOutcome, TurnStore

LEASE = timedelta(minutes=5)


def mail(key: str = "k", *, lane: str = "", body: str = "words", mailbox: str = "box") -> NewMail:
    return NewMail(key, mailbox, "ana@example.com", lane or key, f"{key}@example.com", body)


@pytest.fixture
def outbox(database: Database, clock: Clock) -> OutboxStore:
    return OutboxStore(database, clock=clock)


@pytest.fixture
def cards(database: Database, clock: Clock) -> MailCards:
    return MailCards(database, clock=clock)


@pytest.fixture
async def turn(database: Database, clock: Clock, ana: str) -> str:
    accepted = await TurnStore(database, clock=clock).accept(
        channel="email",
        event_key="e",
        conversation_key="c",
        person_id=ana,
        text="x",
        body="{}",
        title="x",
        sent_at=clock(),
    )
    return accepted.message_id


async def proposal(database: Database, ana: str, key: str = "p") -> str:
    record = await ProposalStore(database).create(
        key=key,
        owner_id=ana,
        conversation_id=None,
        message_id=None,
        channel="email",
        body="{}",
        calendar="builtin",
        calendar_id="primary",
        lifetime=timedelta(days=1),
    )
    return record.id


async def finish(database: Database, clock: Clock, turn: str) -> None:
    turns = TurnStore(database, clock=clock)
    started = await turns.start(turn)
    assert started is not None
    await turns.finish(turn, started.epoch, TurnOutcome("answered", "x"))


async def test_a_key_is_stored_once(outbox: OutboxStore) -> None:
    assert await outbox.add(mail())
    assert not await outbox.add(mail(body="others"))
    found = await outbox.get("k")
    assert found
    assert (found.body, found.state, found.claim) == ("words", QUEUED, 0)
    assert await outbox.get("other") is None


async def test_one_of_two_takes_a_mail(outbox: OutboxStore) -> None:
    await outbox.add(mail())
    claims = await asyncio.gather(*(outbox.claim("box", LEASE) for _ in range(4)))
    (claim,) = [claim for claim in claims if claim]
    assert (claim.state, claim.claim) == (SENDING, 1)
    assert await outbox.sent(claim)
    found = await outbox.get("k")
    assert found
    assert (found.state, found.body, found.leased_until) == (SENT, "", None)
    assert await outbox.claim("box", LEASE) is None


async def test_many_at_once_take_each_mail_once(outbox: OutboxStore) -> None:
    for number in range(12):
        await outbox.add(mail(f"k{number}"))
    taken: list[str] = []

    async def work() -> None:
        while claim := await outbox.claim("box", LEASE):
            taken.append(claim.key)
            await outbox.sent(claim)

    await asyncio.gather(*(work() for _ in range(4)))
    assert sorted(taken) == sorted(f"k{number}" for number in range(12))


async def test_a_mailbox_sends_its_own(outbox: OutboxStore) -> None:
    await outbox.add(mail())
    assert await outbox.claim("other", LEASE) is None
    assert await outbox.mailboxes() == ["box"]


async def test_a_lease_runs_out_and_the_late_are_not_heard(outbox: OutboxStore, clock: Clock) -> None:
    await outbox.add(mail())
    first = await outbox.claim("box", LEASE)
    assert first
    assert await outbox.next_due("box") == clock() + LEASE
    clock.advance(minutes=5)
    second = await outbox.claim("box", LEASE)
    assert second
    assert second.claim == 2
    assert not await outbox.sent(first)
    assert not await outbox.fail(first, reason="late")
    assert await outbox.sent(second)


async def test_put_off_and_given_up(outbox: OutboxStore, clock: Clock) -> None:
    await outbox.add(mail())
    claim = await outbox.claim("box", LEASE)
    assert claim
    assert await outbox.defer(claim, until=clock() + timedelta(minutes=1), reason="450 later")
    assert await outbox.claim("box", LEASE) is None
    assert await outbox.next_due("box") == clock() + timedelta(minutes=1)
    clock.advance(minutes=1)
    claim = await outbox.claim("box", LEASE)
    assert claim
    assert claim.reason == "450 later"
    assert await outbox.fail(claim, reason="550 no")
    (failed,) = await outbox.of_states(FAILED)
    assert (failed.reason, failed.body) == ("550 no", "words")
    assert await outbox.next_due("box") is None


async def test_a_lane_keeps_its_order(outbox: OutboxStore, clock: Clock) -> None:
    await outbox.add(mail("one", lane="thread"))
    await outbox.add(mail("two", lane="thread"))
    first = await outbox.claim("box", LEASE)
    assert first
    assert first.key == "one"
    assert await outbox.claim("box", LEASE) is None
    await outbox.defer(first, until=clock() + timedelta(minutes=1), reason="later")
    assert await outbox.claim("box", LEASE) is None
    clock.advance(minutes=1)
    first = await outbox.claim("box", LEASE)
    assert first
    await outbox.fail(first, reason="no")
    second = await outbox.claim("box", LEASE)
    assert second
    assert second.key == "two"


async def test_an_answer_waits_for_the_end_of_its_turn(
    outbox: OutboxStore, database: Database, clock: Clock, turn: str
) -> None:
    assert await outbox.hold(mail(body="first"), turn_id=turn, epoch=1)
    assert await outbox.hold(mail(body="second"), turn_id=turn, epoch=2)
    assert not await outbox.hold(mail(body="late"), turn_id=turn, epoch=1)
    assert await outbox.holds()
    assert await outbox.release() == 0
    assert await outbox.claim("box", LEASE) is None
    await finish(database, clock, turn)
    assert await outbox.release() == 1
    assert not await outbox.holds()
    assert not await outbox.hold(mail(body="too late"), turn_id=turn, epoch=3)
    claim = await outbox.claim("box", LEASE)
    assert claim
    assert claim.body == "second"


async def test_an_answer_whose_turn_was_forgotten_goes_out(outbox: OutboxStore) -> None:
    await outbox.hold(mail(), turn_id="gone", epoch=1)
    assert await outbox.release() == 1


async def test_what_is_gone_is_forgotten(outbox: OutboxStore, clock: Clock) -> None:
    for key in ("sent", "failed", "waiting"):
        await outbox.add(mail(key))
    sent, failed = [await outbox.claim("box", LEASE) for _ in range(2)]
    assert sent
    assert failed
    await outbox.sent(sent)
    await outbox.fail(failed, reason="no")
    assert await outbox.sent_since("ana@example.com", clock()) == [clock()]
    assert await outbox.forget(clock()) == 0
    clock.advance(days=1)
    assert await outbox.sent_since("ana@example.com", clock()) == []
    assert await outbox.forget(clock()) == 2
    assert [left.key for left in await outbox.of_states(SENT, FAILED, QUEUED)] == ["waiting"]


async def shown(cards: MailCards, proposal_id: str, ana: str, *, event_id: str | None = None) -> CardRecord:
    new = NewCard(proposal_id, ana, "{}", "proposed", event_id)
    return await cards.present(new, answer_key="answer", alone=mail(f"card-{proposal_id}"))


async def test_a_card_goes_with_the_answer(
    cards: MailCards, outbox: OutboxStore, database: Database, clock: Clock, ana: str, turn: str
) -> None:
    await outbox.hold(mail("answer"), turn_id=turn, epoch=1)
    card = await shown(cards, proposal_id := await proposal(database, ana), ana)
    assert (card.key, card.sequence, card.shared) == ("answer", 0, False)
    assert await shown(cards, proposal_id, ana) == card
    assert await outbox.claim("box", LEASE) is None  # its turn may have another card
    clock.advance(seconds=1)
    second = await shown(cards, await proposal(database, ana, key="second"), ana)
    assert await cards.of_mail("answer") == [card, second]
    assert await cards.get(proposal_id) == card
    assert await cards.of_uid(card.uid) == [card]
    assert [row.key for row in await outbox.of_states(HELD, QUEUED, SENDING)] == ["answer"]


async def test_a_card_after_its_answer_is_a_mail_of_its_own(
    cards: MailCards, outbox: OutboxStore, database: Database, ana: str
) -> None:
    await outbox.add(mail("answer"))
    card = await shown(cards, proposal_id := await proposal(database, ana), ana)
    assert card.key == f"card-{proposal_id}"
    assert [row.key for row in await outbox.of_states(QUEUED)] == ["answer", card.key]


async def test_updates_rise_and_are_told_once(
    cards: MailCards, outbox: OutboxStore, database: Database, ana: str
) -> None:
    proposal_id = await proposal(database, ana)
    await shown(cards, proposal_id, ana)
    told: list[int] = []

    def update(card: CardRecord) -> NewMail:
        told.append(card.sequence)
        return mail(f"update-{card.sequence}")

    assert not await cards.tell("unknown", told="x", asks=True, mail=update)
    assert not await cards.tell(proposal_id, told="edited", asks=True, mail=update)
    claim = await outbox.claim("box", LEASE)
    assert claim
    await outbox.sent(claim)
    assert not await cards.tell(proposal_id, told="edited", asks=True, mail=update)
    await cards.note_reply(proposal_id, "tentative")
    assert await cards.tell(proposal_id, told="again", asks=True, mail=update)
    assert not await cards.tell(proposal_id, told="again", asks=True, mail=update)
    assert await cards.tell(proposal_id, told="booked", asks=False, mail=update)
    assert not await cards.tell(proposal_id, told="quiet", asks=False, mail=None)
    card = await cards.get(proposal_id)
    assert card
    assert (told, card.sequence, card.asked, card.reply, card.told) == ([1, 2], 2, 1, None, "quiet")


async def test_a_change_goes_on_with_the_entry_of_its_event(
    cards: MailCards, outbox: OutboxStore, database: Database, ana: str
) -> None:
    first = await shown(cards, booked := await proposal(database, ana), ana)
    await ProposalStore(database).change(booked, 1, states=("proposed",), state="booked", event_id="event-1")
    other = await shown(cards, await proposal(database, ana, "q"), ana, event_id="event-2")
    second = await shown(cards, await proposal(database, ana, "r"), ana, event_id="event-1")
    assert (other.shared, other.uid != first.uid) == (False, True)
    assert (second.shared, second.uid, second.sequence, second.asked) == (True, first.uid, 1, 1)
    assert [card.proposal_id for card in await cards.of_uid(first.uid)] == [second.proposal_id, first.proposal_id]


async def test_a_person_takes_their_mails_along(outbox: OutboxStore, database: Database, ana: str) -> None:
    assert await outbox.add(replace(mail(), person_id=ana))
    async with database.write() as connection:
        await connection.execute(delete(PersonRow).where(PersonRow.id == ana))
    assert await outbox.get("k") is None
