"""Answers in the mail program, and the mails that keep its calendar true."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.email.outgoing.house import House, invitation, method, parsed, reply_text
from threadline.bots.email.mail.parsed_mail import CalendarPart
from threadline.core.domain.proposal import Action, Offer, Proposal, State, Target
from threadline.storage.mail_cards import MailCards

pytestmark = pytest.mark.asyncio(loop_scope="module")

START = datetime(2030, 3, 5, 14, tzinfo=UTC)


async def state(house: House, proposal: Proposal) -> State:
    return (await house.fresh(proposal)).state


async def only(house: House, count: int) -> None:
    """So many mails in all, and no more to come."""
    await house.mails(count)
    await house.quiet()
    assert len(house.sink.of(house.address)) == count


async def test_yes_books_and_is_not_answered(house: House) -> None:
    mail, proposal = await house.proposed()
    assert await house.reply(mail, "ACCEPTED")
    assert await state(house, proposal) is State.BOOKED
    await only(house, 1)
    assert await house.reply(mail, "ACCEPTED")
    await only(house, 1)


async def test_a_hundred_decisions_at_once_make_one_event(house: House) -> None:
    mail, proposal = await house.proposed()
    decisions = house.services.engine.decisions
    acts: list[Callable[[], Awaitable[object]]] = [
        lambda: decisions.confirm(house.ana, proposal.id, version=proposal.version),
        lambda: decisions.confirm(house.ana, proposal.id, despite_conflicts=True),
        lambda: decisions.confirm(house.ana, proposal.id),
        lambda: house.reply(mail, "ACCEPTED"),
    ]
    done = await asyncio.gather(*(act() for _ in range(25) for act in acts))
    assert len(done) == 100
    assert await state(house, proposal) is State.BOOKED
    assert len(await house.events()) == 1
    assert len(await house.mails(1, "bo@example.com")) == 1
    letting_go = [lambda: house.reply(mail, "DECLINED"), lambda: decisions.undo(house.ana, proposal.id)]
    await asyncio.gather(*(act() for _ in range(12) for act in [*letting_go, *acts]), return_exceptions=True)
    now = await house.fresh(proposal)
    assert now.state is State.UNDONE
    assert await house.events() == []
    assert len([each for each in await house.mails(2, "bo@example.com") if method(each) == "REQUEST"]) == 1


async def test_outlook_leaves_out_the_organizer(house: House) -> None:
    mail, proposal = await house.proposed()
    assert await house.reply(mail, "ACCEPTED", organizer=False, numbered=False)
    assert await state(house, proposal) is State.BOOKED


async def test_no_lets_go_and_is_not_answered(house: House) -> None:
    mail, proposal = await house.proposed()
    assert await house.reply(mail, "DECLINED")
    assert await state(house, proposal) is State.DISMISSED
    assert await house.reply(mail, "DECLINED")
    await only(house, 1)


async def test_maybe_leaves_it_open(house: House) -> None:
    mail, proposal = await house.proposed()
    assert await house.reply(mail, "TENTATIVE")
    assert await state(house, proposal) is State.PROPOSED
    await only(house, 1)


async def test_no_after_yes_undoes(house: House) -> None:
    mail, proposal = await house.proposed()
    await house.reply(mail, "ACCEPTED")
    await house.reply(mail, "DECLINED")
    assert await state(house, proposal) is State.UNDONE
    await only(house, 1)


async def test_too_late_to_undo_is_told(house: House) -> None:
    mail, proposal = await house.proposed()
    await house.reply(mail, "ACCEPTED")
    booked = await house.fresh(proposal)
    past = datetime.now(UTC) - timedelta(hours=1)
    await house.services.proposals.repository.change(booked, states=(State.BOOKED,), undo_until=past)
    await house.reply(mail, "DECLINED")
    last = (await house.mails(2))[-1]
    assert "too late to undo" in last.part("text/plain")
    assert (method(last), invitation(last)["ATTENDEE"].params["PARTSTAT"]) == ("REQUEST", "ACCEPTED")
    await only(house, 2)


async def test_yes_to_what_was_let_go_is_told(house: House) -> None:
    mail, proposal = await house.proposed()
    await house.reply(mail, "DECLINED")
    await house.reply(mail, "ACCEPTED")
    assert await state(house, proposal) is State.DISMISSED
    last = (await house.mails(2))[-1]
    assert "dismissed before your answer came" in last.part("text/plain")
    assert (method(last), invitation(last)["SEQUENCE"]) == ("CANCEL", 1)


async def test_a_conflict_that_came_up_is_told_and_yes_once_more_books(house: House) -> None:
    mail, proposal = await house.proposed()
    await house.busy("Board meeting", START)
    await house.reply(mail, "ACCEPTED")
    assert await state(house, proposal) is State.PROPOSED
    second = (await house.mails(2))[-1]
    assert "Board meeting" in second.part("text/plain")
    assert "nothing has been booked yet" in second.part("text/plain")
    assert (method(second), invitation(second)["SEQUENCE"], invitation(second)["UID"]) == (
        "REQUEST",
        1,
        invitation(mail)["UID"],
    )
    await house.reply(mail, "ACCEPTED")
    assert await state(house, proposal) is State.PROPOSED
    await house.reply(second, "ACCEPTED")
    assert await state(house, proposal) is State.BOOKED
    await only(house, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"attendee": "eve@example.com"},
        {"uid": "unknown.0123456789abcdef01234567@threadline"},
        {"uid": "x@elsewhere"},
        {"more": ("RECURRENCE-ID:20300305T140000Z",)},
        {"more": ("ATTENDEE;PARTSTAT=DECLINED:mailto:eve@example.com",)},
        {"status": "DELEGATED"},
        {"status": "NEEDS-ACTION"},
    ],
)
async def test_other_answers_change_nothing(house: House, changes: dict[str, object]) -> None:
    mail, proposal = await house.proposed()
    status = str(changes.pop("status", "ACCEPTED"))
    ours = "uid" not in changes
    assert await house.reply(mail, status, **changes) is ours
    assert await state(house, proposal) is State.PROPOSED
    await only(house, 1)


async def test_a_secret_that_is_wrong_opens_nothing(house: House) -> None:
    mail, proposal = await house.proposed()
    assert not await house.reply(mail, "ACCEPTED", uid=f"{proposal.id}.{'0' * 24}@threadline")
    assert await state(house, proposal) is State.PROPOSED


async def test_somebody_else_answers(house: House) -> None:
    mail, proposal = await house.proposed()
    bo = await house.services.people.directory.ensure("bo@example.com", name="Bo")
    part = CalendarPart("REPLY", reply_text(mail, "ACCEPTED", attendee=house.address))
    assert await house.desk.decide(parsed(), part, bo)
    assert await house.desk.decide(parsed(), part, replace(bo, email=house.address))
    assert await state(house, proposal) is State.PROPOSED


@pytest.mark.parametrize("text", ["", "BEGIN:VCALENDAR", "x" * 200_000, "BEGIN:VEVENT\r\nEND:VEVENT\r\n"])
async def test_what_is_no_reply(house: House, text: str) -> None:
    assert not await house.desk.decide(parsed(), CalendarPart("REPLY", text), house.ana)
    assert not await house.desk.decide(parsed(), CalendarPart("REQUEST", text), house.ana)
    nothing = "BEGIN:VCALENDAR\r\nMETHOD:{}\r\nBEGIN:VEVENT\r\nUID:a@threadline\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    for said in ("REPLY", "REQUEST"):
        assert not await house.desk.decide(parsed(), CalendarPart("", nothing.format(said)), house.ana)


async def test_confirmed_elsewhere_is_an_update_that_asks_nothing(house: House) -> None:
    mail, proposal = await house.proposed()
    await house.services.proposals.decisions.confirm(house.ana, proposal.id)
    last = (await house.mails(2))[-1]
    event = invitation(last)
    assert (method(last), event["SEQUENCE"], event["STATUS"]) == ("REQUEST", 1, "CONFIRMED")
    assert (event["ATTENDEE"].params["PARTSTAT"], event["ATTENDEE"].params["RSVP"]) == ("ACCEPTED", "FALSE")
    assert event["UID"] == invitation(mail)["UID"]
    assert "In your calendar." in last.part("text/plain")
    assert "/p/" not in last.part("text/plain")
    assert last.mail["Subject"] == mail.mail["Subject"]
    assert last.mail["References"] == mail.mail["References"]
    await only(house, 2)


@pytest.mark.parametrize("decide", ["dismiss", "undo"])
async def test_taken_back_elsewhere_is_cancelled(house: House, decide: str) -> None:
    mail, proposal = await house.proposed()
    decisions = house.services.proposals.decisions
    if decide == "undo":
        await house.reply(mail, "ACCEPTED")
    await getattr(decisions, decide)(house.ana, proposal.id)
    last = (await house.mails(2))[-1]
    event = invitation(last)
    assert (method(last), event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    await only(house, 2)


async def test_edited_elsewhere_asks_again(house: House) -> None:
    mail, proposal = await house.proposed()
    moved = proposal.offer.draft.moved(START + timedelta(hours=3))
    await house.services.proposals.decisions.edit(house.ana, proposal.id, moved)
    second = (await house.mails(2))[-1]
    assert (method(second), invitation(second)["DTSTART"].dt) == ("REQUEST", START + timedelta(hours=3))
    assert await house.reply(mail, "ACCEPTED")
    assert await state(house, proposal) is State.PROPOSED
    await house.reply(second, "ACCEPTED")
    assert await state(house, proposal) is State.BOOKED
    await only(house, 2)


async def test_run_out_is_cancelled_while_the_event_is_ahead(house: House) -> None:
    _, proposal = await house.proposed()
    changed = await house.services.proposals.repository.change(proposal, state=State.EXPIRED)
    await house.channel.refresh(changed)
    await house.channel.refresh(changed)
    assert method((await house.mails(2))[-1]) == "CANCEL"
    await only(house, 2)


async def test_run_out_of_an_event_that_is_over_is_not_told(house: House) -> None:
    message_id = await house.write("Schedule the design review for 5 March 2020, 3-4pm")
    await house.mails(1)
    proposal = await house.proposal(message_id)
    changed = await house.services.proposals.repository.change(proposal, state=State.EXPIRED)
    await house.channel.refresh(changed)
    await only(house, 1)


async def test_a_failure_is_told_with_its_reason(house: House) -> None:
    _, proposal = await house.proposed()
    changed = await house.services.proposals.repository.change(
        proposal, state=State.FAILED, reason="The calendar is full."
    )
    await house.channel.refresh(changed)
    last = (await house.mails(2))[-1]
    assert "It could not be booked. The calendar is full." in last.part("text/plain")
    assert "Try again: https://" in last.part("text/plain")
    assert method(last) == "REQUEST"


async def test_what_was_not_sent_yet_says_what_is_true_then(house: House) -> None:
    house.sink.mail_from.extend(["451 later"] * 20)
    await house.write("hello", number=7)
    await house.quiet()
    message_id = await house.write("Design review on 5 March 2030, 3-4pm", number=8)
    await house.channel.outbox.store.holds()
    while not (proposals := await house.services.proposals.repository.of_messages([message_id])):
        await house.services.storage.database.ping()
    (proposal,) = proposals[message_id]
    while (await house.fresh(proposal)).surface_ref is None:
        await house.services.storage.database.ping()
    await house.services.proposals.decisions.confirm(house.ana, proposal.id)
    async with asyncio.timeout(60):
        while len(await house.outbox.store.of_states("held", "queued", "sending")) < 2:
            await house.services.storage.database.ping()
    card = await MailCards(house.services.storage.database).get(proposal.id)
    assert card
    assert card.sequence == 0


async def changed(house: House, proposal: Proposal, action: Action) -> Proposal:
    """A proposal to change or cancel what was booked, with its card in the same thread."""
    booked = await house.fresh(proposal)
    before = booked.offer.draft
    draft = before.moved(START + timedelta(hours=2)) if action is Action.CHANGE else before
    message_id = await house.write("Move it", number=2)
    await house.mails(2)
    await house.quiet()
    record = await house.services.proposals.decisions.propose(
        house.ana,
        Offer(draft, action=action, target=Target(booked.event_id or "", "v", before, "builtin", "default")),
        key=f"{message_id}-{action}",
        channel="email",
        message_id=message_id,
        conversation_id=proposal.conversation_id,
    )
    turn = await house.turn(message_id)
    await house.channel.present(record, turn)
    return record


async def force(house: House, proposal: Proposal, state: State, **values: object) -> None:
    current = await house.fresh(proposal)
    every = tuple(State)
    moved = await house.services.proposals.repository.change(current, states=every, state=state, **values)
    await house.channel.refresh(moved)


async def test_a_change_moves_the_entry_that_is_there(house: House) -> None:
    first, proposal = await house.proposed()
    await house.reply(first, "ACCEPTED")
    change = await changed(house, proposal, Action.CHANGE)
    asked = (await house.mails(3))[-1]
    assert "Change this event?" in asked.part("text/plain")
    assert "→ Tue 5 Mar 2030, 17:00" in asked.part("text/plain")
    assert (invitation(asked)["UID"], invitation(asked)["SEQUENCE"]) == (invitation(first)["UID"], 1)
    await force(house, change, State.DISMISSED)
    restored = (await house.mails(4))[-1]
    assert (method(restored), invitation(restored)["DTSTART"].dt, invitation(restored)["SEQUENCE"]) == (
        "REQUEST",
        START,
        2,
    )
    assert invitation(restored)["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


async def test_a_cancellation_is_asked_by_link_and_takes_the_entry_away(house: House) -> None:
    first, proposal = await house.proposed()
    await house.reply(first, "ACCEPTED")
    cancel = await changed(house, proposal, Action.CANCEL)
    asked = (await house.mails(3))[-1]
    assert "Cancel this event?" in asked.part("text/plain")
    assert "Cancel the event: https://" in asked.part("text/plain")
    assert method(asked) is None
    await force(house, cancel, State.BOOKED)
    gone = (await house.mails(4))[-1]
    assert (method(gone), invitation(gone)["UID"]) == ("CANCEL", invitation(first)["UID"])
    assert "Cancelled. The event is no longer in your calendar." in gone.part("text/plain")
    await force(house, cancel, State.UNDONE)
    back = (await house.mails(5))[-1]
    assert (method(back), invitation(back)["DTSTART"].dt) == ("REQUEST", START)
    await only(house, 5)


async def test_a_cancellation_without_an_entry_is_not_mailed_about(house: House) -> None:
    first, proposal = await house.proposed()
    await house.reply(first, "ACCEPTED")
    await force(house, proposal, State.BOOKED, event_id="another")
    cancel = await changed(house, replace(await house.fresh(proposal), event_id="x"), Action.CANCEL)
    await force(house, cancel, State.DISMISSED)
    await only(house, 3)
