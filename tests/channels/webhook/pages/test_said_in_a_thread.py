"""Free times to send and booking links, asked for in a thread."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House, opened
from threadline.core.appointments.booking_link import BookingLink
from threadline.providers.port import Finish, ScriptedProvider, Text, ToolCall, Usage

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def said(client: Client, text: str, conversation: str | None = None) -> str:
    if conversation is None:
        conversation = (await client.post("/api/v1/conversations")).json["id"]
    answer = await client.post(f"/api/v1/conversations/{conversation}/messages", {"text": text})
    return str(answer.json["reply"]["text"])


async def links(house: House, client: Client) -> list[BookingLink]:
    return list(await house.services.appointments.links.of_person(client.person_id))


async def test_free_times_are_written_down_with_a_link_for_one_booking(house: House, ana: Client) -> None:
    told = await said(ana, "Send Bo my free times next week, 45 minutes")
    [link] = await links(house, ana)
    assert (link.single_use, link.terms.length) == (True, timedelta(minutes=45))
    assert f"<{link.address}>" in told
    assert "I am free at these times (45 minutes, Vienna time):" in told
    assert link.terms.time_min is not None
    monday = link.terms.time_min.astimezone(ZoneInfo("Europe/Vienna"))
    assert monday.weekday() == 0
    assert f"- {monday:%A} {monday.day} {monday:%B %Y}, 09:00–11:45 and 13:00–16:45" in told
    assert link.expires_at is not None


async def test_the_readers_zone_is_that_of_the_words(house: House, ana: Client) -> None:
    told = await said(ana, "please share my availability next week in New York time with Lee")
    assert "New York time):" in told
    assert ", 03:00–06:00 and 07:00–11:00" in told


async def test_what_is_left_out_is_not_offered(house: House, ana: Client) -> None:
    told = await said(ana, "send Bo my free times next week, not on Monday, no mornings")
    [link] = await links(house, ana)
    days = re.findall(r"^- (\w+) .*?, (.*)$", told, re.MULTILINE)
    assert [day for day, _ in days] == ["Tuesday", "Wednesday", "Thursday", "Friday"]
    assert {hours for _, hours in days} == {"13:00–17:00"}
    starts = await house.services.appointments.links.starts(
        link,
        await house.services.people.directory.get(ana.person_id),
        (datetime.now(ZoneInfo("UTC")), datetime.now(ZoneInfo("UTC")) + timedelta(days=20)),
    )
    local = [start.astimezone(ZoneInfo("Europe/Vienna")) for start in starts]
    assert min(start.hour for start in local) == 13
    assert 0 not in {start.weekday() for start in local}


async def test_what_only_reports_or_asks_makes_no_link(house: House, ana: Client) -> None:
    for text in ("When am I free next week?", "I sent Bo my free times", "Give me my free times on Friday"):
        assert "/book/" not in await said(ana, text)
    assert await links(house, ana) == []


async def test_links_are_told_and_closed_by_words(house: House, ana: Client) -> None:
    assert "no open booking links" in await said(ana, "show me my booking links")
    made = await said(ana, "make a permanent booking link for 45 minutes")
    [link] = await links(house, ana)
    assert (link.single_use, link.expires_at, link.terms.length) == (False, None, timedelta(minutes=45))
    assert link.address in made
    assert f"1. <{link.address}>: 45 minutes" in await said(ana, "my booking links")
    assert "closed" in await said(ana, "close booking link 1")
    assert [each.state for each in await links(house, ana)] == ["closed"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Schick Bo meine freien Termine für nächste Woche", "Wähle hier einen aus:"),
        ("Envoie mes disponibilités de la semaine prochaine à Claire", "Choisissez-en un ici"),
        ("Comparte mi disponibilidad de la próxima semana", "Elige una aquí:"),
        ("Condividi le mie disponibilità della prossima settimana", "Ne scelga uno qui:"),
        ("Envie os meus horários livres da próxima semana para a Rita", "Escolha um aqui:"),
        ("Stuur Joris mijn vrije tijden van volgende week", "Kies er hier een:"),
    ],
)
async def test_in_the_language_of_the_words(house: House, ana: Client, text: str, words: str) -> None:
    told = await said(ana, text)
    assert words in told
    assert len(await links(house, ana)) == 1


async def test_a_model_has_the_person_asked_and_only_their_yes_makes_a_link(tmp_path: Path) -> None:
    words = "what could we offer Jo next week, for half an hour?"
    call = ToolCall("1", "propose_booking_link", json.dumps({"words": ["offer Jo next week, for half an hour"]}))
    usage = Usage("scripted", 1, 1, provider="scripted")
    async with opened(tmp_path) as house:
        house.conductor.calls_tools = True
        house.conductor.scripted = ScriptedProvider(
            [(call, usage, Finish("tools")), (Text("Gladly."), usage, Finish("stop"))]
        )
        ana = await house.person(name="Ana")
        thread = str((await ana.post("/api/v1/conversations")).json["id"])
        assert "Shall I make a link" in await said(ana, words, thread)
        assert await links(house, ana) == []
        assert "/book/" in await said(ana, "yes", thread)
        [link] = await links(house, ana)
        assert link.terms.length == timedelta(minutes=30)
