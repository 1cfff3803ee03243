"""`threadline person …`, as an operator calls it."""

import json
import stat
from pathlib import Path

from tests.unit.commands.outcomes import TOKEN, Run, answer, refused


def test_a_person_is_exported_and_erased(run: Run, data: Path, tmp_path: Path) -> None:
    assert "There is no person" in refused(run("person", "export", "ana@example.com"))
    assert run(*TOKEN).exit_code == 0
    exported = answer(run("person", "export", "ana@example.com"))
    assert exported["tables"]["persons"][0]["email"] == "ana@example.com"
    assert exported["tables"]["tokens"][0]["token_hash"] == "withheld"
    file = tmp_path / "ana.json"
    assert run("person", "export", "ana@example.com", "--output", str(file)).exit_code == 0
    assert json.loads(file.read_text()) == exported
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    assert "Aborted" in refused(run("person", "erase", "ana@example.com"))
    assert answer(run("person", "erase", "ana@example.com", "--yes", "--json")) == {
        "erased": {"persons": 1, "tokens": 1}
    }
    assert "There is no person" in refused(run("person", "erase", "ana@example.com", "--yes"))
