"""How the console and the files of the pages come: in few pieces, compressed, kept while they are the same."""

import base64
import gzip
import hashlib
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from tests.channels.webhook.house import House, opened

PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "data") as house:
        yield house


UNPACKED: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.decompress, "br": brotli.decompress}


async def sent(house: House, path: str, accepted: str, encoding: str) -> tuple[int, bytes]:
    """How many bytes a compressed answer has, and what it says."""
    headers = {"Accept-Encoding": accepted}
    async with house.http.get(house.address + path, headers=headers, auto_decompress=False) as answer:
        raw = await answer.read()
        assert answer.headers["Content-Encoding"] == encoding
        assert answer.headers["Vary"].split(", ")[0] == "Accept-Encoding"
        assert int(answer.headers["Content-Length"]) == len(raw)
        return len(raw), UNPACKED[encoding](raw)


@pytest.mark.parametrize(
    ("accepted", "encoding", "most"),
    [
        ("gzip, deflate, br, zstd", "br", 90_000),
        ("br;q=1.0, gzip;q=0.5", "br", 90_000),
        ("gzip, br;q=0", "gzip", 100_000),
        ("GZIP", "gzip", 100_000),
    ],
)
async def test_the_document_and_its_script_are_small(house: House, accepted: str, encoding: str, most: int) -> None:
    document, page = await sent(house, "/", accepted, encoding)
    [script] = re.findall(r'src="(console/bundle[^"]+)"', page.decode())
    assert document + (await sent(house, f"/{script}", accepted, encoding))[0] <= most
    assert "modulepreload" not in page.decode()
    plain = await house.stranger.get(f"/{script}", headers=PLAIN)
    assert "Content-Encoding" not in plain.headers
    assert plain.text.startswith("const $")


async def test_what_stands_in_the_document_is_allowed_by_its_hash_alone(house: House) -> None:
    page = await house.stranger.get("/")
    policy = dict(part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; "))
    for tag, source in (("script", "script-src"), ("style", "style-src")):
        inline = re.findall(rf"<{tag}>(.*?)</{tag}>", page.text, re.DOTALL)
        assert inline
        hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in inline]
        assert policy[source].split() == ["'self'", *(f"'sha256-{each}'" for each in hashes)]
    assert "unsafe" not in str(policy)
    assert policy["default-src"] == "'none'"


@pytest.mark.parametrize("page", ["/", "/docs"])
async def test_what_a_page_fetches_is_kept_for_good(house: House, page: str) -> None:
    text = (await house.stranger.get(page)).text
    named = re.findall(r'(?:src|href)="/?((?:console|pages)/[^"]+\?v=[^"]+)"', text)
    assert len(named) >= 2
    for name in named:
        assert "immutable" in (await house.stranger.get(f"/{name}")).headers["Cache-Control"]
        of_another_version = await house.stranger.get(f"/{name}0")
        assert of_another_version.status == 200
        assert of_another_version.headers["Cache-Control"] == "no-cache"


async def test_a_document_that_is_the_same_is_not_sent_again(house: House) -> None:
    first = await house.stranger.get("/")
    assert first.headers["Cache-Control"] == "no-cache"
    again = await house.stranger.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert (await house.stranger.get("/", headers={"If-None-Match": '"another"'})).status == 200


async def test_the_console_of_its_modules(house: House) -> None:
    page = await house.stranger.get("/?source")
    assert 'src="console/app.js"' in page.text
    assert "<style>" not in page.text
    assert "sha256" not in page.headers["Content-Security-Policy"]
