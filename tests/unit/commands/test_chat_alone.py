"""A chat where no service runs starts its own for as long as it lasts."""

import json
from pathlib import Path

import pytest

from tests.unit.commands.talk import settings_of, talk
from threadline.commands.running_service import ADDRESS_FILE


@pytest.mark.parametrize("killed", [False, True])
def test_it_books_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool) -> None:
    settings = settings_of(tmp_path / "data")
    if killed:  # a service that was killed left its address behind
        settings.data_dir.mkdir()
        (settings.data_dir / ADDRESS_FILE).write_text(json.dumps({"address": "http://127.0.0.1:1"}))
    shown = talk(monkeypatch, settings, "Lunch tomorrow at noon", "c", "u")
    assert "✓ booked" in shown
    assert "✓ undone" in shown
