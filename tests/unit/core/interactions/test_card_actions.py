"""What clicks lead to, whatever platform they come from: who may, how long it is waited for, and what is told."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.core.proposals.desk import REVIEW, START, Desk
from threadline.calendar.event import EventDraft
from threadline.calendar.port import CalendarUnavailable
from threadline.core.channels.errors import ChannelError, ChannelUnavailable
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Alternative, Proposal, State
from threadline.core.interactions import card_actions
from threadline.core.interactions.card_actions import CardActions, CardForm, CardRef, Decision
from threadline.core.interactions.refusals import GONE, NOT_STORED, NOT_YOURS
from threadline.core.people.directory import person_of
from threadline.storage.database.database import Database
from threadline.storage.database.errors import StorageUnavailable
from threadline.storage.persons import PersonStore

ENTERED = {"title": "Review", "length": "30", "start": f"{START.timestamp():.0f}"}


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    persons = PersonStore(database)
    ana, bo = [
        person_of(await persons.ensure(email=f"{name}@example.com", name=name.title(), zone="Europe/Vienna"))
        for name in ("ana", "bo")
    ]
    desk = Desk(database, ana, bo)
    yield desk
    await desk.hands.done()


@pytest.fixture
def actions(desk: Desk) -> CardActions:
    return CardActions(desk.decisions, desk.channel.refresh, patience=5.0)


async def who(person: Person | Exception) -> Person:
    if isinstance(person, Exception):
        raise person
    return person


def ref(proposal: Proposal) -> CardRef:
    return CardRef(proposal.id, proposal.version)


async def test_each_decision_answers_with_the_proposal_as_it_stands_then(desk: Desk, actions: CardActions) -> None:
    proposal = await desk.propose()
    booked = (await actions.decide(who(desk.ana), Decision.CONFIRM, ref(proposal))).proposal
    assert booked is not None
    assert booked.state is State.BOOKED
    undone = (await actions.decide(who(desk.ana), Decision.UNDO, ref(booked))).proposal
    assert undone is not None
    assert undone.state is State.UNDONE
    other = await desk.propose(replace(REVIEW, title="Lunch"), key="m2")
    result = await actions.decide(who(desk.ana), Decision.DISMISS, ref(other))
    assert result.proposal is not None
    assert (result.proposal.state, result.whisper) == (State.DISMISSED, "")


async def test_only_the_owner_decides_and_a_stranger_learns_no_more_than_that(desk: Desk, actions: CardActions) -> None:
    card = ref(await desk.propose())
    assert (await actions.decide(who(desk.bo), Decision.CONFIRM, card)).whisper == NOT_YOURS
    assert (await actions.open(who(desk.bo), card)).whisper == NOT_YOURS
    assert (await actions.save(who(desk.bo), card, ENTERED, times=False)).whisper == NOT_YOURS
    assert (await actions.decide(who(desk.bo), Decision.CONFIRM, CardRef("none", 1))).whisper == GONE
    assert (await desk.decisions.get(desk.ana.id, card.proposal)).state is State.PROPOSED


async def test_a_card_that_moved_on_is_made_true_and_the_click_told_so(desk: Desk, actions: CardActions) -> None:
    proposal = await desk.propose()
    await desk.decisions.dismiss(desk.ana, proposal.id)
    desk.channel.cards.clear()
    result = await actions.decide(who(desk.ana), Decision.CONFIRM, ref(proposal))
    assert result.whisper == "This proposal is dismissed already."
    assert desk.card.state is State.DISMISSED


async def test_a_card_that_cannot_be_made_true_costs_the_answer_nothing(desk: Desk) -> None:
    async def gone(_: Proposal) -> None:
        raise ChannelUnavailable("down", channel="slack")

    proposal = await desk.propose()
    await desk.decisions.dismiss(desk.ana, proposal.id)
    result = await CardActions(desk.decisions, gone, patience=5.0).decide(
        who(desk.ana), Decision.CONFIRM, ref(proposal)
    )
    assert "dismissed already" in result.whisper


async def test_a_conflict_that_came_up_since_is_told_with_how_to_go_on(desk: Desk, actions: CardActions) -> None:
    proposal = await desk.propose()
    await desk.calendar.create("default", EventDraft("Dentist", START, START + timedelta(hours=1), "UTC"), key="d")
    whisper = (await actions.decide(who(desk.ana), Decision.CONFIRM, ref(proposal))).whisper
    assert "Dentist" in whisper
    assert whisper.endswith("confirm again to book it anyway.")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ChannelUnavailable("500", channel="slack"), "Slack did not let me do that just now. Please try again."),
        (
            ChannelError("no", channel="slack", missing="users:read"),
            "The app lacks the permission users:read in Slack. An administrator can add it and reinstall.",
        ),
        (StorageUnavailable("disk full on host db7"), NOT_STORED),
        (CalendarUnavailable("The calendar cannot be reached"), "The calendar cannot be reached."),
    ],
)
async def test_what_fails_on_the_way_is_told_in_a_sentence(
    desk: Desk, actions: CardActions, error: Exception, words: str
) -> None:
    card = ref(await desk.propose())
    assert (await actions.decide(who(error), Decision.CONFIRM, card)).whisper == words
    assert (await actions.open(who(error), card)).whisper == words
    assert (await actions.save(who(error), card, ENTERED, times=False)).whisper == words


async def test_the_storage_failing_twice_is_told_once(
    desk: Desk, actions: CardActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise StorageUnavailable("down")

    monkeypatch.setattr(desk.decisions.proposals, "find", broken)
    assert (await actions.look(CardRef("p", 1))).whisper == NOT_STORED
    assert (await actions.decide(who(desk.bo), Decision.CONFIRM, CardRef("p", 1))).whisper == NOT_STORED


async def test_a_form_that_makes_no_event_stays_open_with_its_errors(desk: Desk, actions: CardActions) -> None:
    proposal = await desk.propose()
    result = await actions.save(who(desk.ana), ref(proposal), ENTERED | {"title": ""}, times=False)
    assert (dict(result.errors), result.whisper) == ({"title": "An event has a title."}, "")
    assert result.form == CardForm(desk.ana, proposal)
    saved = (await actions.save(who(desk.ana), ref(proposal), ENTERED, times=False)).proposal
    assert saved is not None
    assert saved.offer.draft.title == "Review"
    late = await actions.save(who(desk.ana), ref(proposal), ENTERED, times=False)
    assert late.whisper == "This proposal has changed since you saw it; look at it again."


async def test_a_time_is_taken_from_those_that_are_free(desk: Desk, actions: CardActions) -> None:
    proposal = await desk.propose()
    opened = await actions.open(who(desk.ana), ref(proposal))
    assert opened.form is not None
    found = await actions.find_times(opened.form)
    assert found.form is not None
    time = (found.form.times or ())[0]
    value = f"{time.start.timestamp():.0f}:{time.end.timestamp():.0f}"
    taken = (await actions.save(who(desk.ana), ref(proposal), {"time": value}, times=True)).proposal
    assert taken is not None
    assert taken.offer.draft.start == time.start != REVIEW.start


async def test_times_that_were_offered_are_not_looked_for_again(desk: Desk, actions: CardActions) -> None:
    offered = Alternative(START + timedelta(days=1), START + timedelta(days=1, hours=1), "tomorrow", "free")
    proposal = await desk.propose()
    known = replace(proposal, offer=replace(proposal.offer, alternatives=(offered,)))
    found = await actions.find_times(CardForm(desk.ana, known))
    assert found.form is not None
    assert found.form.times == (offered,)


async def test_a_search_that_takes_long_finds_nothing_and_one_that_fails_says_so(
    desk: Desk, actions: CardActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = CardForm(desk.ana, await desk.propose())

    async def never(*_: Any) -> Any:
        await asyncio.Event().wait()

    async def fails(*_: Any) -> Any:
        raise CalendarUnavailable("The calendar cannot be reached")

    monkeypatch.setattr(card_actions, "_SEARCH_SECONDS", 0.01)
    monkeypatch.setattr(desk.decisions, "free_times", never)
    late = await actions.find_times(form)
    assert late.form is not None
    assert late.form.times == ()
    monkeypatch.setattr(desk.decisions, "free_times", fails)
    assert (await actions.find_times(form)).whisper == "The calendar cannot be reached."


async def test_what_takes_longer_than_the_platform_waits_goes_on(desk: Desk) -> None:
    gate, done = asyncio.Event(), []

    async def slow() -> str:
        await gate.wait()
        done.append(True)
        return "late"

    actions = CardActions(desk.decisions, desk.channel.refresh, patience=0.01)
    assert await actions.acknowledged(slow()) is None
    gate.set()
    await actions.close()
    assert done == [True]
    assert await actions.acknowledged(slow()) == "late"
    await actions.close()


@pytest.mark.parametrize("given", [(None, 1), ("", 1), ("x" * 65, 1), ("p", "1"), (7, 1)])
def test_what_is_no_card_of_ours_is_refused(given: tuple[object, object]) -> None:
    with pytest.raises(ValueError, match="names no proposal"):
        CardRef.read(*given)
