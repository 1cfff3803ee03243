"""The card of a proposal: what it shows, who decides on it, and what everybody sees afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.channels.teams.house import BOT, House, shown
from tests.support.acting import EVENT, script, until
from tests.support.proposals import target_of
from threadline.bots.teams.card import proposal_card
from threadline.bots.teams.thread_ref import CardPlace
from threadline.calendar.event import Attendee, EventDraft
from threadline.core.domain.proposal import Action, Conflict, Evidence, Offer, Proposal, State
from threadline.simulator.teams.cards import check_card, inputs, text_of
from threadline.simulator.teams.model import Message

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
VIENNA = ZoneInfo("Europe/Vienna")
START = datetime(2030, 3, 5, 15, tzinfo=VIENNA)
PLACE = CardPlace("a:ana", "1", "29:ana", "Ana", True, "https://smba.trafficmanager.net/emea/")


def proposal_of(state: State = State.PROPOSED, **offer: Any) -> Proposal:
    draft = EventDraft(
        "Design [review]",
        START,
        START + timedelta(hours=1),
        "Europe/Vienna",
        location="Room {{4}}",
        attendees=(Attendee("Bo", "bo@example.com"),),
    )
    now = datetime.now(UTC)
    return Proposal(
        id="p1",
        owner_id="o1",
        state=state,
        version=3,
        offer=Offer(**({"draft": draft} | offer)),
        channel="teams",
        calendar="builtin",
        calendar_id="primary",
        created_at=now,
        expires_at=now + timedelta(days=14),
        undo_until=now + timedelta(days=1) if state is State.BOOKED else None,
    )


def words(proposal: Proposal, place: CardPlace = PLACE) -> str:
    card = proposal_card(proposal, place, base_url="https://threadline.example.com")
    check_card(card)
    return text_of(card)


async def test_a_card_says_what_is_proposed_and_what_speaks_against_it() -> None:
    conflict = Conflict("Secret lunch", START, START + timedelta(minutes=30))
    said = proposal_of(
        evidence=(Evidence("time", "tomorrow 3pm", 0, 12),),
        warnings=("This time has already passed.",),
        conflicts=(conflict,) * 7,
        unknown_calendars=("Work",),
    )
    text = words(said)
    assert "{{DATE(2030-03-05T14:00:00Z, SHORT)}}, {{TIME(2030-03-05T14:00:00Z)}}" in text
    assert "Tue 5 Mar 2030, 15:00–16:00 (Europe/Vienna)" in text
    assert "Design \\[review\\]" in text
    assert "Room {{4" not in text  # what looks like a function stays text
    assert "time: “tomorrow 3pm”" in text
    assert "already passed" in text
    assert "Secret lunch" in text
    assert "2 more conflicts" in text
    assert "Work could not be checked" in text
    assert "Only Ana decides" in text
    assert all(button in text for button in ("Confirm", "Edit", "Other times", "Dismiss"))
    assert "Secret lunch" not in words(said, replace(PLACE, personal=False))
    assert "something in the calendar" in words(said, replace(PLACE, personal=False))


async def test_a_change_is_shown_before_and_after() -> None:
    draft = proposal_of().offer.draft
    before = replace(draft, title="Design", location=None, start=START - timedelta(days=1), end=START)
    target = target_of(before)
    moved = words(proposal_of(action=Action.CHANGE, target=target))
    assert "Change: Design" in moved
    assert "Mon 4 Mar 2030, 15:00 – Tue 5 Mar 2030, 15:00 → Tue 5 Mar 2030, 15:00–16:00" in moved
    assert "Place: none → Room" in moved
    assert "Change it" in moved
    renamed = words(proposal_of(action=Action.CHANGE, target=target_of(replace(draft, title="Old name"))))
    assert "Change: Old name" in renamed
    assert "Title: Old name → Design" in renamed
    cancelled = words(proposal_of(action=Action.CANCEL, target=target_of(draft)))
    assert "Cancel: Design" in cancelled
    assert "Cancel the event" in cancelled
    assert "Keep it" in cancelled
    assert "Edit" not in cancelled


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("state", list(State))
async def test_every_state_of_every_card_is_told_and_valid(state: State, action: Action) -> None:
    target = None if action is Action.BOOK else target_of(proposal_of().offer.draft)
    proposal = replace(proposal_of(state, action=action, target=target), reason="The calendar said no")
    text = words(proposal)
    expected = {
        State.PROPOSED: {
            Action.BOOK: "Confirm",
            Action.CHANGE: "Change it",
            Action.CANCEL: "Keep it",
            Action.ACCEPT: "Accept",
            Action.TENTATIVE: "Maybe",
            Action.DECLINE: "Decline",
            Action.COUNTER: "Propose it",
            Action.HAND_OVER: "Put it on the list",
        }[action],
        State.BOOKING: "…",
        State.BOOKED: "Undo",
        State.DISMISSED: "Dismissed",
        State.EXPIRED: "Expired",
        State.UNDONE: "Undone",
        State.FAILED: "Try again",
    }
    assert expected[state] in text


async def test_an_all_day_event_has_no_time() -> None:
    day = EventDraft.of_dates("Trip", START.date(), START.date(), "Europe/Vienna")
    text = words(proposal_of(draft=day))
    assert "TIME(" not in text
    assert "all day" in text
    long = replace(proposal_of().offer.draft, end=START + timedelta(days=2))
    assert text_of(proposal_card(proposal_of(draft=long), PLACE, base_url=None)).count("DATE(") == 2


async def test_one_click_books_and_everybody_sees_it(house: House) -> None:
    _, card = await house.event(house.teams.group)
    await house.bo.refresh(card)
    delivery = await house.ana.click(card, "Confirm")
    assert delivery.status == 200
    assert delivery.body["type"] == "application/vnd.microsoft.card.adaptive"
    await until(lambda: "In your calendar" in shown(card))
    assert delivery.seconds < 5
    again = await house.ana.click(card, "Undo")
    assert "Undone" in text_of(again.body["value"])
    assert "Undone" in shown(card)
    assert (await house.proposal(card)).state == "undone"


async def test_confirming_twice_books_once(house: House) -> None:
    _, card = await house.event()
    action = {"verb": "confirm", "data": card.card["actions"][0]["data"]}  # type: ignore[index]
    for _ in range(3):
        assert (await house.ana.execute(card, action, {})).body["type"].endswith("card.adaptive")
    assert (await house.proposal(card)).state == "booked"


async def test_somebody_else_decides_nothing(house: House) -> None:
    _, card = await house.event(house.teams.group)
    before = shown(card)
    for verb in ("Confirm", "Dismiss"):
        delivery = await house.bo.click(card, verb)
        assert delivery.body["type"] == "application/vnd.microsoft.activity.message"
        assert "somebody else's" in delivery.body["value"]
    await house.bo.click(card, "Edit")
    assert "somebody else's" in house.teams.dialogs[house.teams.person("bo").id].text
    assert shown(card) == before
    assert (await house.proposal(card)).state == "proposed"


async def test_a_client_without_execute_submits(house: House) -> None:
    _, card = await house.event()
    fallback = card.card["actions"][0]["fallback"]  # type: ignore[index]
    delivery = await house.ana.submit(card, fallback["data"])
    assert delivery.status == 200
    await until(lambda: "In your calendar" in shown(card))
    _, other = await house.event(house.teams.group, "Schedule lunch tomorrow at noon")
    data = other.card["actions"][0]["fallback"]["data"]  # type: ignore[index]
    await house.bo.submit(other, data)
    await until(lambda: any("somebody else's" in m.text for m in house.teams.messages))
    (told,) = [m for m in house.teams.messages if "somebody else's" in m.text]
    assert told.visible_to == house.teams.person("bo").id


def pressed(card: Message, name: str) -> Json:
    """What a client without task modules sends when a form's button is pressed."""
    action = next(action for action in (card.card or {})["actions"] if action["title"] == name)
    return {key: value for key, value in action["data"].items() if key != "msteams"}


