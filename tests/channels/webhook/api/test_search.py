"""Searching conversations: titles, messages and answers, of the person alone."""

from typing import Any

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

SEARCH = "/api/v1/search"


async def said(client: Client, text: str, title: str = "") -> str:
    """Say something in a conversation of its own; the model repeats it."""
    conversation = str((await client.post("/api/v1/conversations", {"title": title})).json["id"])
    answer = await client.post(f"/api/v1/conversations/{conversation}/messages", {"text": text})
    assert answer.status == 200, answer.text
    return conversation


async def found(client: Client, q: str, **more: str) -> list[Any]:
    answer = await client.get(SEARCH, params={"q": q, **more})
    assert answer.status == 200, answer.text
    return list(answer.json["found"])


def marked(text: str, marks: list[list[int]]) -> list[str]:
    return [text[start:end] for start, end in marks]


async def test_what_was_said_and_answered_is_found_with_the_words_marked(house: House) -> None:
    ana = await house.person()
    older = await said(ana, "The harbour master has the keys of the boathouse.")
    newer = await said(ana, "Ask the HARBOUR office about the keys.")
    await said(ana, "Nothing of that kind.")
    both = await found(ana, "keys harbour")
    assert [each["id"] for each in both] == [newer, older]
    hits = both[1]["hits"]
    assert {hit["role"] for hit in hits} == {"user", "assistant"}
    assert marked(hits[0]["text"], hits[0]["marks"]) == ["harbour", "keys"]
    assert marked(both[0]["hits"][0]["text"], both[0]["hits"][0]["marks"]) == ["HARBOUR", "keys"]


async def test_a_title_is_found_though_nothing_was_said(house: House) -> None:
    ana = await house.person()
    named = (await ana.post("/api/v1/conversations", {"title": "Lighthouse plans"})).json["id"]
    [only] = await found(ana, "lightHOUSE")
    assert (only["id"], only["hits"], marked(only["title"], only["marks"])) == (named, [], ["Lighthouse"])


@pytest.mark.parametrize(
    ("text", "q"),
    [
        ("Über die Brücke", "über"),
        ("ÜBER DIE BRÜCKE", "brücke"),
        ("Привет, мир", "МИР"),
        ("明日の会議", "会議"),
        ("100 % of it", "100 %"),
        ("a_b and c", "a_b"),
        ("C:\\temp is full", "c:\\temp"),
        ("say (what) [now]?", "(what) [now]?"),
        ("👍🏽 harbour", "harbour"),
    ],
)
async def test_letters_of_every_kind_are_found_and_marks_fit(house: House, text: str, q: str) -> None:
    ana = await house.person()
    await said(ana, "axb and 1000 of them")
    conversation = await said(ana, text)
    [one] = await found(ana, q)
    assert one["id"] == conversation
    hit = one["hits"][0]
    assert [word.lower() for word in marked(hit["text"], hit["marks"])] == q.lower().split()


async def test_a_long_text_is_cut_around_the_word(house: House) -> None:
    ana = await house.person()
    await said(ana, "before " * 100 + "needle " + "after " * 100)
    hit = (await found(ana, "needle"))[0]["hits"][0]
    assert len(hit["text"]) < 200
    assert (hit["text"][0], hit["text"][-1]) == ("…", "…")
    assert marked(hit["text"], hit["marks"]) == ["needle"]


async def test_a_piece_is_shown_without_its_markup(house: House) -> None:
    ana = await house.person()
    await said(ana, "The **quay** is [here](https://example.com/quay), see `quay.txt`.")
    (conversation,) = await found(ana, "quay")
    (said_text,) = {hit["text"] for hit in conversation["hits"]}
    assert said_text == "The quay is here, see quay.txt."
    assert marked(said_text, conversation["hits"][0]["marks"]) == ["quay", "quay"]


async def test_nobody_finds_what_others_said(house: House) -> None:
    ana, bo = await house.person(), await house.person(name="bo")
    await said(ana, "a secret of mine")
    assert await found(bo, "secret") == []
    (await house.stranger.get(SEARCH, params={"q": "secret"})).refused(401, "UNAUTHORIZED")


async def test_there_may_be_more_than_is_shown(house: House) -> None:
    ana = await house.person()
    for number in range(3):
        await said(ana, f"again and again {number}", title="Named")
    some = (await ana.get(SEARCH, params={"q": "again", "limit": "2"})).json
    assert some["more"]
    assert sum(len(each["hits"]) for each in some["found"]) == 2
    assert not (await ana.get(SEARCH, params={"q": "again"})).json["more"]


async def test_what_was_deleted_is_not_found(house: House) -> None:
    ana = await house.person()
    conversation = await said(ana, "gone with the wind")
    await ana.delete(f"/api/v1/conversations/{conversation}")
    assert await found(ana, "wind") == []


async def test_nothing_is_not_looked_for(house: House) -> None:
    ana = await house.person()
    (await ana.get(SEARCH, params={"q": "  "})).refused(422, "UNPROCESSABLE")
    (await ana.get(SEARCH, params={"q": ""})).refused(400, "VALIDATION_ERROR")
    (await ana.get(SEARCH)).refused(400, "VALIDATION_ERROR")
