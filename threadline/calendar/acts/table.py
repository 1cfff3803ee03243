"""The learned weights: one small number for each act and bucket, made by `python -m training.acts`."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from threadline.calendar.acts.features import BUCKETS
from threadline.calendar.acts.model import Act

ACTS = tuple(Act)
FILE = "table.bin"


def scores(buckets: Iterable[int]) -> list[int]:
    """What speaks for each act, in the order of `ACTS`."""
    weights, width = _weights(), len(ACTS)
    rows = [weights[bucket * width : (bucket + 1) * width] for bucket in buckets]
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * width


@lru_cache(maxsize=1)
def _weights() -> array[int]:
    packed = files(__package__).joinpath(FILE).read_bytes()
    weights = array("b", zlib.decompress(packed))
    if len(weights) != BUCKETS * len(ACTS):
        raise ValueError(f"{FILE} does not fit this version: make it anew with `python -m training.acts`.")
    return weights
