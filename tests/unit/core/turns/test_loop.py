"""The loop with tools on a running engine: rounds, guards, limits, and going on after a crash."""

import json
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from tests.unit.core.turns.engine_house import ANA, House, Platform, application, settings_for
from tests.unit.core.turns.interruptions import counted, crashing_after, hurry
from threadline.calendar.event import EventDraft
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Proposal
from threadline.core.turns.request_record import told_from
from threadline.providers.port import (
    CutOff,
    Delta,
    Finish,
    ProviderError,
    Refused,
    ScriptedProvider,
    Text,
    ToolCall,
    Usage,
)
from threadline.storage.rounds import RoundStore

pytestmark = pytest.mark.asyncio(loop_scope="module")
VIENNA = ZoneInfo("Europe/Vienna")
Script = tuple[Delta | ProviderError, ...]


def calls(*named: tuple[str, dict[str, Any]], text: str = "") -> Script:
    """A round that calls these tools."""
    made = tuple(ToolCall(f"call-{n}", name, json.dumps(arguments)) for n, (name, arguments) in enumerate(named))
    return (*((Text(text),) if text else ()), *made, Usage("m", 10, 5, provider="scripted"), Finish("tools"))


def says(text: str) -> Script:
    """The last round."""
    return (Text(text), Usage("m", 20, 7, provider="scripted"), Finish("stop"))


def proposing(**arguments: Any) -> tuple[str, dict[str, Any]]:
    """A call of `propose_event`."""
    nothing: dict[str, Any] = {
        "title": None,
        "when": [],
        "slot": None,
        "people": [],
        "place": None,
        "note": None,
        "starts_at": None,
    }
    return "propose_event", nothing | arguments


def changing(event: str, words: list[str]) -> tuple[str, dict[str, Any]]:
    """A call of `propose_change`."""
    asked: dict[str, Any] = dict.fromkeys(("whole_series", "title", "place", "starts_at"))
    return "propose_change", {**asked, "event": event, "words": words, "add_people": [], "remove_people": []}


def cancelling(event: str) -> dict[str, Any]:
    """The arguments of `propose_cancellation`."""
    return {"event": event, "words": ["whatever goes"], "whole_series": None}


async def person_of(house: House) -> Person:
    directory = house.services.people.directory
    return await directory.get(await directory.recognise("memory", ANA))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    model, platform = ScriptedProvider(calls_tools=True), Platform()
    async with application(settings_for(tmp_path_factory.mktemp("data")), model, platform) as app:  # type: ignore[arg-type]
        app.services.engine._runner._sleep = hurry
        yield House(app.services, model, platform)  # type: ignore[arg-type]


@pytest.fixture
def house(running: House) -> House:
    fresh = House(running.services, running.model, running.platform)
    scripted(fresh).scripts.clear()
    scripted(fresh).requests.clear()
    fresh.platform.cards.clear()
    return fresh


def scripted(house: House) -> ScriptedProvider:
    assert isinstance(house.model, ScriptedProvider)
    return house.model


def cards(house: House) -> list[Proposal]:
    return list(house.platform.cards.values())


async def test_a_model_looks_up_proposes_and_speaks(house: House) -> None:
    tomorrow = (datetime.now(VIENNA) + timedelta(days=1)).date().isoformat()
    scripted(house).scripts = [
        calls(("look_up_events", {"first_day": tomorrow, "last_day": tomorrow, "title": None, "person": None})),
        calls(proposing(title="Lunch with Bo", when=["tomorrow at noon"]), text="Let me see."),
        says("Here is a card for it."),
    ]
    record = await house.ask("what would you say about a bite with our dear Bo tomorrow at noon?")
    assert record.reply == "Let me see.\n\nHere is a card for it."
    assert record.state == "answered"
    assert (record.outcome.input_tokens, record.outcome.output_tokens) == (40, 17)
    first, second, third = scripted(house).requests
    assert [tool.name for tool in first.tools] == sorted(tool.name for tool in first.tools)
    assert second.rounds[0].results[0].text == "No events there."
    assert "card" in third.rounds[1].results[0].text
    [card] = cards(house)
    assert card.offer.draft.start.hour == 12


def rounds_of(house: House) -> list[list[str]]:
    """The results of each round that the model was shown last."""
    return [[result.text for result in each.results] for each in scripted(house).requests[-1].rounds]


async def test_a_sure_command_ends_in_its_card_whatever_the_model_does(house: House) -> None:
    scripted(house).scripts = [says("Okay.")]
    record = await house.ask("Lunch with Bo tomorrow at noon")
    assert record.reply == "Okay."
    assert [card.offer.draft.start.hour for card in cards(house)] == [12]
    request = scripted(house).requests[0]
    assert "Its card is shown below your answer in any case" in request.situation


