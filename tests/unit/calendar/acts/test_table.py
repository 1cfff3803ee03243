"""The shipped table is what its rows make, on every machine."""

import json
import os
import subprocess
import sys

import pytest

from threadline.calendar.acts.features import BUCKETS
from threadline.calendar.acts.table import ACTS, scores
from training.acts.making import SHEET, TABLE, digest, examples, sample, table, unpacked

MADE_ANEW = "The rows or features have changed: run `make acts`."


def test_a_sample_of_the_rows_gives_the_same_bytes() -> None:
    assert digest(table(sample(examples()))) == json.loads(SHEET.read_text())["sample"], MADE_ANEW


def test_the_shipped_table_is_the_one_of_the_sheet() -> None:
    weights = unpacked(TABLE.read_bytes())
    assert digest(weights) == json.loads(SHEET.read_text())["table"], MADE_ANEW
    assert len(weights) == BUCKETS * len(ACTS)


def test_the_bytes_do_not_depend_on_the_process() -> None:
    code = "from training.acts.making import *; print(digest(table(sample(examples())[:100])))"
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@pytest.mark.skipif("THREADLINE_TRAIN" not in os.environ, reason="a minute of training; set THREADLINE_TRAIN=1")
def test_all_rows_give_the_shipped_table() -> None:
    assert digest(table(examples())) == json.loads(SHEET.read_text())["table"], MADE_ANEW


def test_nothing_speaks_for_an_act_without_words() -> None:
    assert scores([]) == [0] * len(ACTS)