async def newest_told(house: House, after: int) -> Message:
    """The next thing the bot told since then."""
    await until(lambda: any(m.sender == house.teams.tenant.bot["id"] for m in house.teams.messages[after:]))
    return next(m for m in house.teams.messages[after:] if m.sender == house.teams.tenant.bot["id"])


@pytest.mark.parametrize("group", [False, True], ids=["personal", "group"])
async def test_a_client_without_task_modules_gets_the_form_as_a_message(house: House, group: bool) -> None:
    where = house.teams.group if group else house.teams.personal("ana")
    _, card = await house.event(where, "Schedule a review on 5 May 2031 at 10am")
    count = len(house.teams.messages)
    await house.ana.submit(card, pressed(card, "Edit"))
    form = await newest_told(house, count)
    assert form.visible_to == (house.teams.person("ana").id if group else None)
    assert "Edit event" in form.text
    given = {**inputs(form.card or {}), **(form.card or {})["actions"][0]["data"]}
    count = len(house.teams.messages)
    await house.ana.submit(form, given | {"title": " "})
    again = await newest_told(house, count)
    assert "An event has a title." in shown(again)
    count = len(house.teams.messages)
    await house.ana.submit(again, given | {"title": "Second review"})
    assert "Done." in (await newest_told(house, count)).text
    await until(lambda: "Second review" in shown(card))
    count = len(house.teams.messages)
    await house.ana.submit(again, given | {"title": "Third review"})
    assert "changed since" in (await newest_told(house, count)).text
    assert "Second review" in shown(card)


