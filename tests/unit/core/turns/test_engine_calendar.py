"""What the engine makes of messages about the calendar: cards, changes, answers, questions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.unit.core.turns.engine_house import (
    ANA,
    House,
)
from threadline.core.channels.errors import (
    ChannelThrottled,
    ChannelUnavailable,
    SurfaceGone,
)
from threadline.core.domain.message import Message
from threadline.core.domain.proposal import Action, Proposal, State
from threadline.core.scheduling.model_quotes import Quoted, Quotes
from threadline.core.turns.model_selection import Choice
from threadline.providers.port import (
    Usage,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_event_that_was_read_becomes_a_card_after_the_answer(house: House) -> None:
    receipt = await house.receive("Design review with bo@example.com tomorrow at 3pm for 90 minutes in Room 4")
    record = await house.over(receipt)
    assert record.state == "answered"
    assert record.outcome.template_id == "schedule"
    assert house.model.requests[-1].facts[0].startswith("**Design review**: ")
    [proposal] = (await house.services.proposals.repository.of_messages([receipt.message_id]))[receipt.message_id]
    assert house.platform.cards[proposal.id] == replace(proposal, surface_ref=None)
    assert proposal.surface_ref == f"card-{proposal.id}"
    assert proposal.offer.draft.duration == timedelta(minutes=90)
    person = await house.services.people.directory.get(record.person_id)
    booked = await house.services.proposals.decisions.confirm(person, proposal.id)
    assert booked.state is State.BOOKED
    undone = await house.services.proposals.decisions.undo(person, proposal.id)
    assert (undone.state, undone.event_id) == (State.UNDONE, None)


async def test_travel_that_is_said_with_an_event_is_blocked_by_its_click(house: House) -> None:
    receipt = await house.receive("Dentist in 9 days at 3pm for an hour in Linz, 30 minutes travel before")
    record = await house.over(receipt)
    [proposal] = (await house.services.proposals.repository.of_messages([receipt.message_id]))[receipt.message_id]
    draft = proposal.offer.draft
    assert (draft.title, draft.duration) == ("Dentist", timedelta(hours=1))
    assert proposal.offer.around is not None
    person = await house.services.people.directory.get(record.person_id)
    await house.services.proposals.decisions.confirm(person, proposal.id)
    start = draft.start
    found, _ = await house.services.calendars.agenda.events(person, start - timedelta(hours=2), start)
    assert [(each.draft.title, each.draft.start, each.draft.end) for each in found] == [
        ("Travel: Dentist", start - timedelta(minutes=30), start)
    ]
    await house.services.proposals.decisions.undo(person, proposal.id)
    assert await house.services.calendars.agenda.events(person, start - timedelta(hours=2), start) == ([], [])


async def test_a_card_that_is_throttled_is_shown_in_the_end(house: House) -> None:
    house.platform.present_errors = [ChannelThrottled("slow", channel="memory", retry_after=1)] * 3
    receipt = await house.receive("Lunch tomorrow at noon")
    assert (await house.over(receipt)).outcome.reason is None
    [proposal] = (await house.services.proposals.repository.of_messages([receipt.message_id]))[receipt.message_id]
    assert proposal.id in house.platform.cards


@pytest.mark.parametrize(
    "errors", [[ChannelUnavailable("down", channel="memory")] * 6, [SurfaceGone("gone", channel="memory")]]
)
async def test_an_answer_outlives_its_card(house: House, errors: list[Exception]) -> None:
    house.platform.present_errors = list(errors)
    receipt = await house.receive("Dinner tomorrow at 7pm")
    record = await house.over(receipt)
    assert record.state == "answered"
    assert record.reply
    assert "could not be proposed" in (record.outcome.reason or "")
    assert house.platform.present_errors == []


async def proposed(house: House, message_id: str) -> Proposal:
    """What a message proposed."""
    found = await house.services.proposals.repository.of_messages([message_id])
    [proposal] = found[message_id]
    return proposal


async def test_an_event_is_changed_in_its_thread_before_and_after_it_is_booked(house: House) -> None:
    first = await house.ask("Design review with bo@example.com tomorrow at 3pm for 90 minutes")
    proposal = await proposed(house, first.message_id)
    await house.ask("make it 45 minutes")
    assert house.model.requests[-1].facts[0] == "**Design review**, not booked yet:"
    person = await house.services.people.directory.get(first.person_id)
    decisions = house.services.proposals.decisions
    assert (await decisions.get(person.id, proposal.id)).offer.draft.duration == timedelta(minutes=45)
    booked = await decisions.confirm(person, proposal.id, despite_conflicts=True)
    moved = await house.ask("move it to 5pm")
    change = await proposed(house, moved.message_id)
    assert (change.offer.action, change.offer.draft.start.hour) == (Action.CHANGE, 17)
    assert house.platform.cards[change.id].offer == change.offer
    done = await decisions.confirm(person, change.id, despite_conflicts=True)
    assert (done.state, done.event_id) == (State.BOOKED, booked.event_id)
    cancelled = await house.ask("cancel it")
    cancel = await proposed(house, cancelled.message_id)
    assert cancel.offer.action is Action.CANCEL
    assert (await decisions.confirm(person, cancel.id)).state is State.BOOKED


async def test_a_time_for_several_becomes_a_card_with_other_times(house: House) -> None:
    record = await house.ask("30 minutes with bo@example.com next week, mornings")
    proposal = await proposed(house, record.message_id)
    assert [attendee.email for attendee in proposal.offer.draft.attendees] == ["bo@example.com"]
    assert {alternative.kind for alternative in proposal.offer.alternatives} == {"free"}
    assert "Other times that work:" in house.model.requests[-1].facts


async def test_where_there_is_no_such_time_it_is_said(house: House) -> None:
    record = await house.ask("find 30 minutes with bo@example.com yesterday")
    assert house.model.requests[-1].facts == ("That time has already passed.",)
    assert await house.services.proposals.repository.of_messages([record.message_id]) == {}


async def test_what_is_to_change_of_which_event_is_asked_where_it_cannot_be_told(house: House) -> None:
    await house.ask("Reschedule the meeting somehow")
    assert house.model.requests[-1].facts[0].startswith("I could not tell what should become of which event.")
    await house.ask("Delete the second paragraph")
    assert house.model.requests[-1].facts == ()


async def test_what_cannot_be_read_as_an_event_is_asked(house: House) -> None:
    record = await house.ask("Schedule a call with bo@example.com")
    assert house.model.requests[-1].facts == ("When should it be? For example “Thursday 3–4pm”.",)
    assert (await house.services.proposals.repository.of_messages([record.message_id])) == {}


async def test_a_question_about_the_calendar_is_answered_with_what_it_holds(house: House) -> None:
    await house.ask("What's on tomorrow?")
    assert house.model.requests[-1].facts[0].startswith("Nothing is in your calendar, ")
    await house.ask("When am I free next Monday?")
    assert house.model.requests[-1].facts[0] == "You are free:"


@pytest.mark.parametrize("text", ["Cancel my meeting tomorrow", "Move the review to Friday at 4pm"])
async def test_what_cannot_be_done_here_is_said(house: House, text: str) -> None:
    await house.ask(text)
    assert len(house.model.requests[-1].facts) == 1


@pytest.fixture
def a_model_is_asked_first(house: House, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answers come from a language model, which may be asked for quotes; these are the texts it was asked about."""
    choose, asked = house.services.models.selection.choose, []

    async def choose_model(*who: Any, **how: Any) -> Choice:
        return replace(await choose(*who, **how), model="m-1")

    async def quote(_: object, text: str, situation: object) -> Quoted:
        asked.append(text)
        usage = Usage("m-1", 100, 10, provider="model")
        if "nothing" in text:
            return Quoted(None, usage)
        quotes = Quotes(title="board game night", when=["tomorrow at 8pm"], people=[], place=None, claimed_start=None)
        return Quoted(quotes, usage)

    monkeypatch.setattr(house.services.models.selection, "choose", choose_model)
    monkeypatch.setattr("threadline.core.turns.message_reading.ask_for_quotes", quote)
    return asked


