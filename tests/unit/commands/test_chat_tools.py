"""A conversation with tools in the terminal: the answer, then the card and its keys."""

from pathlib import Path

import pytest

from tests.support.tool_talk import ASKED, CORRECTED, three_rounds
from tests.unit.commands.talk import served, settings_of, talk
from threadline.providers.port import ScriptedProvider


def test_three_rounds_end_in_one_card_that_a_key_books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = ScriptedProvider(three_rounds(), calls_tools=True)
    with served(settings_of(tmp_path / "data"), model) as settings:
        screen = talk(monkeypatch, settings, ASKED, "c", "")
    assert "Tomorrow is free." in screen
    assert CORRECTED in " ".join(screen.split())
    assert "I've booked" not in screen
    assert "Tea" in screen
    assert "✓ booked" in screen
