"""Events changed by words: what is open at once, what is booked by a confirmed proposal, and never a wrong one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.core.proposals.desk import REVIEW
from tests.unit.core.scheduling.change_scene import BO, DOWN, Talk, desk, talk, vienna
from threadline.calendar.event import Attendee
from threadline.calendar.extract import Intent
from threadline.calendar.port import EventNotFound
from threadline.core.domain.proposal import Action, AlreadyDecided, Conflicting, NotAnEvent, State

__all__ = ["desk", "talk"]  # the fixtures of the scene


class TestOpen:
    """A proposal that waits is edited at once."""

    @pytest.mark.parametrize(
        ("text", "span"),
        [
            ("move it to 4", "Fri 16:00-Fri 17:00"),
            ("to 4 instead", "Fri 16:00-Fri 17:00"),
            ("an hour later", "Fri 16:00-Fri 17:00"),
            ("move it to Monday", "Mon 15:00-Mon 16:00"),
            ("make it 45 minutes", "Fri 15:00-Fri 15:45"),
            ("eine Stunde früher", "Fri 14:00-Fri 15:00"),
            ("déplace-le à 16h", "Fri 16:00-Fri 17:00"),
        ],
    )
    async def test_a_new_time(self, talk: Talk, text: str, span: str) -> None:
        proposal = await talk.propose()
        told = await talk.told(text)
        now = await talk.desk.decisions.get(talk.desk.ana.id, proposal.id)
        assert f"{vienna(now.offer.draft.start)}-{vienna(now.offer.draft.end)}" == span
        assert now.state is State.PROPOSED
        assert talk.desk.card == now
        assert "not booked yet" in told
        assert any(part.slot in ("when", "duration") for part in now.offer.evidence)

    async def test_people_name_place_and_rule(self, talk: Talk) -> None:
        proposal = await talk.propose()
        for text in (
            "add bo@example.com",
            "rename it to Budget talk",
            "in Room 5 instead",
            "every Friday until May",
            "make it private",
        ):
            assert await talk.say(text) is not None, text
        draft = (await talk.desk.decisions.get(talk.desk.ana.id, proposal.id)).offer.draft
        assert draft.attendees == (Attendee("Bo", "bo@example.com"),)
        assert (draft.title, draft.location, draft.private) == ("Budget talk", "Room 5", True)
        assert draft.rrule is not None
        assert draft.rrule.startswith("FREQ=WEEKLY;BYDAY=FR;UNTIL=2026")
        assert "No longer invited: Bo" in await talk.told("remove Bo")

    async def test_the_same_message_changes_it_once(self, talk: Talk) -> None:
        proposal = await talk.propose()
        turn = talk.turn("an hour later")
        await talk.change_requests.answer(turn, Intent.NONE)
        again = await talk.change_requests.answer(turn, Intent.NONE)
        now = await talk.desk.decisions.get(talk.desk.ana.id, proposal.id)
        assert vienna(now.offer.draft.start) == "Fri 16:00"
        assert again is not None
        assert "now" in again.facts[0]

    async def test_it_is_let_go_by_words(self, talk: Talk) -> None:
        proposal = await talk.propose()
        assert "Nothing was booked" in await talk.told("cancel it", intent=Intent.CANCEL)
        assert (await talk.desk.decisions.get(talk.desk.ana.id, proposal.id)).state is State.DISMISSED
        assert "booked or waiting" in await talk.told("cancel it", intent=Intent.CANCEL)

    async def test_what_speaks_against_it_is_told_but_not_to_others(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", REVIEW.moved(REVIEW.start + timedelta(hours=1)), "lunch")
        await talk.propose(replace(REVIEW, title="Talk"))
        assert "**Design review**" in await talk.told("an hour later")
        assert "**Design review**" not in await talk.told("move it to 4:15pm", shared=True)

    @pytest.mark.parametrize("text", ["move it to next month", "remove Cy", "shorten it by 3 hours"])
    async def test_what_is_unclear_is_asked_and_changes_nothing(self, talk: Talk, text: str) -> None:
        proposal = await talk.propose()
        assert await talk.told(text)
        assert await talk.desk.decisions.get(talk.desk.ana.id, proposal.id) == proposal

    async def test_a_strangers_words_change_nothing(self, talk: Talk) -> None:
        proposal = await talk.propose()
        told = await talk.told("move it to 4", who=talk.desk.bo)
        assert "somebody else's" in told
        assert await talk.desk.decisions.get(talk.desk.ana.id, proposal.id) == proposal

    @pytest.mark.parametrize("text", ["thanks", "lunch with Bo tomorrow at 12", "tomorrow?", "x" * 400, ""])
    async def test_other_words_are_no_change(self, talk: Talk, text: str) -> None:
        await talk.propose()
        assert await talk.say(text) is None


class TestBooked:
    """What is in the calendar changes only when its owner confirms."""

    async def test_moving_it_is_proposed_and_booked_by_a_click(self, talk: Talk) -> None:
        booked = await talk.booked()
        proposal = await talk.offered("move it to 4")
        assert (proposal.offer.action, proposal.state) == (Action.CHANGE, State.PROPOSED)
        assert vienna((await talk.event(booked)).draft.start) == "Fri 15:00"
        done = await talk.confirm(proposal)
        assert (done.state, done.event_id) == (State.BOOKED, booked.event_id)
        assert vienna((await talk.event(booked)).draft.start) == "Fri 16:00"
        assert await talk.desk.events() == ["Design review"]

    async def test_it_does_not_collide_with_itself_but_with_others(self, talk: Talk) -> None:
        await talk.booked()
        proposal = await talk.offered("half an hour later")
        assert proposal.offer.conflicts == ()
        await talk.desk.calendar.create("default", REVIEW.moved(REVIEW.end), "lunch")
        with pytest.raises(Conflicting, match="Design review"):
            await talk.confirm(proposal)

    async def test_undoing_a_change_puts_it_back(self, talk: Talk) -> None:
        booked = await talk.booked()
        done = await talk.confirm(await talk.offered("move it to 4 and add bo@example.com"))
        undone = await talk.desk.decisions.undo(talk.desk.ana, done.id)
        assert (undone.state, undone.event_id) == (State.UNDONE, None)
        assert (await talk.event(booked)).draft == REVIEW
        assert (await talk.offered("move it to 5")).offer.target is not None

    async def test_an_undo_is_refused_once_it_was_changed_again(self, talk: Talk) -> None:
        booked = await talk.booked()
        done = await talk.confirm(await talk.offered("move it to 4"))
        event = await talk.event(booked)
        await talk.desk.calendar.update("default", event.id, replace(event.draft, title="Other"), event.version)
        after = await talk.desk.decisions.undo(talk.desk.ana, done.id)
        assert after.state is State.BOOKED
        assert after.reason is not None
        assert "could not be put back" in after.reason

    async def test_an_event_that_changed_since_is_asked_about_again(self, talk: Talk) -> None:
        booked = await talk.booked()
        proposal = await talk.offered("move it to 4")
        event = await talk.event(booked)
        await talk.desk.calendar.update("default", event.id, replace(event.draft, title="Retro"), event.version)
        with pytest.raises(Conflicting, match="changed in the calendar") as asked:
            await talk.confirm(proposal)
        again = asked.value.proposal
        assert again.state is State.PROPOSED
        assert again.offer.draft.title == "Retro"
        assert "to Retro" in again.offer.warnings[0]
        await talk.confirm(again)
        now = (await talk.event(booked)).draft
        assert (now.title, vienna(now.start)) == ("Retro", "Fri 16:00")

    async def test_a_change_whose_answer_got_lost_is_done_once(self, talk: Talk) -> None:
        booked = await talk.booked()
        talk.desk.calendar.fail("update", DOWN, after=True)
        done = await talk.confirm(await talk.offered("in Room 9 instead"))
        assert done.state is State.BOOKED
        event = await talk.event(booked)
        assert (event.draft.location, event.sequence) == ("Room 9", 1)

    async def test_cancelling_and_undoing_that(self, talk: Talk) -> None:
        booked = await talk.booked()
        proposal = await talk.offered("cancel it", intent=Intent.CANCEL)
        assert (proposal.offer.action, await talk.desk.events()) == (Action.CANCEL, ["Design review"])
        with pytest.raises(NotAnEvent):
            await talk.desk.decisions.edit(talk.desk.ana, proposal.id, REVIEW)
        done = await talk.confirm(proposal)
        assert (done.state, await talk.desk.events()) == (State.BOOKED, [])
        undone = await talk.desk.decisions.undo(talk.desk.ana, done.id)
        assert (undone.state, await talk.desk.events()) == (State.UNDONE, ["Design review"])
        with pytest.raises(EventNotFound):
            await talk.event(booked)
        moved = await talk.offered("move it to 5")
        assert moved.offer.target is not None
        assert moved.offer.target.event_id != booked.event_id

    async def test_cancelling_what_changed_since_is_asked_again_and_what_is_gone_is_done(self, talk: Talk) -> None:
        booked = await talk.booked()
        proposal = await talk.offered("cancel it")
        event = await talk.event(booked)
        await talk.desk.calendar.update("default", event.id, replace(event.draft, title="Retro"), event.version)
        with pytest.raises(Conflicting) as asked:
            await talk.confirm(proposal)
        assert asked.value.proposal.offer.draft.title == "Retro"
        await talk.desk.calendar.delete("default", event.id)
        assert (await talk.confirm(proposal)).state is State.BOOKED

    async def test_changing_what_is_gone_fails_and_says_so(self, talk: Talk) -> None:
        booked = await talk.booked()
        proposal = await talk.offered("move it to 4")
        await talk.desk.calendar.delete("default", booked.event_id or "")
        failed = await talk.confirm(proposal)
        assert (failed.state, failed.reason) == (State.FAILED, "There is no such event.")

    async def test_cancelling_a_change_that_waits_proposes_to_cancel_the_event(self, talk: Talk) -> None:
        await talk.booked()
        change = await talk.offered("move it to 4")
        cancel = await talk.offered("cancel it")
        assert cancel.offer.action is Action.CANCEL
        assert (await talk.desk.decisions.get(talk.desk.ana.id, change.id)).state is State.DISMISSED

    async def test_a_change_that_waits_is_edited(self, talk: Talk) -> None:
        await talk.booked()
        change = await talk.offered("move it to 4")
        assert "not booked yet" in await talk.told("an hour later")
        now = await talk.desk.decisions.get(talk.desk.ana.id, change.id)
        assert (now.offer.action, vienna(now.offer.draft.start)) == (Action.CHANGE, "Fri 17:00")

    async def test_what_is_so_already_is_told(self, talk: Talk) -> None:
        await talk.booked()
        assert "already is" in await talk.told("move it to 3pm")

    async def test_two_who_confirm_at_once_change_it_once(self, talk: Talk) -> None:
        import asyncio

        booked = await talk.booked()
        proposal = await talk.offered("move it to 4")
        await asyncio.gather(*(talk.confirm(proposal) for _ in range(20)))
        assert (await talk.event(booked)).sequence == 1


class TestNamed:
    """Events that the thread never spoke of."""

    async def test_one_is_found_by_its_title(self, talk: Talk) -> None:
        event = await talk.desk.calendar.create("default", REVIEW, "elsewhere")
        proposal = await talk.offered("move the design review to Monday")
        assert proposal.offer.target is not None
        assert proposal.offer.target.event_id == event.id
        assert vienna(proposal.offer.draft.start) == "Mon 15:00"

    @pytest.mark.parametrize(
        "text", ["cancel my meeting with Bo tomorrow", "cancel my 3pm tomorrow", "cancel the review with Bo"]
    )
    async def test_one_is_found_by_people_and_time(self, talk: Talk, text: str) -> None:
        await talk.desk.calendar.create("default", replace(REVIEW, attendees=(BO,)), "1")
        await talk.desk.calendar.create("default", REVIEW.moved(REVIEW.start + timedelta(days=4)), "2")
        proposal = await talk.offered(text, intent=Intent.CANCEL)
        assert proposal.offer.draft.attendees == (BO,)

    async def test_several_are_told_and_none_is_chosen(self, talk: Talk) -> None:
        for day in range(7):
            draft = REVIEW.moved(REVIEW.start + timedelta(days=day))
            await talk.desk.calendar.create("default", draft, str(day))
        outcome = await talk.say("cancel the design review", intent=Intent.CANCEL)
        assert outcome is not None
        assert outcome.offer is None
        assert len(outcome.facts) == 7
        assert "**Design review**" in outcome.facts[1]
        shared = await talk.say("cancel the design review", intent=Intent.CANCEL, shared=True)
        assert shared is not None
        assert "**" not in shared.facts[1]

    async def test_none_is_said_and_what_could_not_be_read(self, talk: Talk) -> None:
        talk.desk.calendar.fail("events", DOWN)
        told = await talk.told("cancel the standup", intent=Intent.CANCEL)
        assert "no event “the standup”" in told
        assert "could not read" in told

    async def test_a_shared_thread_finds_nothing_by_time_alone(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", REVIEW, "1")
        outcome = await talk.say("cancel my 3pm tomorrow", intent=Intent.CANCEL, shared=True)
        assert outcome is not None
        assert outcome.offer is None

    @pytest.mark.parametrize("text", ["delete the second paragraph", "rename the variable to x", "make it weekly"])
    async def test_words_about_no_event_are_left_to_others(self, talk: Talk, text: str) -> None:
        assert await talk.say(text, intent=Intent.NONE) is None

    async def test_it_without_an_event_is_asked(self, talk: Talk) -> None:
        assert "Which event" in await talk.told("cancel it", intent=Intent.CANCEL)

    async def test_the_thread_goes_before_the_calendar_where_it_fits(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", REVIEW.moved(REVIEW.start + timedelta(days=1)), "1")
        proposal = await talk.propose()
        assert "not booked yet" in await talk.told("move the design review to 4")
        assert "not booked yet" in await talk.told("move the meeting to 5")
        assert vienna((await talk.desk.decisions.get(talk.desk.ana.id, proposal.id)).offer.draft.start) == "Fri 17:00"


async def test_a_change_that_was_made_though_it_failed_is_put_back(talk: Talk) -> None:
    booked = await talk.booked()
    proposal = await talk.offered("move it to 4")
    talk.desk.calendar.fail("update", DOWN, after=True)
    for _ in range(4):
        talk.desk.calendar.fail("update", DOWN)
    failed = await talk.confirm(proposal)
    assert failed.state is State.FAILED
    await talk.desk.decisions.dismiss(talk.desk.ana, failed.id)
    await talk.desk.hands.done()
    assert (await talk.event(booked)).draft == REVIEW


async def test_a_named_calendar_of_another_back_end_takes_the_booking(talk: Talk) -> None:
    decisions, ana = talk.desk.decisions, talk.desk.ana
    offer = (await talk.propose()).offer
    proposal = await decisions.propose(ana, offer, key="x", channel="memory", calendar="memory", calendar_id="team")
    assert (proposal.calendar, proposal.calendar_id) == ("memory", "team")


async def test_it_is_too_late_to_undo_a_change_in_its_own_words(talk: Talk) -> None:
    await talk.booked()
    done = await talk.confirm(await talk.offered("move it to 4"))
    talk.desk.clock.advance(hours=25)
    with pytest.raises(AlreadyDecided, match="change the event again"):
        await talk.desk.decisions.undo(talk.desk.ana, done.id)
