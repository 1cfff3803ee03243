"""Polls on the web: asked for in a thread, voted in by word, by page and over HTTP; their winner is a card."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from threadline.core.domain.proposal import State
from threadline.core.polls.poll import Poll
from threadline.providers.port import Finish, ScriptedProvider, Text, ToolCall, Usage

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKED = "poll bo@example.com and cy@example.com for the design review: Dec 8 2027 at 10:00 or Dec 9 2027 at 15:00?"


async def said(client: Client, text: str, conversation: str) -> str:
    answer = await client.post(f"/api/v1/conversations/{conversation}/messages", {"text": text})
    return str(answer.json["reply"]["text"])


async def thread(client: Client) -> str:
    return str((await client.post("/api/v1/conversations")).json["id"])


async def asked(house: House, client: Client, text: str = ASKED) -> tuple[str, Poll]:
    """A conversation with a poll in it."""
    conversation = await thread(client)
    await said(client, text, conversation)
    [poll] = await house.services.polls.polls.of_person(client.person_id, limit=1)
    return conversation, poll


async def results(client: Client, conversation: str, ready: Callable[[list[dict[str, Any]]], bool]) -> list[Any]:
    """The messages of a conversation, once they are as they should be."""
    async with asyncio.timeout(20):
        while True:
            answer = await client.get(f"/api/v1/conversations/{conversation}")
            found = answer.json["messages"]
            if ready(found):
                return list(found)
            await asyncio.sleep(0.05)


def cards(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [card for each in messages for card in each.get("proposals") or []]


async def test_a_poll_is_asked_with_a_page_for_everybody(house: House, ana: Client) -> None:
    conversation = await thread(ana)
    told = await said(ana, ASKED, conversation)
    [poll] = (await ana.get("/api/v1/polls")).json["polls"]
    assert told.startswith("**Design review**")
    assert "1. Wed 8 Dec, 10:00–10:30" in told
    assert told.count("/poll/") == 2
    assert "I still wait for bo and cy." in told
    assert (poll["title"], poll["state"], poll["missing"]) == ("Design review", "open", ["bo", "cy"])
    assert [each["start"] for each in poll["choices"]] == ["2027-12-08T10:00:00+01:00", "2027-12-09T15:00:00+01:00"]


async def test_words_are_a_vote_and_another_vote_takes_its_place(house: House, ana: Client) -> None:
    conversation, _poll = await asked(house, ana)
    assert "Noted: 1 (Wed 8 Dec, 10:00–10:30) and 2 (Thu 9 Dec, 15:00–15:30)." in await said(
        ana, "both work for me", conversation
    )
    assert "Noted: 2 (Thu 9 Dec, 15:00–15:30)." in await said(ana, "Thursday works for me", conversation)
    [view] = (await ana.get("/api/v1/polls")).json["polls"]
    assert [each["voters"] for each in view["choices"]] == [[], ["ana"]]
    assert "but not which do" in await said(ana, "I can't do Thursday", conversation)
    assert "none of these times suits you" in await said(ana, "none of these", conversation)
    assert (await ana.get("/api/v1/polls")).json["polls"][0]["unable"] == ["ana"]


async def test_the_winner_is_a_card_when_everybody_has_voted(house: House, ana: Client) -> None:
    conversation, poll = await asked(house, ana)
    pages = {each.name: f"{house.address}/poll/{each.record.token}" for each in poll.voters}
    for name in ("bo", "cy"):
        sent = await house.http.post(pages[name], data={"time": "2"}, allow_redirects=False)
        assert sent.status == 303
    messages = await results(ana, conversation, lambda found: bool(cards(found)) and bool(found[-1]["text"]))
    [card] = cards(messages)
    assert card["state"] == "proposed"
    assert card["event"]["title"] == "Design review"
    assert card["event"]["start"] == "2027-12-09T15:00:00+01:00"
    assert [each["email"] for each in card["event"]["attendees"]] == ["bo@example.com", "cy@example.com"]
    view = (await ana.get(f"/api/v1/polls/{poll.id}")).json
    assert (view["state"], view["proposal_id"]) == ("closed", card["id"])
    assert "Thu 9 Dec, 15:00–15:30 has the most votes (2)." in messages[-1]["text"]


async def test_two_who_close_at_once_make_one_card(house: House, ana: Client) -> None:
    conversation, poll = await asked(house, ana)
    await said(ana, "1", conversation)
    said_too = asyncio.create_task(said(ana, "close the poll", conversation))
    answers = await asyncio.gather(*(ana.post(f"/api/v1/polls/{poll.id}/close") for _ in range(4)))
    assert [each.status for each in answers] == [200] * 4
    await said_too
    await house.services.polls.upkeep.attend()
    await results(ana, conversation, lambda found: bool(cards(found)))
    made = await house.services.proposals.repository.of_person(ana.person_id, states=list(State), limit=10)
    assert len(made) == 1


async def test_a_tie_is_told_and_conflicts_are_shown(house: House, ana: Client) -> None:
    conversation = await thread(ana)
    busy = await said(ana, "Dentist on Dec 8 2027 at 10:00", conversation)
    assert "Dentist" in busy
    [made] = await house.services.proposals.repository.of_person(ana.person_id, states=list(State), limit=1)
    await ana.post(f"/api/v1/proposals/{made.id}/confirm")
    other = await thread(ana)
    await said(ana, ASKED, other)
    await said(ana, "all of them", other)
    told = await said(ana, "close the poll", other)
    assert "have as many votes; I propose the earliest." in told
    assert "Dentist" in told
    assert "Confirm it anyway?" in told


async def test_nobody_who_voted_means_no_card(house: House, ana: Client) -> None:
    conversation, _poll = await asked(house, ana)
    assert "Nobody has voted" in await said(ana, "close the poll", conversation)
    made = await house.services.proposals.repository.of_person(ana.person_id, states=list(State), limit=10)
    assert made == []


async def test_others_see_and_do_nothing(house: House, ana: Client) -> None:
    _conversation, poll = await asked(house, ana)
    other = await house.person(name="dee")
    for answer in (
        await other.get(f"/api/v1/polls/{poll.id}"),
        await other.post(f"/api/v1/polls/{poll.id}/vote", {"choices": [1]}),
        await other.post(f"/api/v1/polls/{poll.id}/close"),
    ):
        assert answer.status == 404
    assert (await other.get("/api/v1/polls")).json["polls"] == []


async def test_a_voter_with_an_account_votes_over_http(house: House, ana: Client) -> None:
    dee = await house.person(name="dee")
    person = await house.services.people.directory.get(dee.person_id)
    _conversation, poll = await asked(house, ana, f"poll {person.email} and bo@example.com: Dec 8 2027 10:00 or 11:00?")
    voted = await dee.post(f"/api/v1/polls/{poll.id}/vote", {"choices": [2]})
    assert (voted.json["own_choices"], voted.json["mine"], voted.json["missing"]) == ([2], False, ["bo"])
    assert (await dee.post(f"/api/v1/polls/{poll.id}/vote", {"choices": [6]})).status == 422
    assert (await dee.post(f"/api/v1/polls/{poll.id}/close")).status == 404
    await ana.post(f"/api/v1/polls/{poll.id}/close")
    assert (await dee.post(f"/api/v1/polls/{poll.id}/vote", {"choices": [1]})).status == 409


async def test_free_times_are_asked_about_where_none_are_named(house: House, ana: Client) -> None:
    conversation = await thread(ana)
    told = await said(ana, "poll bo@example.com for a time next week, 45 minutes", conversation)
    [view] = (await ana.get("/api/v1/polls")).json["polls"]
    assert 2 <= len(view["choices"]) <= 6
    assert view["duration_minutes"] == 45
    assert len({each["start"][:10] for each in view["choices"]}) > 1
    assert "\n4. " in told


async def test_a_model_has_the_person_asked_and_only_their_yes_asks_the_group(tmp_path: Path) -> None:
    words = "could we see which of Dec 8 2027 at 10:00 and Dec 9 2027 at 15:00 is good for bo@example.com?"
    call = ToolCall("1", "propose_poll", json.dumps({"words": [words.rstrip("?")]}))
    usage = Usage("scripted", 1, 1, provider="scripted")
    async with opened(tmp_path) as house:
        house.conductor.calls_tools = True
        house.conductor.scripted = ScriptedProvider(
            [(call, usage, Finish("tools")), (Text("Gladly."), usage, Finish("stop"))]
        )
        ana = await house.person(name="Ana")
        conversation = await thread(ana)
        assert "Shall I ask everybody here in a poll" in await said(ana, words, conversation)
        assert (await ana.get("/api/v1/polls")).json["polls"] == []
        assert "/poll/" not in await said(ana, "no", conversation)
        house.conductor.scripted = ScriptedProvider(
            [(call, usage, Finish("tools")), (Text("Gladly."), usage, Finish("stop"))]
        )
        await said(ana, words, conversation)
        assert "1. Wed 8 Dec, 10:00–10:30" in await said(ana, "yes", conversation)
        [view] = (await ana.get("/api/v1/polls")).json["polls"]
        assert len(view["choices"]) == 2


async def test_times_beyond_those_that_a_poll_holds_are_not_left_out_without_a_word(house: House, ana: Client) -> None:
    hours = ", ".join(f"{hour}:00" for hour in (9, 10, 11, 14, 15))
    told = await said(
        ana, f"poll bo@example.com and cy@example.com: Dec 8 2027 {hours} or Dec 9 2027 {hours}?", await thread(ana)
    )
    assert "A poll asks about 6 times at most, so the latest 4 that you named are left out." in told


async def test_times_that_are_over_are_not_asked_about(house: House, ana: Client) -> None:
    told = await said(
        ana, "poll bo@example.com and cy@example.com: Dec 8 2020 10:00 or Dec 9 2020 15:00?", await thread(ana)
    )
    assert told == "These times are over. Name some that are still to come, and I ask everybody."


async def test_a_time_that_is_over_is_no_choice_where_a_range_to_come_is_asked_for(house: House, ana: Client) -> None:
    told = await said(
        ana,
        "We missed each other yesterday at 3pm. Poll bo@example.com and cy@example.com for next week.",
        await thread(ana),
    )
    assert "over" not in told


@pytest.mark.parametrize(
    ("text", "choices", "asked"),
    [
        ("Mettiamo ai voti: lunedì alle 11 o giovedì alle 16?", 2, []),
        ("Ask bo@example.com and cy@example.com which of Dec 8 2027 10:00 or Dec 9 2027 9:00 suits", 2, ["bo", "cy"]),
    ],
)
async def test_a_poll_is_asked_for_without_its_name(
    house: House, ana: Client, text: str, choices: int, asked: list[str]
) -> None:
    await said(ana, text, await thread(ana))
    [view] = (await ana.get("/api/v1/polls")).json["polls"]
    assert (len(view["choices"]), view["missing"]) == (choices, asked)
    made = await house.services.proposals.repository.of_person(ana.person_id, states=list(State), limit=10)
    assert made == []


async def test_which_day_suits_others_is_no_poll_where_no_times_are_named(house: House, ana: Client) -> None:
    await said(ana, "ask bo@example.com and cy@example.com which day next week suits them best", await thread(ana))
    assert (await ana.get("/api/v1/polls")).json["polls"] == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("poll: Dec 8 2027 at 10:00 with bo@example.com", "Meeting with bo"),
        ("poll bo@example.com for the design review: Dec 8 2027 at 10:00", "Design review"),
        ("Umfrage: 8. Dezember 2027 um 10 Uhr mit bo@example.com", "Besprechung mit bo"),
    ],
)
async def test_one_time_is_no_poll_but_a_meeting(house: House, ana: Client, text: str, title: str) -> None:
    conversation = await thread(ana)
    told = await said(ana, text, conversation)
    assert told.startswith(
        ("One time is no poll, so I propose it as a meeting.", "Ein einzelner Termin ist noch keine")
    )
    assert (await ana.get("/api/v1/polls")).json["polls"] == []
    [card] = cards((await ana.get(f"/api/v1/conversations/{conversation}")).json["messages"])
    assert (card["state"], card["event"]["title"]) == ("proposed", title)
    assert card["event"]["start"] == "2027-12-08T10:00:00+01:00"
    assert [each["email"] for each in card["event"]["attendees"]] == ["bo@example.com"]


async def test_one_time_that_is_over_is_not_proposed(house: House, ana: Client) -> None:
    told = await said(ana, "poll bo@example.com: Dec 8 2020 at 10:00", await thread(ana))
    assert told == "This time is over. Name some that are still to come, and I ask everybody."


@pytest.mark.parametrize("path", ["/api/v1/webhook", "/api/v1/stream"])
@pytest.mark.parametrize("kind", ["custom", "summary", "calendar_event"])
async def test_a_prompt_opens_no_poll(house: House, ana: Client, path: str, kind: str) -> None:
    sent = await ana.post(path, {"prompt": ASKED, "type": kind})
    assert sent.status == 200
    assert (await ana.get("/api/v1/polls")).json["polls"] == []
