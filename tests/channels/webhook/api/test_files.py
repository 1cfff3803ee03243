"""Files: read, and answered about."""

import asyncio
from io import BytesIO
from typing import Any

import pytest
from aiohttp import FormData, MultipartWriter

from tests.channels.webhook.client import Answer, Client
from tests.channels.webhook.house import House
from tests.unit.core.documents import files

pytestmark = pytest.mark.asyncio(loop_scope="module")

UPLOAD, PROCESS = "/api/v1/files/upload", "/api/v1/files/process"


def form(content: bytes, name: str = "plan.txt", kind: str = "text/plain", **fields: str) -> FormData:
    data = FormData()
    data.add_field("file", BytesIO(content), filename=name, content_type=kind)
    for field, value in fields.items():
        data.add_field(field, value)
    return data


async def send(client: Client, path: str, data: Any, **options: Any) -> Answer:
    return await client.call("POST", path, data=data, **options)


async def test_a_file_is_read(ana: Client) -> None:
    answer = await send(
        ana, UPLOAD, form(files.pdf("Design review", "on Friday"), "plan.pdf", "application/octet-stream")
    )
    assert answer.status == 200
    assert answer.json["name"] == "plan.pdf"
    assert answer.json["media_type"] == "application/pdf"
    assert answer.json["text"].split() == ["Design", "review", "on", "Friday"]
    assert answer.json["metadata"]["pages"] == 2
    assert answer.json["metadata"]["words"] == 4
    table = await send(ana, UPLOAD, form(b"who,when\nAna,Friday\n", "plan.csv"))
    assert table.json["tables"] == [{"page": 0, "rows": [["who", "when"], ["Ana", "Friday"]]}]


async def test_a_file_is_answered_about(house: House, ana: Client) -> None:
    text = b"The release was calm. Two bugs came up. Both are fixed."
    answer = await send(ana, PROCESS, form(text, type="keywords", prompt_prefix="What matters here?"))
    assert answer.status == 200
    request = house.conductor.requests[-1]
    assert request.task == "keywords"
    assert request.messages[-1].text.startswith("What matters here?\n\nList the keywords")
    assert "Two bugs came up" in (request.material or "")
    bare = await send(ana, PROCESS, form(text, "notes.txt"))
    assert bare.status == 200
    assert house.conductor.requests[-1].task == "summary"
    later = await send(
        ana, PROCESS, form(text, conversation_id=bare.json["conversation_id"]), headers={"Prefer": "respond-async"}
    )
    assert later.status == 202
    with_template = await send(ana, PROCESS, form(text, template_id="action_items"))
    assert with_template.status == 200
    (await send(ana, PROCESS, form(text, template_id="nothing"))).refused(404, "NOT_FOUND")


async def test_sending_it_again_under_a_key_is_once(ana: Client) -> None:
    headers = {"Idempotency-Key": "file-1"}
    first, second = [await send(ana, PROCESS, form(b"Hello"), headers=headers) for _ in range(2)]
    assert first.json["message_id"] == second.json["message_id"]


@pytest.mark.parametrize(
    ("content", "name", "kind", "status", "code"),
    [
        (b"PK\3\4", "a.zip", "application/zip", 415, "UNSUPPORTED_MEDIA_TYPE"),
        (b"%PDF-1.4 broken", "a.pdf", "application/pdf", 422, "UNPROCESSABLE"),
        (b"x" * 10_000_001, "a.txt", "text/plain", 413, "PAYLOAD_TOO_LARGE"),
    ],
)
async def test_what_cannot_be_read_is_refused(
    ana: Client, content: bytes, name: str, kind: str, status: int, code: str
) -> None:
    answer = await send(ana, UPLOAD, form(content, name, kind))
    answer.refused(status, code)


async def test_forms_that_are_none(ana: Client) -> None:
    no_file = FormData({"prompt_prefix": "x"}, default_to_multipart=True)
    for path in (UPLOAD, PROCESS):
        assert (await send(ana, path, no_file)).refused(400, "NO_FILE")["details"][0]["field"] == "file"
    other = form(b"x", dance="yes")
    assert (await send(ana, UPLOAD, other)).fields() == ["dance"]
    twice = form(b"x")
    twice.add_field("file", BytesIO(b"y"), filename="b.txt")
    assert (await send(ana, UPLOAD, twice)).fields() == ["file"]
    text_as_file = FormData({"file": "just text"}, default_to_multipart=True)
    assert (await send(ana, UPLOAD, text_as_file)).json["name"] == "file"
    long = form(b"x", prompt_prefix="x" * 200_001)
    assert (await send(ana, PROCESS, long)).status == 413
    odd = form(b"x")
    odd.add_field("prompt_prefix", BytesIO(b"\xff"), content_type="application/octet-stream")
    assert (await send(ana, PROCESS, odd)).fields() == ["prompt_prefix"]
    many = form(b"x", **{f"f{number}": "x" for number in range(25)})
    assert (await send(ana, UPLOAD, many)).status == 400
    assert (await send(ana, UPLOAD, b'{"file": 1}', headers={"Content-Type": "application/json"})).status == 415
    for head in ("multipart/form-data", "multipart/form-data; boundary=a"):
        answer = await send(ana, UPLOAD, b"--b\r\nnonsense", headers={"Content-Type": head})
        assert answer.status == 400, head
    assert (await ana.post(UPLOAD)).status == 415


async def test_parts_of_parts_and_without_names_are_refused(ana: Client) -> None:
    nested = MultipartWriter("form-data")
    inner = MultipartWriter("mixed")
    inner.append("x")
    nested.append(inner)
    assert (await send(ana, UPLOAD, nested)).status == 400
    nameless = MultipartWriter("form-data")
    nameless.append("x")
    assert (await send(ana, UPLOAD, nameless)).status == 400


async def test_a_body_that_does_not_come_is_not_waited_for(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.bots.webhook.http.multipart.BODY_SECONDS", 0.05)
    release = asyncio.Event()

    async def slow() -> Any:
        yield b'--a\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx'
        await release.wait()

    headers = {"Content-Type": "multipart/form-data; boundary=a"}
    answer = await send(ana, UPLOAD, slow(), headers=headers)
    release.set()
    answer.refused(408, answer.json["code"])


@pytest.mark.parametrize("line", [b"[None, '\xc3\x96\r\xc3\x97']", b'Content-Disposition: form-data; name="file"\x01'])
async def test_a_part_with_broken_headers_is_refused(ana: Client, line: bytes) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = await ana.call("POST", UPLOAD, data=b"--b\r\n" + line + b"\r\n\r\nx\r\n--b--\r\n", headers=headers)
    answer.refused(400, "VALIDATION_ERROR")
