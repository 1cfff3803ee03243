"""From a sentence to a booked event: the card and everything that can be done with it."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.channels.slack.house import House, buttons, is_card, shown
from tests.support.acting import until
from threadline.calendar.event import EventDraft
from threadline.core.domain.proposal import State
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.model import Message, View
from threadline.storage.database.errors import StorageUnavailable

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


async def ana(house: House) -> Any:
    person = await house.services.people.directory.by_email("ana@example.com")
    assert person is not None
    return person


def one_view(house: House) -> View:
    (view,) = house.workspace.views.values()
    return view


@pytest.fixture(autouse=True)
def no_views(house: House) -> None:
    house.workspace.views.clear()


async def busy(house: House, card: Message) -> None:
    """Put something into Ana's calendar at the time of the card."""
    person = await ana(house)
    proposal = await newest(house)
    calendar, home = await house.services.calendars.registry.primary(person)
    await calendar.create(home, replace(proposal.offer.draft, title="Dentist"), f"busy-{card.ts}")


async def newest(house: House) -> Any:
    (proposal,) = await house.services.proposals.repository.of_person((await ana(house)).id, states=(), limit=1)
    return proposal


async def free(house: House) -> None:
    """Take everything out of Ana's calendar."""
    person = await ana(house)
    calendar, home = await house.services.calendars.registry.primary(person)
    now = datetime.now().astimezone()
    for event in await calendar.events(home, now - timedelta(days=1), now + timedelta(days=10)):
        await calendar.delete(home, event.id)


async def test_confirm_books_and_undo_takes_back(house: House) -> None:
    _, card = await house.event()
    text = shown(card)
    assert "Design review" in text
    assert "Room 4" in text
    assert "<!date^" in text
    assert "(Europe/Vienna)" in text
    assert "tomorrow 3-4:30pm" in text
    delivery = await house.press("UANA", card, "confirm")
    assert delivery.status == 200
    await until(lambda: "In your calendar" in shown(card))
    assert (await newest(house)).state is State.BOOKED
    assert [part["text"]["text"] for part in buttons(card)] == ["Undo", "Open"]
    await house.press("UANA", card, "undo")
    await until(lambda: "Undone" in shown(card))
    assert (await newest(house)).event_id is None


async def test_a_booked_event_is_changed_and_cancelled_in_the_thread(house: House) -> None:
    asked, card = await house.event()
    await house.press("UANA", card, "confirm")
    await until(lambda: "In your calendar" in shown(card))

    async def next_card(text: str) -> Message:
        before = {message.ts for message in house.replies(asked.ts)}
        await house.hand.write("UANA", "CGENERAL", f"<@UBOT> {text}", thread_ts=asked.ts)
        await until(lambda: any(is_card(each) and each.ts not in before for each in house.replies(asked.ts)))
        (found,) = (each for each in house.replies(asked.ts) if is_card(each) and each.ts not in before)
        await house.kept(found)
        return found

    change = await next_card("move it to 5pm")
    assert "Change: Design review" in shown(change)
    assert "17:00" in shown(change)
    await house.press("UANA", change, "confirm")
    await until(lambda: "Changed in your calendar" in shown(change))
    assert (await newest(house)).offer.draft.start.hour == 17
    cancel = await next_card("cancel it")
    labels = [part["text"]["text"] for part in buttons(cancel)]
    assert labels == ["Cancel the event", "Keep it"]
    await house.press("UANA", cancel, "confirm")
    await until(lambda: "Cancelled." in shown(cancel))
    await house.press("UANA", cancel, "undo")
    await until(lambda: "back in the calendar" in shown(cancel))
    await free(house)


async def test_only_the_owner_decides(house: House) -> None:
    _, card = await house.event()
    await house.press("UBO", card, "confirm")
    assert "somebody else's" in house.whispers("UBO")[-1]
    assert (await newest(house)).state is State.PROPOSED
    await house.press("UANA", card, "dismiss")
    assert "Dismissed" in shown(card)
    assert not any(block["type"] == "actions" for block in card.blocks)


async def test_the_owner_is_known_whatever_team_an_event_names(house: House) -> None:
    asked = await house.hand.write("UANA", "CGENERAL", "not for the bot")
    event = {"type": "app_mention", "user": "UANA", "team": "E1", "user_team": "E1", "channel": "CGENERAL"}
    await house.hand.deliver(event | {"ts": asked.ts, "text": "<@UBOT> lunch with Bo tomorrow at noon"})
    card = await house.card(asked.ts)
    await house.press("UANA", card, "dismiss")
    await until(lambda: "Dismissed" in shown(card))
    assert (await newest(house)).state is State.DISMISSED


