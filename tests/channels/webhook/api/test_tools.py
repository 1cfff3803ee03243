"""A conversation with tools over HTTP, as the console and the terminal have it: steps, the answer, the proposal."""

from pathlib import Path

from tests.channels.webhook.house import opened
from tests.support.tool_talk import ASKED, STEPS, three_rounds, told
from threadline.providers.port import ScriptedProvider


async def test_three_rounds_end_in_one_proposal_that_a_decision_books(tmp_path: Path) -> None:
    async with opened(tmp_path) as house:
        house.conductor.calls_tools = True
        house.conductor.scripted = ScriptedProvider(three_rounds())
        ana = await house.person(name="Ana")
        thread = f"/api/v1/conversations/{(await ana.post('/api/v1/conversations')).json['id']}/messages"
        async with ana.stream("POST", thread, {"text": ASKED, "stream": True}) as stream:
            events = await stream.rest()
        steps = [(event.json["title"], event.json["state"]) for event in events if event.name == "step"]
        assert [title for title, state in steps if state == "done"] == list(STEPS)
        [proposal] = [event.json for event in events if event.name == "proposal"]
        assert "Tea" in proposal["event"]["title"]
        ids = next(event.json for event in events if event.name == "accepted")
        answer = await ana.get(f"{thread}/{ids['message_id']}")
        assert told(answer.json["reply"]["text"])
        booked = await ana.post(f"/api/v1/proposals/{proposal['id']}/confirm", {})
        assert booked.json["state"] == "booked"
