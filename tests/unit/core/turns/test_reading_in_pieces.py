"""A file that is longer than the model reads at once: in pieces, in bounds, told, and never the same piece twice."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.unit.core.turns.engine_house import ANA, House, Platform, application, settings_for
from threadline.core.domain.message import Attachment, Message
from threadline.core.turns.reading_in_pieces import PieceReader
from threadline.providers.port import CutOff, Delta, Finish, Request, Text, Usage
from threadline.storage.ledger import Ledger
from threadline.storage.turns import TurnRecord

PAGES = 120
REPORT = "\n\f".join(f"Page {number} says {number * 7}. " + "word " * 120 for number in range(1, PAGES + 1))


class Reader:
    """A model that notes which pages it is shown, and in the end says what it was told. `fails_at` is a piece."""

    name = "model"
    model = "a-model-that-no-list-knows"  # so it has the window of such
    calls_tools = False

    def __init__(self, fails_at: int = 0) -> None:
        self.pieces: list[Request] = []
        self.answers: list[Request] = []
        self.fails_at = fails_at

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        asked = self.pieces if request.reading else self.answers
        asked.append(request)
        if request.reading and len(self.pieces) == self.fails_at:
            raise CutOff("cut", provider="model")
        pages = re.findall(r"Page (\d+)", request.material or "")
        yield Text(f"Noted {pages[0]} to {pages[-1]}." if request.reading else "That is what it says.")
        yield Usage("m", 1_000, 100, provider="model")
        yield Finish("stop")

    async def aclose(self) -> None: ...


async def asked_about(house: House, *files: Attachment, text: str = "What does page 90 say?") -> TurnRecord:
    message = Message("memory", text[:40], house.thread, ANA, text, datetime.now(UTC), attachments=files)
    return await house.over(await house.services.engine.receive(message))


def running(tmp_path: Path, model: Reader, platform: Platform, **reading: Any) -> Any:
    settings = settings_for(tmp_path, reading=reading, prices={"model": {"input": "1", "output": "1"}})
    return application(settings, model, platform)  # type: ignore[arg-type]


REPORT_FILE = Attachment("report.pdf", "application/pdf", REPORT)


async def test_a_long_file_is_read_in_pieces_and_answered_from_their_notes(tmp_path: Path) -> None:
    model, platform = Reader(), Platform()
    async with running(tmp_path, model, platform, piece_tokens=5_000) as app:
        record = await asked_about(House(app.services, model, platform), REPORT_FILE)  # type: ignore[arg-type]
        rows = await Ledger(app.services.storage.database).attempts(record.message_id)
    assert record.reply == "That is what it says."  # nothing was left out, so nothing is told
    read = "".join(request.material or "" for request in model.pieces)
    assert read == f"## report.pdf\n\n{REPORT}"
    told = model.answers[0].material or ""
    assert re.findall(r"\[pages (\d+)–(\d+) of 120\]\nNoted \1 to \2\.", told)[0][0] == "1"
    assert told.count("Noted") == len(model.pieces) > 3
    assert "What does page 90 say?" in model.pieces[0].messages[-1].text
    assert [row.purpose for row in rows] == ["reading"] * len(model.pieces) + ["answer"]
    assert record.outcome.input_tokens == 1_000 * len(rows)


@pytest.mark.parametrize(
    ("bounds", "fails_at"),
    [({"pieces": 2}, 0), ({"usd": "0.0023"}, 0), ({}, 3)],
    ids=["pieces", "money", "failure"],
)
async def test_what_was_not_read_is_told_in_pages(tmp_path: Path, bounds: dict[str, Any], fails_at: int) -> None:
    model, platform = Reader(fails_at), Platform()
    async with running(tmp_path, model, platform, piece_tokens=5_000, **bounds) as app:
        record = await asked_about(House(app.services, model, platform), REPORT_FILE)  # type: ignore[arg-type]
    last = re.findall(r"of 120\]\nNoted \d+ to (\d+)", model.answers[0].material or "")[-1]
    assert f"I read the first {last} of 120 pages." in record.reply
    assert 40 < int(last) < 80


async def test_without_reading_in_pieces_the_beginning_is_read_and_told(tmp_path: Path) -> None:
    model, platform = Reader(), Platform()
    async with running(tmp_path, model, platform, pieces=0) as app:
        house = House(app.services, model, platform)  # type: ignore[arg-type]
        pages = (await asked_about(house, REPORT_FILE)).reply
        notes = Attachment("notes.txt", "text/plain", "one line of these notes, with some words\n" * 5_000)
        lines = (await asked_about(house, notes, text="And these?")).reply
    assert re.search(r"I read the first \d\d of 120 pages\.", pages)
    assert re.search(r"I read the first \d{4} of 5003 lines\.", lines)
    assert not model.pieces


async def test_a_long_message_is_read_in_pieces_as_well(tmp_path: Path) -> None:
    model, platform = Reader(), Platform()
    async with running(tmp_path, model, platform, piece_tokens=5_000) as app:
        record = await asked_about(House(app.services, model, platform), text=f"Sum this up.\n{REPORT}")  # type: ignore[arg-type]
    assert record.state == "answered"
    assert len(model.pieces) > 3
    assert model.answers[0].messages[-1].text.startswith("Sum this up.")


async def test_a_piece_that_was_read_is_not_read_again_after_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, platform = Reader(), Platform()
    note, crashed = PieceReader._note, list[int]()

    async def dying(self: PieceReader, *rest: Any) -> Any:
        if len(model.pieces) == 3 and not crashed:
            crashed.append(1)
            raise RuntimeError("the process dies")
        return await note(self, *rest)

    monkeypatch.setattr(PieceReader, "_note", dying)
    async with running(tmp_path, model, platform, piece_tokens=5_000) as app:
        app.services.engine._runner._sleep = lambda _: asyncio.sleep(0)
        record = await asked_about(House(app.services, model, platform), REPORT_FILE)  # type: ignore[arg-type]
        rows = await Ledger(app.services.storage.database).attempts(record.message_id)
    assert record.reply == "That is what it says."
    assert crashed
    pages = [page for request in model.pieces for page in re.findall(r"Page (\d+)", request.material or "")]
    assert len(pages) == len(set(pages)) == PAGES
    assert [row.purpose for row in rows] == ["reading"] * len(model.pieces) + ["answer"]