async def test_what_a_model_claims_is_put_right(house: House) -> None:
    scripted(house).scripts = [says("Done! I've booked lunch and sent Bo an invitation.")]
    record = await house.ask("Lunch with Bo tomorrow at noon")
    assert record.reply == "Nothing is booked, changed or sent yet: please confirm it on the card below."


async def test_the_same_call_is_not_run_twice(house: House) -> None:
    look = ("look_up_events", {"first_day": "2030-01-01", "last_day": "2030-01-02", "title": None, "person": None})
    again = ("look_up_events", dict(reversed(look[1].items())))
    scripted(house).scripts = [calls(look), calls(again), says("Nothing there.")]
    with counted(house) as ran:
        await house.ask("what is there on new year of 2030, I wonder")
    assert ran == ["look_up_events"]
    assert rounds_of(house)[0] == rounds_of(house)[1]


async def test_every_call_gets_a_result_also_a_broken_one(house: House) -> None:
    broken = (ToolCall("1", "propose_event", '{"when": ["to'), ToolCall("2", "no_such_tool", "{}"))
    scripted(house).scripts = [(*broken, Usage("m", 1, 1), Finish("tools")), says("I could not.")]
    await house.ask("hm")
    [[one, two]] = rounds_of(house)
    assert one.startswith("The arguments do not fit the tool.")
    assert two.startswith("There is no tool “no_such_tool”. There are: ")


async def test_an_answer_that_was_cut_runs_none_of_its_calls(house: House) -> None:
    cut = (Text("I will"), ToolCall("1", "people_of_thread", "{}"), Usage("m", 1, 1), Finish("length"))
    scripted(house).scripts = [cut]
    record = await house.ask("hm hm")
    assert len(scripted(house).requests) == 1
    assert record.reply.endswith("*The answer ends here because it reached its length limit.*")


async def test_calls_win_over_a_finish_that_forgot_them(house: House) -> None:
    scripted(house).scripts = [
        (ToolCall("1", "people_of_thread", "{}"), Usage("m", 1, 1), Finish("stop")),
        says("Ana."),
    ]
    assert (await house.ask("who is here")).reply == "Ana."
    assert rounds_of(house)[0][0].startswith("p1: Ana (writes this message)")


async def test_rounds_and_calls_are_bounded_and_the_last_round_wants_words(house: House) -> None:
    people: tuple[str, dict[str, Any]] = ("people_of_thread", {})
    scripted(house).scripts = [*(calls(people) for _ in range(9)), says("never reached")]
    record = await house.ask("round and round")
    requests = scripted(house).requests
    assert [request.calls_allowed for request in requests] == [True] * 6 + [False]
    assert record.reply.startswith("I could not work this out within what one answer may take")
    many = calls(*[("resolve_time", {"words": f"in {n} days"}) for n in range(20)])
    scripted(house).requests.clear()
    scripted(house).scripts = [many, says("Enough.")]
    await house.ask("so many days")
    results = rounds_of(house)[0]
    assert len(results) == 20
    assert sum("no more calls are allowed" in each for each in results) == 8
    assert scripted(house).requests[-1].calls_allowed is False


@pytest.mark.parametrize("settled", [1, 2])
async def test_a_round_that_was_done_is_not_asked_again_after_a_crash(house: House, settled: int) -> None:
    tomorrow = (datetime.now(VIENNA) + timedelta(days=1)).date().isoformat()
    look = calls(("look_up_events", {"first_day": tomorrow, "last_day": tomorrow, "title": None, "person": None}))
    book = calls(proposing(title="Tea with Bo", when=["the day after tomorrow at 5pm"]), text="One moment.")
    scripted(house).scripts = [look, book, says("There it is.")]
    with crashing_after(settled):
        record = await house.ask("could be tea with Bo, the day after tomorrow at 5pm I guess, what do you say")
    assert record.reply == "One moment.\n\nThere it is."
    assert record.epoch == 2
    assert len(scripted(house).requests) == 3
    last = scripted(house).requests[-1]
    assert [call.name for each in last.rounds for call in each.calls] == ["look_up_events", "propose_event"]
    assert len(cards(house)) == 1
    assert (record.outcome.input_tokens, record.outcome.output_tokens) == (40, 17)


async def test_a_round_whose_tools_had_not_run_runs_them_once_it_is_taken_up(house: House) -> None:
    scripted(house).scripts = [calls(("people_of_thread", {})), says("It is you.")]
    with counted(house, dying=True) as ran:
        record = await house.ask("who might I be")
    assert record.reply == "It is you."
    assert ran == ["people_of_thread", "people_of_thread"]
    assert len(scripted(house).requests) == 2