async def test_where_the_grammar_is_unsure_a_model_quotes_and_its_tokens_count(
    house: House, a_model_is_asked_first: list[str]
) -> None:
    text = "Let us meet for the board game night tomorrow at 8pm. " + "It will be fun. " * 400
    record = await house.ask(text)
    assert a_model_is_asked_first == [text]
    [proposal] = (await house.services.proposals.repository.of_messages([record.message_id]))[record.message_id]
    assert proposal.offer.draft.title == "Board game night"
    assert record.outcome.input_tokens is not None
    assert record.outcome.input_tokens > 100


async def test_a_model_that_quotes_nothing_leaves_the_reading_to_the_grammar(
    house: House, a_model_is_asked_first: list[str]
) -> None:
    await house.ask("Good morning, how are you?")
    record = await house.ask("Schedule something with Bo")
    assert a_model_is_asked_first == ["Schedule something with Bo"]
    assert await house.services.proposals.repository.of_messages([record.message_id]) == {}


async def test_where_the_grammar_is_sure_no_model_is_asked(house: House, a_model_is_asked_first: list[str]) -> None:
    await house.ask("Lunch tomorrow at noon for an hour")
    assert a_model_is_asked_first == []


async def test_a_thread_that_others_read_tells_nothing_of_the_calendar(house: House) -> None:
    text = "Secret dinner on 3 June 2027 at 7pm for an hour"
    record = await house.ask(text)
    person = await house.services.people.directory.get(record.person_id)
    [proposal] = (await house.services.proposals.repository.of_messages([record.message_id]))[record.message_id]
    await house.services.proposals.decisions.confirm(person, proposal.id, despite_conflicts=True)
    message = Message(
        "memory",
        f"shared-{house.thread}",
        house.thread,
        ANA,
        text.replace("Secret", "Team"),
        datetime.now(UTC),
        shared=True,
    )
    await house.over(await house.services.engine.receive(message))
    facts = " ".join(house.model.requests[-1].facts)
    assert "At that time you have something else." in facts
    assert "Secret" not in facts


async def test_a_long_mail_is_read_too(house: House) -> None:
    record = await house.ask("Lunch tomorrow at noon.\n\n" + "And so on and on. " * 400)
    [proposal] = (await house.services.proposals.repository.of_messages([record.message_id]))[record.message_id]
    assert proposal.offer.draft.start.hour == 12