async def test_two_clicks_are_one_booking(house: House) -> None:
    _, card = await house.event()
    await asyncio.gather(*(house.press("UANA", card, "confirm") for _ in range(3)))
    await until(lambda: "In your calendar" in shown(card))
    person = await ana(house)
    draft = (await newest(house)).offer.draft
    events, _ = await house.services.calendars.agenda.events(person, draft.start, draft.end)
    assert [event.draft.title for event in events] == ["Design review"]
    await house.press("UANA", card, "undo")
    await until(lambda: "Undone" in shown(card))


async def test_a_click_on_an_old_card_shows_the_truth(house: House) -> None:
    _, card = await house.event()
    old = {"type": "button", "action_id": "confirm", "value": buttons(card)[0]["value"]}
    person = await ana(house)
    proposal = await newest(house)
    moved = proposal.offer.draft.moved(proposal.offer.draft.start + timedelta(hours=1))
    await house.services.proposals.decisions.edit(person, proposal.id, moved)
    await until(lambda: "16:00" in shown(card))
    await house.hand.click("UANA", card, old)
    assert "changed since" in house.whispers("UANA")[-1]
    assert (await newest(house)).state is State.PROPOSED
    await house.hand.click("UANA", card, old | {"value": "nonsense"})
    assert "older version" in house.whispers("UANA")[-1]
    await house.hand.click("UANA", card, old | {"value": "0:1:UANA"})
    assert "gone" in house.whispers("UANA")[-1]


async def test_decided_elsewhere_shows_here(house: House) -> None:
    _, card = await house.event()
    proposal = await newest(house)
    await house.services.proposals.decisions.dismiss(await ana(house), proposal.id)
    assert "Dismissed" in shown(card)
    await house.channel.refresh(replace(proposal, surface_ref=(await newest(house)).surface_ref))
    assert "Dismissed" in shown(card), "an older state does not come back"
    await house.channel.refresh(replace(proposal, id="unknown", surface_ref=None))


async def test_a_click_can_be_faster_than_the_engine(house: House) -> None:
    _, card = await house.event()
    proposal = await newest(house)
    await house.channel.refresh(replace(proposal, state=State.BOOKING, version=2, surface_ref=None))
    assert "Booking" in shown(card)


async def test_a_conflict_that_came_up_is_told_before_booking(house: House) -> None:
    _, card = await house.event()
    await busy(house, card)
    await house.press("UANA", card, "confirm")
    assert "confirm again" in house.whispers("UANA")[-1]
    assert "Collides with something in the calendar" in shown(card)
    assert "Dentist" not in shown(card), "others in the channel need not know"
    await house.press("UANA", card, "confirm")
    await until(lambda: "In your calendar" in shown(card))
    await free(house)


async def test_edit_changes_the_event_and_says_what_is_wrong(house: House) -> None:
    _, card = await house.event()
    await house.press("UANA", card, "edit")
    view = one_view(house)
    start = next(b for b in view.body["blocks"] if b["block_id"] == "start")["element"]["initial_date_time"]
    values: Json = {
        "title": {"value": {"value": "  "}},
        "start": {"value": {"selected_date_time": start + 3600}},
        "length": {"value": {"selected_option": {"value": "45"}}},
        "place": {"value": {"value": ""}},
        "people": {"value": {"value": "not@an, Bo <bo@example.com>; Cleo"}},
    }
    errors = (await house.hand.submit(view, values)).body["errors"]
    assert set(errors) == {"title", "people"}
    values |= {"title": {"value": {"value": "Review"}}, "people": {"value": {"value": "Bo <bo@example.com>, Cleo"}}}
    assert (await house.hand.submit(view, values)).body == {}
    assert house.workspace.views == {}
    draft = (await newest(house)).offer.draft
    assert (draft.title, draft.duration, draft.location) == ("Review", timedelta(minutes=45), None)
    assert [(a.name, a.email) for a in draft.attendees] == [("Bo", "bo@example.com"), ("Cleo", None)]
    assert "Review" in shown(card)
    late = (await house.hand.submit(View("V0", "UANA", view.body), values)).body["errors"]
    assert "changed since" in late["title"]