async def test_other_times_are_chosen_without_task_modules(house: House) -> None:
    _, card = await house.event(text="Schedule a sync on 6 May 2031 at 10am")
    count = len(house.teams.messages)
    await house.ana.submit(card, pressed(card, "Other times"))
    form = await newest_told(house, count)
    choices = next(part for part in (form.card or {})["body"] if part["type"] == "Input.ChoiceSet")["choices"]
    assert "6 May 2031, 10:00" in shown(card)
    assert all("6 May 2031, 10:00" not in choice["title"] for choice in choices)  # that is no other time
    count = len(house.teams.messages)
    await house.ana.submit(form, {**(form.card or {})["actions"][0]["data"], "time": "never"})
    again = await newest_told(house, count)
    assert "Choose one." in shown(again)
    assert choices[0]["title"] in str(again.card)  # still offered, though nothing was when the card was made
    before, count = shown(card), len(house.teams.messages)
    await house.ana.submit(form, {**(form.card or {})["actions"][0]["data"], "time": choices[0]["value"]})
    assert "Done." in (await newest_told(house, count)).text
    await until(lambda: shown(card) != before)
    count = len(house.teams.messages)
    await house.bo.submit(card, pressed(card, "Edit"))
    assert "somebody else's" in (await newest_told(house, count)).text


async def test_a_card_is_dismissed_and_refreshed_when_decided_elsewhere(house: House) -> None:
    _, card = await house.event(text="Schedule lunch on Friday at noon")
    proposal = await house.proposal(card)
    person = await house.services.people.directory.get(proposal.owner_id)
    await house.services.proposals.decisions.dismiss(person, proposal.id)
    await until(lambda: "Dismissed" in shown(card))
    delivery = await house.ana.refresh(card)
    assert delivery is not None
    assert "Dismissed" in text_of(delivery.body["value"])


async def test_a_proposal_is_not_shown_where_its_card_is_not(house: House) -> None:
    _, card = await house.event(text="Schedule dentist on Friday at 9am")
    data = card.card["refresh"]["action"]["data"]  # type: ignore[index]
    _, here = await house.event(house.teams.group, "Schedule breakfast on Monday at 8am")
    delivery = await house.bo.execute(here, {"verb": "refresh", "data": data}, {})
    assert "dentist" not in delivery.text.lower()
    assert delivery.body["type"].endswith("activity.message")


async def test_an_old_version_of_a_card_decides_nothing(house: House) -> None:
    _, card = await house.event(text="Schedule tea on Friday at 5pm")
    old = {"verb": "confirm", "data": dict(card.card["actions"][0]["data"])}  # type: ignore[index]
    await house.ana.click(card, "Edit")
    await house.ana.submit_dialog({"title": "Coffee"})
    await until(lambda: "Coffee" in shown(card))
    delivery = await house.ana.execute(card, old, {})
    assert "changed since" in delivery.body["value"]
    assert (await house.proposal(card)).state == "proposed"


@pytest.mark.parametrize(
    "value",
    [None, [], {}, {"action": 5}, {"action": {"verb": "confirm"}}, {"action": {"verb": "fly", "data": {}}}],
)
async def test_clicks_that_are_none_of_ours(house: House, value: Any) -> None:
    _, card = await house.event(text="Schedule a walk on Friday at 6pm")
    delivery = await house.ana._invoke(card, "adaptiveCard/action", value)
    assert delivery.status == 200
    assert "older version" in delivery.body["value"]


async def test_unknown_submits_and_forms(house: House) -> None:
    _, card = await house.event(text="Schedule a run on Friday at 7pm")
    for data in ({"verb": "fly"}, {"proposal": "x"}):
        await house.ana.submit(card, data)
    delivery = await house.ana._invoke(card, "task/fetch", {"data": {"form": "edit"}})
    assert "older version" in delivery.text
    sent: tuple[Any, ...] = ({"form": "other"}, {"form": "edit"}, "text")
    for given in sent:
        delivery = await house.ana._invoke(card, "task/submit", {"data": given})
        assert "older version" in delivery.text
    gone = {"proposal": "0" * 32, "version": 1}
    delivery = await house.ana.execute(card, {"verb": "confirm", "data": gone}, {})
    assert "gone" in delivery.body["value"]


