"""Proposals and what is decided about them: once, by the right person, and told truly."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.core.proposals.desk import REVIEW, START, ZONE, Desk, Hands, offer_of
from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarDenied, CalendarUnavailable, EventNotFound
from threadline.core.channels.errors import ChannelUnavailable
from threadline.core.domain.message import Author, Message, Turn
from threadline.core.domain.proposal import AlreadyDecided, Conflict, Conflicting, Proposal, ProposalNotFound, State
from threadline.core.domain.reading import Reading
from threadline.core.proposals.offers import PAST

LUNCH = replace(REVIEW, title="Lunch")
DOWN = CalendarUnavailable("The calendar cannot be reached")


async def test_a_proposal_is_stored_once_per_key(desk: Desk) -> None:
    first, again = await desk.propose(), await desk.propose(LUNCH)
    assert again == first
    assert (first.state, first.version, first.offer.draft) == (State.PROPOSED, 1, REVIEW)
    assert first.expires_at - first.created_at == timedelta(days=14)


async def test_confirming_books_the_event_and_tells_everybody(desk: Desk) -> None:
    booked = await desk.booked()
    assert booked.state is State.BOOKED
    assert booked.event_id is not None
    assert booked.undo_until == desk.clock() + timedelta(hours=24)
    assert await desk.events() == ["Design review"]
    assert desk.card == booked
    assert await desk.deeds() == ["proposal.confirm"]


async def test_a_hundred_clicks_are_one_event_and_one_answer(desk: Desk) -> None:
    proposal = await desk.propose()
    answers = await asyncio.gather(*(desk.decisions.confirm(desk.ana, proposal.id) for _ in range(100)))
    assert len({(answer.state, answer.version, answer.event_id) for answer in answers}) == 1
    assert answers[0].state is State.BOOKED
    assert await desk.events() == ["Design review"]
    assert await desk.deeds() == ["proposal.confirm"]


async def test_clicks_on_another_replica_wait_for_the_booking_of_this_one(desk: Desk) -> None:
    other = desk.replica(Hands())
    desk.replica(desk.hands)
    proposal = await desk.propose()
    here, there = await asyncio.gather(
        desk.decisions.confirm(desk.ana, proposal.id), other.confirm(desk.ana, proposal.id)
    )
    assert here.state is there.state is State.BOOKED
    assert await desk.events() == ["Design review"]


async def test_confirming_what_is_booked_answers_with_it_whatever_version_the_card_had(desk: Desk) -> None:
    booked = await desk.booked()
    assert await desk.decisions.confirm(desk.ana, booked.id, version=1) == booked
    assert await desk.deeds() == ["proposal.confirm"]


async def test_a_stranger_finds_nothing(desk: Desk) -> None:
    proposal = await desk.propose()
    for attempt in (
        desk.decisions.get(desk.bo.id, proposal.id),
        desk.decisions.confirm(desk.bo, proposal.id),
        desk.decisions.edit(desk.bo, proposal.id, LUNCH),
        desk.decisions.dismiss(desk.bo, proposal.id),
        desk.decisions.undo(desk.bo, proposal.id),
        desk.decisions.get(desk.ana.id, "unknown"),
    ):
        with pytest.raises(ProposalNotFound):
            await attempt
    assert await desk.decisions.get(desk.ana.id, proposal.id) == proposal
    assert await desk.deeds() == []


async def test_the_card_tells_of_what_stands_at_that_time(desk: Desk) -> None:
    await desk.calendar.create("default", LUNCH, "lunch")
    proposal = await desk.propose()
    assert proposal.offer.conflicts == (Conflict("Lunch", LUNCH.start, LUNCH.end),)
    assert [alternative.kind for alternative in proposal.offer.alternatives] == ["free"] * 3
    assert all(alternative.start >= LUNCH.end for alternative in proposal.offer.alternatives)
    assert (await desk.decisions.confirm(desk.ana, proposal.id)).state is State.BOOKED


async def test_a_conflict_that_came_up_since_is_told_before_anything_is_booked(desk: Desk) -> None:
    proposal = await desk.propose()
    await desk.calendar.create("default", LUNCH, "lunch")
    with pytest.raises(Conflicting, match="Lunch") as conflict:
        await desk.decisions.confirm(desk.ana, proposal.id)
    assert await desk.events() == ["Lunch"]
    assert desk.card == conflict.value.proposal
    assert desk.card.offer.conflicts == (Conflict("Lunch", LUNCH.start, LUNCH.end),)
    with pytest.raises(AlreadyDecided, match="changed since"):
        await desk.decisions.confirm(desk.ana, proposal.id, version=1)
    booked = await desk.decisions.confirm(desk.ana, proposal.id, version=desk.card.version)
    assert booked.state is State.BOOKED


async def test_asking_again_does_not_book_over_a_conflict_that_nobody_saw(desk: Desk) -> None:
    proposal = await desk.propose()
    await desk.calendar.create("default", LUNCH, "lunch")
    for _ in range(3):
        with pytest.raises(Conflicting, match="Lunch"):
            await desk.decisions.confirm(desk.ana, proposal.id)
    assert await desk.events() == ["Lunch"]
    assert desk.card.version == 2
    assert (await desk.decisions.confirm(desk.ana, proposal.id, despite_conflicts=True)).state is State.BOOKED


async def test_a_surprise_that_went_away_is_none(desk: Desk) -> None:
    proposal = await desk.propose()
    lunch = await desk.calendar.create("default", LUNCH, "lunch")
    with pytest.raises(Conflicting):
        await desk.decisions.confirm(desk.ana, proposal.id)
    await desk.calendar.delete("default", lunch.id)
    assert (await desk.decisions.confirm(desk.ana, proposal.id)).state is State.BOOKED


async def test_a_conflict_can_be_booked_over_at_once(desk: Desk) -> None:
    proposal = await desk.propose()
    await desk.calendar.create("default", LUNCH, "lunch")
    booked = await desk.decisions.confirm(desk.ana, proposal.id, despite_conflicts=True)
    assert booked.state is State.BOOKED
    assert sorted(await desk.events()) == ["Design review", "Lunch"]


async def test_an_unknown_calendar_is_never_free(desk: Desk) -> None:
    proposal = await desk.propose()
    desk.calendar.fail("events", DOWN)
    with pytest.raises(Conflicting, match="cannot be read"):
        await desk.decisions.confirm(desk.ana, proposal.id)
    assert desk.card.offer.unknown_calendars == ("Threadline",)
    assert await desk.events() == []


async def test_a_calendar_unknown_already_when_it_was_proposed_is_told_and_does_not_stand_in_the_way(
    desk: Desk,
) -> None:
    desk.calendar.fail("events", DOWN)
    proposal = await desk.propose()
    assert proposal.offer.unknown_calendars == ("Threadline",)
    desk.calendar.fail("events", DOWN)
    assert (await desk.decisions.confirm(desk.ana, proposal.id)).state is State.BOOKED


async def test_nothing_is_offered_where_no_time_was_read(desk: Desk) -> None:
    assert await desk.decisions.offer(desk.ana, Reading(Intent.CREATE)) is None


async def test_a_calendar_that_is_not_connected_takes_no_proposals(desk: Desk) -> None:
    desk.calendars._backends = {}
    with pytest.raises(CalendarDenied):
        await desk.decisions.propose(desk.ana, offer_of(REVIEW), key="m1", channel="memory")


async def test_a_named_calendar_takes_the_booking(desk: Desk) -> None:
    proposal = await desk.decisions.propose(desk.ana, offer_of(REVIEW), key="x", channel="memory", calendar_id="team")
    assert proposal.calendar_id == "team"
    failed = await desk.decisions.confirm(desk.ana, proposal.id)
    assert failed.state is State.FAILED


async def test_the_card_says_into_which_connected_calendar_it_goes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = await desk.decisions.propose(desk.ana, offer_of(REVIEW), key="plain", channel="memory")
    assert plain.offer.calendar == ""
    monkeypatch.setattr(desk.calendars, "title_of", {"memory": "Google Calendar"}.get)
    named = await desk.decisions.propose(desk.ana, offer_of(REVIEW), key="named", channel="memory")
    assert (await desk.decisions.get(desk.ana.id, named.id)).offer.calendar == "Google Calendar"


def at(hours: float, draft: EventDraft = REVIEW) -> EventDraft:
    return draft.moved(draft.start + timedelta(hours=hours))


async def test_the_past_is_pointed_out_once(desk: Desk) -> None:
    yesterday = at(-48)
    for said in ((), (PAST,)):
        offer = await desk.decisions.offer(desk.ana, Reading(Intent.CREATE, draft=yesterday, warnings=said))
        assert offer is not None
        assert offer.warnings == (PAST,)


async def test_a_day_that_is_not_over_is_not_past(desk: Desk) -> None:
    today = desk.clock().date()
    for first, last, warnings in ((today, today, ()), (today - timedelta(days=1), today - timedelta(days=1), (PAST,))):
        draft = EventDraft.of_dates("Holiday", first, last, ZONE)
        offer = await desk.decisions.offer(desk.ana, Reading(Intent.CREATE, draft=draft))
        assert offer is not None
        assert offer.warnings == warnings


async def test_editing_puts_another_event_in_its_place(desk: Desk) -> None:
    proposal = await desk.propose()
    await desk.calendar.create("default", at(3, LUNCH), "lunch")
    edited = await desk.decisions.edit(desk.ana, proposal.id, at(3), version=1)
    assert (edited.state, edited.version, edited.offer.draft) == (State.PROPOSED, 2, at(3))
    assert [conflict.title for conflict in edited.offer.conflicts] == ["Lunch"]
    assert desk.card == edited
    past = await desk.decisions.edit(desk.ana, proposal.id, at(-48))
    assert past.offer.warnings == (PAST,)
    assert await desk.deeds() == ["proposal.edit", "proposal.edit"]


async def test_of_two_edits_at_once_one_is_told_to_look_again(desk: Desk) -> None:
    proposal = await desk.propose()
    outcomes = await asyncio.gather(
        *(desk.decisions.edit(desk.ana, proposal.id, at(hours), version=1) for hours in (1, 2)), return_exceptions=True
    )
    [edited] = [outcome for outcome in outcomes if isinstance(outcome, Proposal)]
    [late] = [outcome for outcome in outcomes if isinstance(outcome, AlreadyDecided)]
    assert late.proposal == edited
    assert await desk.decisions.get(desk.ana.id, proposal.id) == edited


async def test_a_click_on_a_card_from_before_an_edit_is_refused(desk: Desk) -> None:
    proposal = await desk.propose()
    await desk.decisions.edit(desk.ana, proposal.id, at(1))
    for decide in (desk.decisions.confirm, desk.decisions.dismiss):
        with pytest.raises(AlreadyDecided, match="changed since"):
            await decide(desk.ana, proposal.id, version=1)
    assert await desk.events() == []


async def test_dismissing_is_once_and_final(desk: Desk) -> None:
    proposal = await desk.propose()
    dismissed = await desk.decisions.dismiss(desk.ana, proposal.id)
    assert dismissed.state is State.DISMISSED
    assert await desk.decisions.dismiss(desk.ana, proposal.id, version=1) == dismissed
    assert desk.card == dismissed
    with pytest.raises(AlreadyDecided, match="dismissed"):
        await desk.decisions.confirm(desk.ana, proposal.id)
    assert await desk.deeds() == ["proposal.dismiss"]


async def test_a_dismissal_and_a_confirmation_at_once_agree_on_one(desk: Desk) -> None:
    proposal = await desk.propose()
    await asyncio.gather(
        desk.decisions.confirm(desk.ana, proposal.id),
        desk.decisions.dismiss(desk.ana, proposal.id),
        return_exceptions=True,
    )
    now = await desk.decisions.get(desk.ana.id, proposal.id)
    assert (now.state, len(await desk.events())) in ((State.BOOKED, 1), (State.DISMISSED, 0))


async def test_losing_a_confirmation_to_a_dismissal_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = await desk.propose()
    free = desk.decisions._require_free

    async def dismissed_meanwhile(*_: object, seen: bool) -> None:
        await free(desk.ana, proposal, seen=seen)
        await desk.decisions.dismiss(desk.ana, proposal.id)

    monkeypatch.setattr(desk.decisions, "_require_free", dismissed_meanwhile)
    with pytest.raises(AlreadyDecided) as late:
        await desk.decisions.confirm(desk.ana, proposal.id)
    assert late.value.proposal.state is State.DISMISSED
    assert await desk.events() == []


async def test_a_proposal_expires(desk: Desk) -> None:
    proposal = await desk.propose()
    desk.clock.advance(days=14)
    with pytest.raises(AlreadyDecided, match="expired"):
        await desk.decisions.confirm(desk.ana, proposal.id)
    assert desk.card.state is State.EXPIRED
    assert (await desk.decisions.get(desk.ana.id, proposal.id)).state is State.EXPIRED


async def test_looking_at_an_expired_proposal_from_two_sides_is_no_conflict(desk: Desk) -> None:
    proposal = await desk.propose()
    desk.clock.advance(days=14)
    seen = await asyncio.gather(*(desk.decisions.get(desk.ana.id, proposal.id) for _ in range(10)))
    assert {one.state for one in seen} == {State.EXPIRED}


async def test_expiry_closes_what_nobody_looked_at(desk: Desk) -> None:
    open_one = await desk.propose()
    booked = await desk.decisions.confirm(desk.ana, (await desk.propose(at(3), key="m2")).id)
    desk.clock.advance(days=14)
    await desk.decisions.expire()
    assert desk.channel.cards[open_one.id].state is State.EXPIRED
    assert (await desk.decisions.get(desk.ana.id, booked.id)).state is State.BOOKED


async def test_many_undos_at_once_are_one(desk: Desk) -> None:
    booked = await desk.booked()
    answers = await asyncio.gather(*(desk.decisions.undo(desk.ana, booked.id) for _ in range(20)))
    assert {(answer.state, answer.event_id) for answer in answers} == {(State.UNDONE, None)}
    assert await desk.deeds() == ["proposal.confirm", "proposal.undo"]


async def test_undoing_has_its_time(desk: Desk) -> None:
    booked = await desk.booked()
    desk.clock.advance(hours=24, seconds=1)
    with pytest.raises(AlreadyDecided, match="too late"):
        await desk.decisions.undo(desk.ana, booked.id)
    assert await desk.events() == ["Design review"]


async def test_only_what_is_booked_can_be_undone(desk: Desk) -> None:
    proposal = await desk.propose()
    with pytest.raises(AlreadyDecided, match="Only a booked event"):
        await desk.decisions.undo(desk.ana, proposal.id)


async def test_losing_an_undo_to_something_else_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    booked = await desk.booked()
    get = desk.decisions.get

    async def changed_meanwhile(person_id: str, proposal_id: str) -> Proposal:
        proposal = await get(person_id, proposal_id)
        await desk.store.change(proposal.id, proposal.version, states=["booked"], reason="other")
        return proposal

    monkeypatch.setattr(desk.decisions, "get", changed_meanwhile)
    with pytest.raises(AlreadyDecided) as late:
        await desk.decisions.undo(desk.ana, booked.id)
    assert late.value.proposal.state is State.BOOKED


async def test_a_calendar_that_is_down_for_a_moment_is_waited_for(desk: Desk) -> None:
    desk.calendar.fail("create", CalendarUnavailable("busy", retry_after=3))
    desk.calendar.fail("create", DOWN)
    assert (await desk.booked()).state is State.BOOKED
    asked_for, own = desk.slept
    assert asked_for == 3
    assert 0.5 <= own <= 1.0
    assert await desk.events() == ["Design review"]


async def test_a_calendar_that_asks_for_long_patience_fails_the_booking_at_once(desk: Desk) -> None:
    desk.calendar.fail("create", CalendarUnavailable("come back tomorrow", retry_after=86_400))
    failed = await desk.booked()
    assert (failed.state, failed.reason) == (State.FAILED, "come back tomorrow")
    assert desk.slept == []


async def test_a_refused_booking_says_why_and_can_be_confirmed_again(desk: Desk) -> None:
    desk.calendar.fail("create", CalendarDenied("You are not connected any more"))
    failed = await desk.booked()
    assert (failed.state, failed.reason) == (State.FAILED, "You are not connected any more")
    assert desk.card == failed
    booked = await desk.decisions.confirm(desk.ana, failed.id)
    assert (booked.state, booked.reason) == (State.BOOKED, None)
    assert await desk.events() == ["Design review"]
    assert await desk.deeds() == ["proposal.confirm", "proposal.confirm"]


async def test_an_event_whose_answer_got_lost_is_booked_once(desk: Desk) -> None:
    desk.calendar.fail("create", DOWN, after=True)
    assert (await desk.booked()).state is State.BOOKED
    assert await desk.events() == ["Design review"]


async def test_an_event_that_was_made_though_it_failed_is_no_conflict_with_itself(desk: Desk) -> None:
    for _ in range(5):
        desk.calendar.fail("create", DOWN, after=True)
    failed = await desk.booked()
    assert failed.state is State.FAILED
    assert (await desk.decisions.confirm(desk.ana, failed.id)).state is State.BOOKED
    assert await desk.events() == ["Design review"]


async def test_an_event_that_was_made_though_it_failed_follows_a_later_edit(desk: Desk) -> None:
    for _ in range(5):
        desk.calendar.fail("create", DOWN, after=True)
    failed = await desk.booked()
    await desk.decisions.edit(desk.ana, failed.id, at(5))
    booked = await desk.decisions.confirm(desk.ana, failed.id)
    [event] = await desk.calendar.events("default", START, START + timedelta(days=1))
    assert (event.id, event.draft.start) == (booked.event_id, at(5).start)


async def test_killed_between_the_event_and_its_record_the_booking_is_finished_with_the_same_event(desk: Desk) -> None:
    proposal = await desk.propose()
    desk.hands.held = True
    waiting = asyncio.create_task(desk.decisions.confirm(desk.ana, proposal.id))
    while not desk.hands.occasions:
        await asyncio.sleep(0.001)
    made = await desk.calendar.create("default", REVIEW, proposal.id)  # and then the process died
    desk.hands.held = False
    await desk.decisions.booking_jobs.resume(timedelta(0))
    booked = await waiting
    assert (booked.state, booked.event_id) == (State.BOOKED, made.id)
    assert await desk.events() == ["Design review"]


async def test_killed_between_the_decision_and_an_undo_it_is_finished(desk: Desk) -> None:
    booked = await desk.booked()
    desk.hands.held = True
    waiting = asyncio.create_task(desk.decisions.undo(desk.ana, booked.id))
    while len(desk.hands.occasions) < 2:
        await asyncio.sleep(0.001)
    desk.clock.advance(seconds=31)
    desk.hands.held = False
    await desk.decisions.booking_jobs.resume(timedelta(seconds=30))
    assert (await waiting).event_id is None
    assert await desk.events() == []


async def test_only_what_is_stuck_is_started_again_and_once_for_all_who_notice(desk: Desk) -> None:
    desk.hands.held = True
    proposal = await desk.propose()
    waiting = asyncio.create_task(desk.decisions.confirm(desk.ana, proposal.id))
    while not desk.hands.occasions:
        await asyncio.sleep(0.001)
    await desk.decisions.booking_jobs.resume(timedelta(seconds=30))
    assert len(desk.hands.occasions) == 1
    desk.clock.advance(seconds=31)
    await desk.decisions.booking_jobs.resume(timedelta(seconds=30))
    await desk.decisions.booking_jobs.resume(timedelta(seconds=30))
    assert len(set(desk.hands.occasions)) == 2
    await desk.decisions.booking_jobs.book(proposal.id)
    await waiting


async def test_booking_twice_at_the_same_time_is_one_event(desk: Desk) -> None:
    desk.hands.held = True
    proposal = await desk.propose()
    waiting = asyncio.create_task(desk.decisions.confirm(desk.ana, proposal.id))
    while not desk.hands.occasions:
        await asyncio.sleep(0.001)
    await asyncio.gather(*(desk.decisions.booking_jobs.book(proposal.id) for _ in range(5)))
    assert (await waiting).state is State.BOOKED
    assert await desk.events() == ["Design review"]


async def test_a_late_booking_cannot_bring_back_what_was_undone(desk: Desk) -> None:
    booked = await desk.booked()
    await desk.decisions.undo(desk.ana, booked.id)
    await desk.decisions.booking_jobs.book(booked.id)
    assert await desk.events() == []
    with pytest.raises(EventNotFound):
        await desk.calendar.create("default", REVIEW, booked.id)
    assert (await desk.decisions.get(desk.ana.id, booked.id)).state is State.UNDONE


async def test_work_on_what_does_not_exist_is_nothing(desk: Desk) -> None:
    await desk.decisions.booking_jobs.book("unknown")
    await desk.decisions.booking_jobs.unbook("unknown")
    assert await desk.decisions.proposals.find("unknown") is None
    assert desk.channel.card_history == []


async def test_whoever_waits_too_long_is_told_how_it_stands(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.core.proposals.booking_jobs._BOOKING_PATIENCE", 0.01)
    monkeypatch.setattr("threadline.core.proposals.booking_jobs._LOOK_SECONDS", 0.001)
    desk.hands.held = True
    proposal = await desk.propose()
    assert (await desk.decisions.confirm(desk.ana, proposal.id)).state is State.BOOKING
    assert desk.decisions.booking_jobs._waiting == {}


@pytest.mark.parametrize("error", [ChannelUnavailable("down", channel="memory"), RuntimeError("a fault")])
async def test_a_card_that_cannot_be_refreshed_does_not_undo_the_decision(
    desk: Desk, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: object, proposal: Proposal) -> None:
        raise error

    monkeypatch.setattr("threadline.core.channels.memory.MemoryChannel.refresh", broken)
    assert (await desk.booked()).state is State.BOOKED


async def test_a_proposal_of_a_channel_that_is_gone_can_be_decided(desk: Desk) -> None:
    proposal = await desk.decisions.propose(desk.ana, offer_of(REVIEW), key="x", channel="gone")
    assert (await desk.decisions.dismiss(desk.ana, proposal.id)).state is State.DISMISSED


async def test_a_card_is_posted_once_and_then_refreshed(desk: Desk) -> None:
    proposal = await desk.propose()
    message = Message("memory", "1", "t", Author("u"), "review", START)
    turn = Turn("m1", "c1", 1, message, desk.ana, 1)
    await desk.decisions.proposals.present(proposal, turn)
    stored = await desk.decisions.get(desk.ana.id, proposal.id)
    assert stored.surface_ref == f"card-{proposal.id}"
    await desk.decisions.proposals.present(stored, turn)
    assert desk.channel.card_history == [proposal, stored]


async def test_proposals_are_listed_by_person_state_and_message(desk: Desk) -> None:
    first = await desk.propose()
    desk.clock.advance(seconds=1)
    second = await desk.propose(at(3), key="m2")
    dismissed = await desk.decisions.dismiss(desk.ana, second.id)
    listed = await desk.decisions.proposals.of_person(desk.ana.id, states=[], limit=10)
    assert listed == [dismissed, first]
    assert await desk.decisions.proposals.of_person(desk.ana.id, states=[State.PROPOSED], limit=10) == [first]
    assert await desk.decisions.proposals.of_person(desk.ana.id, states=[], limit=1) == [dismissed]
    before = (dismissed.created_at, dismissed.id)
    assert await desk.decisions.proposals.of_person(desk.ana.id, states=[], limit=10, before=before) == [first]
    assert await desk.decisions.proposals.of_person(desk.bo.id, states=[], limit=10) == []
    assert await desk.decisions.proposals.of_messages(["m1", "m2", "m3"]) == {"m1": [first], "m2": [dismissed]}
    assert await desk.decisions.proposals.of_messages([]) == {}