async def test_a_provider_that_fails_in_the_middle_leaves_no_card_of_the_model(house: House) -> None:
    failing = (ToolCall("1", "people_of_thread", "{}"), CutOff("broke", provider="scripted"))
    scripted(house).scripts = [failing]
    record = await house.ask("hm hm hm")
    assert record.state == "failed"
    assert cards(house) == []


async def test_a_stop_ends_the_loop_before_the_next_tool(house: House) -> None:
    scripted(house).scripts = [
        calls(("people_of_thread", {}), proposing(when=["tomorrow at 9pm"], title="Late")),
        says("never said"),
    ]
    with counted(house, stopping=True) as ran:
        record = await house.ask("if only there were something tomorrow at 9pm, who knows")
    assert ran == ["people_of_thread"]
    assert record.state == "stopped"
    assert cards(house) == []


async def test_an_open_card_is_changed_by_the_persons_words(house: House) -> None:
    scripted(house).scripts = [says("Here.")]
    await house.ask("Dinner with Cy tomorrow at 6pm")
    [card] = cards(house)
    scripted(house).scripts = [calls(changing("c1", ["7pm"])), says("Changed on the card.")]
    record = await house.ask("hmm, I would rather have it begin around 7pm now that you ask me, sorry")
    assert record.reply == "Changed on the card."
    now = house.platform.cards[card.id]
    assert (now.id, now.offer.draft.start.hour) == (card.id, 19)
    assert len(cards(house)) == 1


async def test_an_event_can_only_be_named_by_its_reference_of_this_turn(house: House) -> None:
    scripted(house).scripts = [
        calls(changing("e1", ["to 5pm"]), ("propose_cancellation", cancelling("e3"))),
        says("No."),
    ]
    await house.ask("whatever goes to 5pm")
    assert all(each.startswith("There is no event “e") for each in rounds_of(house)[0])
    assert cards(house) == []


async def test_an_instant_of_the_model_is_compared_and_both_are_shown(house: House) -> None:
    event = proposing(when=["tomorrow at 8pm"], title="Choir", starts_at="2031-02-03T04:05:00+00:00")
    scripted(house).scripts = [calls(event), says("Here.")]
    await house.ask("I suppose I sing tomorrow at 8pm, or do I")
    [card] = cards(house)
    assert card.offer.draft.start.hour == 20
    told = rounds_of(house)[0][0]
    assert "2031-02-03" in told or told.startswith("The card for this is there already")


async def test_what_a_model_was_told_is_kept_for_operators(house: House) -> None:
    scripted(house).scripts = [says("Hello.")]
    record = await house.ask("good day to you")
    body = await RoundStore(house.services.storage.database).told(record.message_id)
    assert body is not None
    told = told_from(body)
    assert "You are Threadline" in told.system
    assert "Ana writes to you alone" in told.situation
    assert "propose_event" in told.tools
    assert told.message == "good day to you"


async def test_a_thread_that_others_read_learns_nothing_of_the_calendar(house: House) -> None:
    person = await person_of(house)
    [calendar] = await house.services.calendars.registry.of(person)
    [info, *_] = await calendar.calendars()
    start = datetime(2031, 5, 6, 9, tzinfo=VIENNA)
    for number, title in enumerate(("Oncologist", "Budget talk")):
        begins = start + timedelta(hours=2 * number)
        draft = EventDraft(title, begins, begins + timedelta(hours=1), "Europe/Vienna")
        await calendar.create(info.id, draft, f"private-{number}")
    look = ("look_up_events", {"first_day": "2031-05-06", "last_day": "2031-05-06", "title": None, "person": None})
    scripted(house).scripts = [calls(look), says("You are busy then.")]
    await house.ask("is my budget talk on 6 May 2031 in the way of anything?", shared=True)
    [[seen]] = rounds_of(house)
    assert "Oncologist" not in seen
    assert "busy (others read this thread" in seen
    assert "Budget talk" in seen


@pytest.mark.parametrize("failure", [CutOff("cut", provider="a", text=""), Refused("no", provider="a")])
async def test_a_card_is_not_lost_where_the_model_that_was_to_judge_fails(house: House, failure: ProviderError) -> None:
    scripted(house).scripts = [(failure,)]
    record = await house.ask("Supper with Cy tomorrow at 6pm")  # an entry, or a word about what there is
    assert record.state == "failed"
    assert "look at the card below" in record.reply
    assert len(cards(house)) == 1