async def test_a_conflict_that_came_up_is_told(house: House) -> None:
    _, card = await house.event(text="Schedule planning on 3 March 2031 at 10am")
    _, other = await house.event(text="Schedule a fire drill on 3 March 2031 at 10am")
    assert (await house.ana.click(other, "Confirm")).status == 200
    delivery = await house.ana.click(card, "Confirm")
    assert "confirm again" in delivery.body["value"]
    await until(lambda: "Collides" in shown(card))
    await house.ana.click(card, "Confirm")
    await until(lambda: "In your calendar" in shown(card))


async def test_an_event_is_edited_in_a_form(house: House) -> None:
    _, card = await house.event(text=EVENT)
    await house.ana.click(card, "Edit")
    form = house.teams.dialogs[house.teams.person("ana").id]
    assert form.title == "Edit event"
    assert form.card is not None
    await house.ana.submit_dialog({"title": " ", "clock": "25:00", "day": "soon", "people": "a@b"})
    refused = text_of(house.teams.dialogs[house.teams.person("ana").id].card or {})
    for problem in ("has a title", "is a time as 15:30", "A day is needed", "no e-mail address"):
        assert problem in refused
    values = {
        "title": "Launch",
        "day": "2031-05-06",
        "clock": "09:30",
        "length": "90",
        "place": "",
        "people": "Bo <bo@example.com>, Cleo",
    }
    await house.ana.submit_dialog(values)
    assert house.teams.person("ana").id not in house.teams.dialogs
    await until(lambda: "Launch" in shown(card))
    draft = (await house.proposal(card)).offer.draft
    assert draft.start == datetime(2031, 5, 6, 9, 30, tzinfo=ZoneInfo(draft.zone))
    assert draft.end - draft.start == timedelta(minutes=90)
    assert draft.location is None
    assert draft.attendees == (Attendee("Bo", "bo@example.com"), Attendee("Cleo"))


async def test_dates_are_edited_as_dates(house: House) -> None:
    _, card = await house.event(text="Schedule vacation from 3 March 2031 to 5 March 2031")
    assert (await house.proposal(card)).offer.draft.all_day
    await house.ana.click(card, "Edit")
    await house.ana.submit_dialog({"first": "2031-03-10", "last": "2031-03-09"})
    assert "not before" in text_of(house.teams.dialogs[house.teams.person("ana").id].card or {})
    await house.ana.submit_dialog({"first": "x"})
    await house.ana.submit_dialog({"first": "2031-03-10", "last": "2031-03-12"})
    await until(lambda: "12 Mar 2031" in shown(card))


async def test_another_time_is_taken(house: House) -> None:
    _, first = await house.event(text="Schedule standup on 4 March 2031 at 10am")
    await house.ana.click(first, "Confirm")
    _, card = await house.event(text="Schedule review on 4 March 2031 at 10am")
    await house.ana.click(card, "Other times")
    form = house.teams.dialogs[house.teams.person("ana").id]
    assert form.title == "Other times"
    choices = next(part["choices"] for part in (form.card or {})["body"] if part["type"] == "Input.ChoiceSet")
    await house.ana.submit_dialog({"time": "never"})
    assert "Choose one." in text_of(house.teams.dialogs[house.teams.person("ana").id].card or {})
    await house.ana.submit_dialog({"time": choices[0]["value"]})
    await until(lambda: "Collides" not in shown(card))
    draft = (await house.proposal(card)).offer.draft
    assert f"{draft.start.timestamp():.0f}:{draft.end.timestamp():.0f}" == choices[0]["value"]


async def test_a_card_that_was_not_posted_is_posted_again(house: House) -> None:
    from threadline.simulator.teams.faults import bad_gateway

    house.provider.scripts.append(script("I propose this"))
    house.teams.connector.fail("send", bad_gateway(), times=6)
    asked = await house.ana.write(house.teams.personal("ana"), EVENT)
    await house.answered(asked)
    assert "Design review" in shown(await house.card(asked))
    assert len([message for message in house.said(asked) if message.card]) == 1


async def test_in_groups_titles_of_other_events_are_hidden(house: House) -> None:
    _, secret = await house.event(text="Secret lunch on 7 April 2031 at noon")
    await house.ana.click(secret, "Confirm")
    asked = await house.ana.write(house.teams.group, f"{BOT} Schedule review on 7 April 2031 at noon")
    card = await house.card(asked)
    everything = "\n".join(f"{message.text} {shown(message)}" for message in house.said(asked))
    assert "Secret lunch" not in everything
    assert "something in the calendar" in shown(card)
