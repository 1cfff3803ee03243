"""What the documentation shows is true."""

from __future__ import annotations

import doctest
from pathlib import Path

from threadline.calendar.when.rules.relative import RELATIVE

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "when.md"


def test_the_examples_of_the_documentation_run() -> None:
    rules = list(RELATIVE.rules)
    try:
        outcome = doctest.testfile(str(DOCUMENT), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    finally:
        RELATIVE.rules[:] = rules

    assert outcome.attempted > 20
    assert outcome.failed == 0
