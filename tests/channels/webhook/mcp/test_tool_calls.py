"""What other assistants look up and propose: references, cards, and the guards that hold both."""

import asyncio
import re
from datetime import date, timedelta
from typing import Any

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from threadline.bots.webhook.http.authentication import COOKIE
from threadline.core.domain.scopes import ALL_SCOPES
from threadline.storage.persons import utc_now
from threadline.storage.tokens import TokenKind

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARCH = {"first_day": "2027-03-01", "last_day": "2027-03-07"}
NOON = {"when": ["Monday 1 March 2027 12:00"], "people": []}


class Assistant:
    """Another assistant that works for a person, by the token of their client."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def call(self, tool: str, **arguments: Any) -> Any:
        """The result of a call, be it a refusal."""
        params = {"name": tool, "arguments": arguments}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        answer = await self.client.post("/mcp", body)
        assert answer.status == 200, answer.text
        return answer.json["result"]

    async def told(self, tool: str, **arguments: Any) -> str:
        """What a call that is no refusal answers."""
        result = await self.call(tool, **arguments)
        assert not result["isError"], result
        return str(result["content"][0]["text"])

    async def refused(self, tool: str, **arguments: Any) -> str:
        """Why a call is refused; no card comes of it."""
        before = await self.cards()
        result = await self.call(tool, **arguments)
        assert result["isError"], result
        assert "structuredContent" not in result
        assert await self.cards() == before
        return str(result["content"][0]["text"])

    async def proposed(self, tool: str, **arguments: Any) -> Any:
        """The one proposal that comes of a call, as the person sees it."""
        result = await self.call(tool, **arguments)
        assert not result["isError"], result
        [card] = result["structuredContent"]["cards"]
        assert card["url"] in result["content"][0]["text"]
        assert card["url"] == f"{self.client.address}/cards/{card['proposal_id']}"
        return (await self.client.get(f"/api/v1/proposals/{card['proposal_id']}")).json

    async def cards(self) -> list[str]:
        """The ids of all cards of the person."""
        return [each["id"] for each in (await self.client.get("/api/v1/proposals")).json["proposals"]]

    async def events(self) -> list[Any]:
        """What stands in the calendar in March."""

        answer = await self.client.get(
            "/api/v1/calendar/events?time_min=2027-02-25T00:00:00Z&time_max=2027-03-31T00:00:00Z"
        )
        assert answer.status == 200, answer.text
        return list(answer.json["events"])

    async def booked(self, **arguments: Any) -> str:
        """An event that is in the calendar, by the reference that a look-up gives."""
        made = await self.proposed("propose_event", **arguments)
        answer = await self.client.post(f"/api/v1/proposals/{made['id']}/confirm", {})
        assert answer.json["state"] == "booked"
        return await self.reference()

    async def reference(self) -> str:
        """The reference under which a fresh look-up shows the first event."""
        found = re.search(r"^(e1-[a-z2-7]{16}): ", await self.told("look_up_events", **MARCH))
        assert found is not None
        return found[1]


@pytest.fixture
def assistant(ana: Client) -> Assistant:
    return Assistant(ana)


async def test_an_act_makes_a_card_and_never_an_event(assistant: Assistant) -> None:
    made = await assistant.proposed("propose_event", title="Lunch", place="Room 4", **NOON)
    assert made["state"] == "proposed"
    assert made["event"]["title"] == "Lunch"
    assert made["event"]["location"] == "Room 4"
    assert made["event"]["start"] == "2027-03-01T12:00:00+01:00"
    assert await assistant.events() == []


async def test_times_are_words_that_the_grammar_reads_in_the_persons_zone(assistant: Assistant) -> None:
    made = await assistant.proposed("propose_event", when=["3pm", "on 2 March 2027", "for 45 minutes"], people=[])
    assert made["event"]["start"] == "2027-03-02T15:00:00+01:00"
    assert made["event"]["end"] == "2027-03-02T15:45:00+01:00"
    for words in ([], ["purple"], [""]):
        await assistant.refused("propose_event", when=words, people=[])


async def test_an_instant_of_the_assistants_own_is_a_doubt_and_no_time(assistant: Assistant) -> None:
    made = await assistant.proposed("propose_event", starts_at="2027-03-05T09:00:00+01:00", **NOON)
    assert made["event"]["start"] == "2027-03-01T12:00:00+01:00"
    assert made["alternatives"] or made["warnings"]
    assert "no" in await assistant.refused("propose_event", when=[], people=[], starts_at="2027-03-05T09:00:00+01:00")


async def test_an_address_that_the_persons_calendars_do_not_know_is_a_doubt(assistant: Assistant) -> None:
    made = await assistant.proposed("propose_event", when=["tomorrow at noon"], people=["cy@example.org"])
    assert [who["email"] for who in made["event"]["attendees"]] == ["cy@example.org"]
    assert made["warnings"][0].startswith("cy@example.org is not in your calendars")
    await assistant.client.post(f"/api/v1/proposals/{made['id']}/confirm", {})
    again = await assistant.proposed("propose_event", when=["3 March 2027 9am"], people=["cy@example.org"])
    assert [who["email"] for who in again["event"]["attendees"]] == ["cy@example.org"]
    assert not any("not in your calendars" in each for each in again["warnings"])


async def test_an_address_hidden_in_the_words_of_time_is_a_doubt_too(assistant: Assistant) -> None:
    made = await assistant.proposed("propose_event", when=["1 March 2027 noon with eve@example.org"], people=[])
    if made["event"]["attendees"]:
        assert made["warnings"][0].startswith("eve@example.org is not in your calendars")


@pytest.mark.parametrize("title", ["Pay at https://evil.example/x", "Write to eve@example.org", "Call 004366012345"])
async def test_a_title_carries_no_links_addresses_or_numbers(assistant: Assistant, title: str) -> None:
    made = await assistant.proposed("propose_event", title=title, note=title, **NOON)
    assert made["event"]["title"] != title
    assert not made["event"].get("description")


async def test_a_reference_names_an_event_in_later_calls(assistant: Assistant) -> None:
    reference = await assistant.booked(title="Standup", **NOON)
    moved = await assistant.proposed(
        "propose_change", event=reference, words=["move it to 3pm"], add_people=[], remove_people=[]
    )
    assert moved["event"]["start"] == "2027-03-01T15:00:00+01:00"
    assert moved["event"]["title"] == "Standup"
    gone = await assistant.proposed("propose_cancellation", event=reference, words=["cancel it"])
    assert gone["action"] == "cancel"
    [kept] = await assistant.events()
    assert kept["start"] == "2027-03-01T12:00:00+01:00"


async def test_every_look_up_has_references_of_its_own(assistant: Assistant) -> None:
    first = await assistant.booked(title="Standup", **NOON)
    second = await assistant.reference()
    assert first != second
    for reference in (first, second):
        await assistant.proposed("propose_cancellation", event=reference, words=["cancel it"])


@pytest.mark.parametrize("event", ["e1", "Standup", "e1-aaaaaaaaaaaaaaaa", "c1", "", "e1-aaaaaaaaaaaaaaaa' OR 1=1"])
async def test_an_event_that_was_not_shown_cannot_be_named(assistant: Assistant, event: str) -> None:
    await assistant.booked(title="Standup", **NOON)
    said = await assistant.refused("propose_cancellation", event=event, words=["cancel it"])
    assert "Look it up first" in said


async def test_a_reference_is_its_tokens_alone(house: House, assistant: Assistant) -> None:
    reference = await assistant.booked(title="Standup", **NOON)
    _, other = await house.services.people.tokens.create(
        assistant.client.person_id, kind=TokenKind.API, name="other", scopes=ALL_SCOPES, lifetime=None
    )
    stranger = Assistant(await house.person(name="bo"))
    for elsewhere in (Assistant(Client(house.http, house.address, other, assistant.client.person_id)), stranger):
        await elsewhere.refused("propose_cancellation", event=reference, words=["cancel it"])
    assert "No events there" in await stranger.told("look_up_events", **MARCH)


async def test_the_list_is_the_persons_own(house: House, assistant: Assistant) -> None:
    assert await assistant.told("look_up_todos") == "It is empty."
    await house.services.people.todos.add(
        assistant.client.person_id, "Send the offer", due=date(2027, 3, 2), key="offer"
    )
    assert "- Send the offer, due 2027-03-02" in await assistant.told("look_up_todos")
    assert await Assistant(await house.person(name="bo")).told("look_up_todos") == "It is empty."


async def test_a_reference_runs_out(house: House, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    reference = await assistant.booked(title="Standup", **NOON)
    handed = house.services.conversations.client_calls._handed
    monkeypatch.setattr(handed, "_clock", lambda: utc_now() + timedelta(minutes=61))
    await assistant.refused("propose_cancellation", event=reference, words=["cancel it"])


async def test_a_free_time_that_was_found_can_be_proposed(assistant: Assistant) -> None:
    found = await assistant.told("find_time", people=[], when=["2 March 2027"], minutes=30)
    slot = re.search(r"^(s2-[a-z2-7]{16}): ", found, re.MULTILINE)
    assert slot is not None
    made = await assistant.proposed("propose_event", when=[], slot=slot[1], people=[], title="Focus")
    assert made["event"]["start"].startswith("2027-03-02T")
    await assistant.refused("propose_event", when=[], slot="s1", people=[])


async def test_the_same_request_makes_one_card(assistant: Assistant) -> None:
    first = await assistant.proposed("propose_event", title="Lunch", request_id="r1", **NOON)
    again = await assistant.proposed("propose_event", title="Lunch", request_id="r1", **NOON)
    assert again["id"] == first["id"]
    said = await assistant.told("propose_event", when=["5 March 2027 9am"], people=[], request_id="r1")
    assert "made a card before: Lunch" in said
    assert len(await assistant.cards()) == 1
    await assistant.proposed("propose_event", title="Lunch", request_id="r2", **NOON)
    assert len(await assistant.cards()) == 2


async def test_the_same_request_sent_twice_at_once_makes_one_card(assistant: Assistant) -> None:
    both = await asyncio.gather(*(assistant.call("propose_event", request_id="r1", **NOON) for _ in range(4)))
    assert len({result["structuredContent"]["cards"][0]["proposal_id"] for result in both}) == 1
    assert len(await assistant.cards()) == 1


@pytest.mark.parametrize("key", ["", 5, "x" * 201, ["r1"]])
async def test_an_id_that_is_none_is_refused(assistant: Assistant, key: Any) -> None:
    params = {"name": "propose_event", "arguments": {**NOON, "request_id": key}}
    answer = await assistant.client.post("/mcp", {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    assert answer.json["error"]["code"] == -32602
    assert await assistant.cards() == []


async def test_one_persons_request_is_not_anothers(assistant: Assistant, bo: Client) -> None:
    first = await assistant.proposed("propose_event", request_id="r1", **NOON)
    other = await Assistant(bo).proposed("propose_event", request_id="r1", **NOON)
    assert other["id"] != first["id"]


async def test_the_person_decides_on_the_card_and_the_token_cannot(house: House, assistant: Assistant) -> None:
    person = assistant.client
    made = await assistant.proposed("propose_event", title="Lunch", **NOON)
    path = f"/cards/{made['id']}"
    _, session = await house.services.people.tokens.create(
        person.person_id, kind=TokenKind.SESSION, name="console", scopes=ALL_SCOPES, lifetime=None
    )
    own = {"Cookie": f"{COOKIE}={session}", "Origin": house.address}
    press = {"data": {"action": "confirm"}}
    for client in (person, house.stranger, await house.person()):
        assert (await client.get(path)).status == 401
        assert (await client.call("POST", path, headers={"Origin": house.address}, **press)).status == 401
    browser = house.stranger
    for origin in ("https://evil.example", "null"):
        answer = await browser.call("POST", path, headers={**own, "Origin": origin}, **press)
        answer.refused(403, "ACCESS_DENIED")
    assert await assistant.events() == []
    shown = await browser.get(path, headers=own)
    assert "Lunch" in shown.text
    assert f'action="{path}"' in shown.text
    assert shown.headers["Referrer-Policy"] == "same-origin"
    done = await browser.call("POST", path, headers=own, **press)
    assert done.status == 200
    assert [event["title"] for event in await assistant.events()] == ["Lunch"]


async def test_nobody_sees_anothers_card(house: House, assistant: Assistant, bo: Client) -> None:
    made = await assistant.proposed("propose_event", title="Secret", **NOON)
    _, session = await house.services.people.tokens.create(
        bo.person_id, kind=TokenKind.SESSION, name="console", scopes=ALL_SCOPES, lifetime=None
    )
    headers = {"Cookie": f"{COOKIE}={session}", "Origin": house.address}
    path = f"/cards/{made['id']}"
    for answer in (
        await house.stranger.get(path, headers=headers),
        await house.stranger.call("POST", path, headers=headers, data={"action": "confirm"}),
    ):
        assert answer.status == 404
        assert "Secret" not in answer.text


async def test_a_reminder_of_an_event_is_a_card_that_a_click_sets(assistant: Assistant) -> None:
    reference = await assistant.booked(title="Standup", **NOON)
    made = await assistant.proposed("propose_reminder", event=reference, words=["10 minutes before"])
    assert made["action"] == "change"
    assert made["event"]["reminders"] == [10]
    assert (await assistant.client.post(f"/api/v1/proposals/{made['id']}/confirm", {})).json["state"] == "booked"
    [kept] = await assistant.events()
    assert kept["reminders"] == [10]


async def test_a_reminder_of_its_own_blocks_no_time(assistant: Assistant) -> None:
    made = await assistant.proposed("propose_reminder", words=["Monday 1 March 2027 at 9:00"], about="Water the plants")
    assert (made["event"]["title"], made["event"]["reminders"]) == ("Water the plants", [0])
    assert made["event"]["start"] == "2027-03-01T09:00:00+01:00"


async def test_there_is_nobody_to_answer_about_an_event_of_ones_own(assistant: Assistant) -> None:
    reference = await assistant.booked(title="Standup", **NOON)
    said = await assistant.refused("propose_answer", event=reference, answer="accept", words=["yes"])
    assert "organises" in said
    await assistant.refused("propose_answer", event="e1-aaaaaaaaaaaaaaaa", answer="accept", words=["yes"])
    said = await assistant.refused("propose_other_time", event=reference, words=["at 4pm"])
    assert "propose_change" in said
    await assistant.refused("propose_other_time", event="e1-aaaaaaaaaaaaaaaa", words=["at 4pm"])
