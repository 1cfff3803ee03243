"""Files that are kept for a message, sent with it and shown with it."""

from base64 import b64decode

import pytest

from tests.channels.webhook.api.test_files import form, send
from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from tests.unit.core.documents import files
from threadline.bots.webhook.api import sent_files
from threadline.storage.personal_data import PersonalData

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONVERSATIONS, FILES = "/api/v1/conversations", "/api/v1/files"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100"
    "c9fe92ef0000000049454e44ae426082"
)


async def kept(client: Client, content: bytes = b"The keys are in the boathouse.", name: str = "keys.txt") -> str:
    answer = await send(client, FILES, form(content, name, "application/octet-stream"))
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


async def opened_by(client: Client) -> str:
    return f"{CONVERSATIONS}/{(await client.post(CONVERSATIONS)).json['id']}"


async def test_a_file_comes_with_a_message_and_is_there_later(house: House, ana: Client) -> None:
    thread = await opened_by(ana)
    answer = await send(ana, FILES, form(files.pdf("Design review", "on Friday"), "plan.pdf", "application/pdf"))
    view = answer.json
    assert (view["name"], view["pages"], view["words"], view["picture"]) == ("plan.pdf", 2, 4, False)
    second = await kept(ana)
    exchange = await ana.post(f"{thread}/messages", {"text": "Sum this up", "files": [view["id"], second]})
    assert exchange.status == 200
    assert [each["name"] for each in exchange.json["message"]["files"]] == ["plan.pdf", "keys.txt"]
    told = next(each for each in house.conductor.requests if each.messages[-1].text.startswith("Sum this up"))
    assert "Design review" in (told.material or "")
    assert "boathouse" in (told.material or "")
    assert (await ana.get(thread)).json["messages"][0] == exchange.json["message"]
    assert "plan.pdf, keys.txt" in (await ana.get(f"{thread}/text")).text
    message = exchange.json["message"]["id"]
    again = await ana.post(f"{thread}/messages/{message}/regenerate")
    assert [each["name"] for each in (await ana.get(thread)).json["messages"][0]["files"]] == ["plan.pdf", "keys.txt"]
    assert again.json["message"]["files"] == exchange.json["message"]["files"]


async def test_a_message_may_be_files_alone_but_not_nothing(ana: Client) -> None:
    thread = await opened_by(ana)
    alone = await ana.post(f"{thread}/messages", {"files": [await kept(ana)]})
    assert (alone.status, alone.json["message"]["text"]) == (200, "")
    blank = await ana.post(f"{thread}/messages", {"text": "", "files": [await kept(ana)]})
    assert blank.status == 200
    assert (await ana.post(f"{thread}/messages", {"files": []})).status == 400
    (await ana.post(f"{thread}/messages", {"text": ""})).refused(422, "UNPROCESSABLE")


async def test_a_picture_is_shown_as_it_was_sent(ana: Client, bo: Client) -> None:
    file_id = await kept(ana, PIXEL, "dot.png")
    picture = await ana.get(f"{FILES}/{file_id}")
    assert (picture.body, picture.headers["Content-Type"]) == (PIXEL, "image/png")
    (await bo.get(f"{FILES}/{file_id}")).refused(404, "NOT_FOUND")
    (await ana.get(f"{FILES}/{await kept(ana)}")).refused(404, "NOT_FOUND")


async def test_files_are_their_persons_and_their_conversations(ana: Client, bo: Client) -> None:
    one, two, other = await opened_by(ana), await opened_by(ana), await opened_by(bo)
    file_id = await kept(ana)
    assert (await bo.post(f"{other}/messages", {"text": "mine?", "files": [file_id]})).fields() == ["files"]
    assert (await ana.post(f"{one}/messages", {"text": "here", "files": [file_id]})).status == 200
    assert (await ana.post(f"{one}/messages", {"text": "and again", "files": [file_id]})).status == 200
    assert (await ana.post(f"{two}/messages", {"text": "there", "files": [file_id]})).fields() == ["files"]
    (await ana.delete(f"{FILES}/{file_id}")).refused(409, "CONFLICT")
    await ana.delete(one)
    (await ana.delete(f"{FILES}/{file_id}")).refused(404, "NOT_FOUND")


async def test_what_was_not_sent_is_let_go_of(ana: Client, bo: Client) -> None:
    file_id = await kept(ana, PIXEL, "dot.png")
    (await bo.delete(f"{FILES}/{file_id}")).refused(404, "NOT_FOUND")
    assert (await ana.delete(f"{FILES}/{file_id}")).status == 204
    (await ana.get(f"{FILES}/{file_id}")).refused(404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [(b"PK\x05\x06" + bytes(18), "all.zip", 415), (b"   ", "empty.txt", 422), (b"%PDF-broken", "x.pdf", 422)],
)
async def test_what_cannot_be_read_is_refused_with_its_reason(
    ana: Client, content: bytes, name: str, status: int
) -> None:
    answer = await send(ana, FILES, form(content, name, "application/octet-stream"))
    assert answer.status == status
    assert answer.json["error"]


async def test_the_same_key_sends_the_files_once(ana: Client) -> None:
    thread, file_id = await opened_by(ana), await kept(ana)
    body, key = {"text": "with a key", "files": [file_id]}, {"Idempotency-Key": f"files-{file_id}"}
    for _ in range(2):
        sent = await ana.post(f"{thread}/messages", body, headers=key)
        assert [each["id"] for each in sent.json["message"]["files"]] == [file_id]
    assert len((await ana.get(thread)).json["messages"]) == 2


async def test_so_many_wait_to_be_sent_and_no_more(house: House, bo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sent_files, "_MOST_WAITING", 2)
    first = await kept(bo)
    await kept(bo)
    late = await send(bo, FILES, form(b"late", "late.txt", "text/plain"))
    assert "2 files wait to be sent already" in late.refused(422, "UNPROCESSABLE")["error"]
    assert (await bo.delete(f"{FILES}/{first}")).status == 204
    await kept(bo)


async def test_a_picture_can_be_had_from_the_export_of_a_persons_data(house: House, bo: Client) -> None:
    await kept(bo, PIXEL, "mine.png")
    person = (await bo.get("/api/v1/me")).json["id"]
    rows = (await PersonalData(house.services.storage.database).export(person))["files"]
    assert PIXEL in [b64decode(row["picture"]) for row in rows if row["picture"]]


async def test_a_file_is_called_what_the_form_says_beside_it(ana: Client) -> None:
    for name, shown in (('a "b"; c.txt', 'a "b"; c.txt'), ("  ", "file.txt")):
        given = form(b"In the boathouse.", "file.txt", "text/plain")
        given.add_field("name", name)
        assert (await send(ana, FILES, given)).json["name"] == shown
    long = form(b"In the boathouse.", "file.txt", "text/plain")
    long.add_field("name", "n" * 256)
    (await send(ana, FILES, long)).refused(400, "VALIDATION_ERROR")
