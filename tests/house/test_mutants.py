"""The changes that `make mutants` makes, and that tests notice them."""

from pathlib import Path

import pytest

from tests.mutants import ROOT, main, mirrored, mutants_of, survives

CODE = '''"""Words stay as they are: not 1 < 2."""

def judge(low: int, high: int = 1) -> bool:
    """Neither does this."""
    if low < high and low is not None:
        return min(low, high) + 1 not in (2, 3)
    return not low
'''


def test_every_kind_of_change_is_made_and_leaves_python(tmp_path: Path) -> None:
    file = tmp_path / "judging.py"
    file.write_text(CODE)
    told = [
        mutant.told(CODE.encode()).partition(": ")[2].partition(" in: ")[0] for mutant in mutants_of(file, tmp_path)
    ]
    assert told == [
        "'1' → '2'",
        "'low < high and low is not None' → 'not (low < high and low is not None)'",
        "'and' → 'or'",
        "'<' → '<='",
        "'is not' → 'is'",
        "'return min(low, high) + 1 not in (2, 3)' → 'return None'",
        "'not in' → 'in'",
        "'+' → '-'",
        "'min' → 'max'",
        "'1' → '2'",
        "'2' → '3'",
        "'3' → '4'",
        "'return not low' → 'return None'",
        "'not low' → 'low'",
    ]


def test_tests_notice_a_change_and_the_file_stays(capsys: pytest.CaptureFixture[str]) -> None:
    file = ROOT / "threadline/calendar/ssrf_guard.py"
    before = file.read_bytes()
    [test] = mirrored(file)
    assert test == "tests/unit/calendar/test_ssrf_guard.py"
    noticed = next(mutant for mutant in mutants_of(file) if mutant.text == "return None")
    assert not survives(noticed, [test], patience=120)
    main([str(file), "tests/house/test_layout.py", "--sample", "1"])
    assert "1 of 1 changes" in capsys.readouterr().out
    assert file.read_bytes() == before
