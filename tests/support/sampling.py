"""A share of many cases for every run, and all of them where somebody asks for that."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

WHOLE = "THREADLINE_WHOLE"
"""Set to run every case of what is sampled otherwise."""


def sampled(cases: Sequence[T], each: int) -> Sequence[T]:
    """Every so manieth case, the last one always."""
    if os.environ.get(WHOLE):
        return cases
    return [*cases[:-1:each], cases[-1]]
