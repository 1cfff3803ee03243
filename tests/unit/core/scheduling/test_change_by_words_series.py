"""Series changed by words: only this one, from now on, or all of it; and what is told of changes."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.unit.core.proposals.desk import REVIEW
from tests.unit.core.scheduling.change_scene import BO, DOWN, STANDUP, Talk, desk, talk, vienna
from threadline.calendar.event import Attendee, Event
from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarRejected
from threadline.core.channels.port import Method
from threadline.core.domain.proposal import State, ToldBy

__all__ = ["desk", "talk"]  # the fixtures of the scene


class TestSeries:
    """One time or all of them."""

    async def test_which_is_meant_is_asked_where_nothing_says_it(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        told = await talk.told("cancel the standup", intent=Intent.CANCEL)
        assert "only the next time" in told
        assert "whole series" in told

    async def test_what_a_parted_series_keeps_is_said(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        await talk.confirm(await talk.offered("from 20 March on, move the standup to 11"))
        newer = await talk.offered("cancel the whole series")
        assert vienna(newer.offer.draft.start) == "Fri 11:00"
        [left] = newer.offer.warnings
        assert left.startswith("Another series called “Standup” is not part of this and stays as it is.")
        assert "6 Mar 2026, 09:00" in left
        await talk.confirm(newer)
        older = await talk.offered("cancel the whole standup series")
        assert older.offer.warnings == ()
        assert vienna(older.offer.draft.start) == "Fri 09:00"

    async def test_one_time_is_cancelled_and_comes_back(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        done = await talk.confirm(await talk.offered("cancel the standup on 13 March"))
        assert len(await talk.desk.events()) == 4
        await talk.desk.decisions.undo(talk.desk.ana, done.id)
        assert len(await talk.desk.events()) == 5

    async def test_one_time_is_moved_and_put_back(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        proposal = await talk.offered("move the standup on 13 March to 11")
        done = await talk.confirm(proposal)
        starts = [vienna(e.draft.start) for e in await self.events(talk)]
        assert starts.count("Fri 11:00") == 1
        assert starts.count("Fri 09:00") == 4
        assert (await talk.desk.decisions.undo(talk.desk.ana, done.id)).state is State.UNDONE
        assert [vienna(e.draft.start) for e in await self.events(talk)] == ["Fri 09:00"] * 5

    async def test_one_time_is_moved_again_after_an_undo(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        for hour in (11, 13):
            done = await talk.confirm(await talk.offered(f"move the standup on 13 March to {hour}"))
            assert done.state is State.BOOKED
            assert [vienna(e.draft.start) for e in await self.events(talk)].count(f"Fri {hour}:00") == 1
            await talk.desk.decisions.undo(talk.desk.ana, done.id)
            assert [vienna(e.draft.start) for e in await self.events(talk)] == ["Fri 09:00"] * 5

    async def test_moving_one_time_whose_answer_got_lost_is_done_once(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        proposal = await talk.offered("move the standup on 13 March to 11")
        talk.desk.calendar.fail("update", DOWN, after=True)
        assert (await talk.confirm(proposal)).state is State.BOOKED
        assert [vienna(e.draft.start) for e in await self.events(talk)].count("Fri 11:00") == 1
        assert len(await self.events(talk)) == 5

    async def test_where_a_calendar_changes_no_single_time_an_event_takes_its_place(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", replace(STANDUP, attendees=(BO,)), "s")
        proposal = await talk.offered("move the standup on 13 March to 11")
        talk.desk.calendar.fail("update", CalendarRejected("not one occurrence"))
        talk.desk.calendar.fail("delete", DOWN)
        talk.desk.calendar.fail("update", CalendarRejected("not one occurrence"))
        done = await talk.confirm(proposal)
        assert [vienna(e.draft.start) for e in await self.events(talk)].count("Fri 11:00") == 1
        assert len(await self.events(talk)) == 5
        assert [method for _, method, _, _ in talk.post.sent] == [Method.REQUEST, Method.REQUEST]
        await talk.desk.decisions.undo(talk.desk.ana, done.id)
        assert [vienna(e.draft.start) for e in await self.events(talk)] == ["Fri 09:00"] * 5

    async def test_a_single_time_that_fails_half_way_is_cleared_up(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        proposal = await talk.offered("move the standup on 13 March to 11")
        for _ in range(5):
            talk.desk.calendar.fail("update", CalendarRejected("not one occurrence"))
            talk.desk.calendar.fail("delete", DOWN)
        failed = await talk.confirm(proposal)
        assert failed.state is State.FAILED
        await talk.desk.decisions.dismiss(talk.desk.ana, failed.id)
        await talk.desk.hands.done()
        assert [vienna(e.draft.start) for e in await self.events(talk)] == ["Fri 09:00"] * 5

    async def test_a_single_time_that_is_gone_since_is_told(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        proposal = await talk.offered("move the standup on 13 March to 11")
        assert proposal.offer.target is not None
        await talk.desk.calendar.delete("default", proposal.offer.target.event_id)
        assert (await talk.confirm(proposal)).state is State.FAILED

    async def test_moving_one_time_that_was_half_done_is_finished(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        proposal = await talk.offered("move the standup on 13 March to 11")
        talk.desk.calendar.fail("delete", DOWN)
        assert (await talk.confirm(proposal)).state is State.BOOKED
        assert len(await self.events(talk)) == 5

    async def test_all_of_them_are_moved(self, talk: Talk) -> None:
        await talk.desk.calendar.create("default", STANDUP, "s")
        done = await talk.confirm(await talk.offered("move the whole series of the standup to Thursday at 10"))
        events = await self.events(talk)
        assert {vienna(event.draft.start) for event in events} == {"Thu 10:00"}
        series = await talk.event(done)
        assert series.draft.rrule == "FREQ=WEEKLY;BYDAY=TH"

    async def test_a_series_of_the_thread_is_meant_as_a_whole_unless_one_is_named(self, talk: Talk) -> None:
        booked = await talk.booked(STANDUP)
        whole = await talk.offered("move it to 10")
        assert whole.offer.target is not None
        assert whole.offer.target.event_id == booked.event_id
        await talk.desk.decisions.dismiss(talk.desk.ana, whole.id)
        one = await talk.offered("move only this one to 11")
        assert one.offer.target is not None
        assert one.offer.target.event_id.startswith(f"{booked.event_id}_")
        assert one.offer.draft.rrule is None

    async def events(self, talk: Talk) -> list[Event]:
        return list(
            await talk.desk.calendar.events(
                "default", datetime(2026, 3, 5, tzinfo=UTC), datetime(2026, 4, 5, tzinfo=UTC)
            )
        )


class TestTold:
    """Attendees learn of it, once."""

    WITH_BO = replace(REVIEW, attendees=(BO, Attendee("Cy")))

    async def test_of_a_booking_a_change_a_cancellation(self, talk: Talk) -> None:
        booked = await talk.booked(self.WITH_BO)
        await talk.confirm(await talk.offered("move it to 4"))
        await talk.confirm(await talk.offered("cancel it"))
        event = booked.event_id
        assert talk.post.sent == [
            (event, Method.REQUEST, 0, ("bo@example.com",)),
            (event, Method.REQUEST, 1, ("bo@example.com",)),
            (event, Method.CANCEL, 2, ("bo@example.com",)),
        ]

    async def test_of_an_undo(self, talk: Talk) -> None:
        booked = await talk.booked(self.WITH_BO)
        await talk.desk.decisions.undo(talk.desk.ana, booked.id)
        assert [method for _, method, _, _ in talk.post.sent] == [Method.REQUEST, Method.CANCEL]

    async def test_whoever_is_left_out_is_told_that(self, talk: Talk) -> None:
        booked = await talk.booked(self.WITH_BO)
        await talk.confirm(await talk.offered("remove Bo"))
        assert talk.post.sent[-1] == (booked.event_id, Method.CANCEL, 1, ("bo@example.com",))

    async def test_not_where_the_owner_does_not_want_it(self, talk: Talk) -> None:
        await talk.desk.preferences_of._preferences.put(talk.desk.ana.id, "invite_attendees", value="false")
        booked = await talk.booked(self.WITH_BO)
        assert (booked.offer.invite, talk.post.sent) == (False, [])

    async def test_by_the_calendar_where_that_does_it(self, talk: Talk) -> None:
        talk.desk.calendar.server_tells = True
        booked = await talk.booked(self.WITH_BO)
        await talk.confirm(await talk.offered("move it to 4"))
        await talk.confirm(await talk.offered("cancel it"))
        assert talk.post.sent == []
        assert talk.desk.calendar.invited == [(what, booked.event_id) for what in ("create", "update", "delete")]
        assert booked.offer.told_by is ToldBy.CALENDAR

    async def test_by_mail_where_the_calendar_promised_and_did_not_reach_them(self, talk: Talk) -> None:
        talk.desk.calendar.server_tells, talk.desk.calendar.unreached = True, {"bo@example.com"}
        booked = await talk.booked(replace(REVIEW, attendees=(BO, Attendee("Di", "di@example.com"))))
        await talk.confirm(await talk.offered("remove Bo"))
        await talk.confirm(await talk.offered("cancel it"))
        assert [(method, to) for _, method, _, to in talk.post.sent] == [
            (Method.REQUEST, ("bo@example.com",)),
            (Method.CANCEL, ("bo@example.com",)),
        ]
        assert booked.reason is None

    async def test_or_it_is_said_that_nobody_could(self, talk: Talk) -> None:
        talk.desk.calendar.server_tells, talk.desk.calendar.unreached = True, {"bo@example.com"}
        talk.channels.clear()
        booked = await talk.booked(self.WITH_BO)
        assert "Not told of it: bo@example.com" in (booked.reason or "")

    async def test_the_card_says_who_would_tell(self, talk: Talk) -> None:
        with_mail = await talk.desk.propose(self.WITH_BO, key="with")
        talk.channels.clear()
        without = await talk.desk.propose(self.WITH_BO, key="without")
        assert (with_mail.offer.told_by, without.offer.told_by) == (ToldBy.MAIL, ToldBy.NOBODY)

    async def test_a_channel_that_fails_does_not_keep_it_from_being_booked(self, talk: Talk) -> None:
        talk.post.broken = True
        assert (await talk.booked(self.WITH_BO)).state is State.BOOKED