async def test_a_form_is_answered_without_asking_slack_who_that_is(house: House) -> None:
    _, card = await house.event()
    await house.press("UANA", card, "edit")
    view = one_view(house)
    house.time.ahead += 4_000  # what was known of people is asked anew
    house.slack.api.fail("users.info", SlackFault("internal_error"), times=20)
    refused = await house.hand.submit(view, {"title": {"value": {"value": " "}}})
    assert "title" in refused.body["errors"]
    assert len(house.slack.api.failures["users.info"]) == 20, "it was not asked"


async def test_other_times_offers_what_is_free(house: House) -> None:
    asked, card = await house.event()
    before = (await newest(house)).offer.draft
    await house.press("UANA", card, "times")
    view = one_view(house)
    await until(lambda: "submit" in view.body)
    option = view.body["blocks"][0]["element"]["options"][-1]
    errors = (await house.hand.submit(view, {"time": {"value": {"selected_option": None}}})).body["errors"]
    assert errors == {"time": "Choose one."}
    await house.hand.submit(view, {"time": {"value": {"selected_option": option}}})
    after = (await newest(house)).offer.draft
    assert after.start != before.start
    assert after.duration == before.duration
    await house.press("UANA", card, "dismiss")
    assert len(house.replies(asked.ts)) == 1


async def test_all_day_events_are_edited_by_dates(house: House) -> None:
    _, card = await house.event()
    person, proposal = await ana(house), await newest(house)
    day = proposal.offer.draft.start.date()
    dates = EventDraft.of_dates("Offsite", day, day, "Europe/Vienna")
    await house.services.proposals.decisions.edit(person, proposal.id, dates)
    assert "all day" in shown(card)
    await house.press("UANA", card, "edit")
    view = one_view(house)
    values = {
        "title": {"value": {"value": "Offsite"}},
        "first": {"value": {"selected_date": day.isoformat()}},
        "last": {"value": {"selected_date": (day - timedelta(days=1)).isoformat()}},
    }
    assert "not before" in (await house.hand.submit(view, values)).body["errors"]["last"]
    values["last"] = {"value": {"selected_date": (day + timedelta(days=1)).isoformat()}}
    await house.hand.submit(view, values)
    assert (await newest(house)).offer.draft.dates == (day, day + timedelta(days=1))
    missing = values | {"last": {"value": {"selected_date": None}}}
    assert "A day is needed" in (await house.hand.submit(View("V0", "UANA", view.body), missing)).body["errors"]["last"]


async def test_slack_or_the_database_failing_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _, card = await house.event()
    house.slack.api.fail("views.open", SlackFault("expired_trigger_id"))
    await house.press("UANA", card, "edit")
    assert "try again" in house.whispers("UANA")[-1]

    async def broken(*_: object, **__: object) -> None:
        raise StorageUnavailable("the disk is full")

    monkeypatch.setattr(house.services.proposals.decisions, "dismiss", broken)
    await house.press("UANA", card, "dismiss")
    assert "could not store" in house.whispers("UANA")[-1]


async def test_the_card_is_posted_once_though_its_answer_was_lost(house: House) -> None:
    house.slack.api.lose_answer("chat.postMessage")
    asked, _ = await house.event()
    assert len([message for message in house.replies(asked.ts) if is_card(message)]) == 1


async def test_a_booking_that_fails_says_so_and_can_be_tried_again(house: House) -> None:
    _, card = await house.event()
    proposal = await newest(house)
    failed = replace(proposal, state=State.FAILED, reason="The calendar is full", version=proposal.version + 1)
    await house.channel.refresh(failed)
    assert "could not be booked.* The calendar is full" in shown(card)
    assert buttons(card)[0]["text"]["text"] == "Try again"
    many = replace(
        failed,
        state=State.PROPOSED,
        offer=replace(
            failed.offer,
            warnings=("This time is in the past.",),
            unknown_calendars=("Work <!channel>",),
            conflicts=tuple(
                replace_conflict(f"Busy {n}", failed.offer.draft.start, failed.offer.draft.end) for n in range(7)
            ),
        ),
    )
    await house.channel.refresh(many)
    assert "2 more conflicts" in shown(card)
    assert "<!channel>" not in shown(card)
    assert "could not be checked" in shown(card)


def replace_conflict(title: str, start: datetime, end: datetime) -> Any:
    from threadline.core.domain.proposal import Conflict

    return Conflict(title, start, end)
