"""Averaged perceptrons with a margin, in whole numbers: the same rows give the same table on every machine.

Three learn the same rows in different orders, and their weights are added: one alone depends on its order by more
than what a new frame brings.
"""

import random
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from threadline.calendar.acts.features import BUCKETS
from threadline.calendar.acts.table import ACTS

_SEEDS = (1, 2, 3)
_ROUNDS = 5
_MARGIN = 15  # an example is learned until its act leads by so much
_CLIPPED = 3  # the few largest weights are cut to a third, so that the small ones keep their digits
_LARGEST = 127


@dataclass(frozen=True, slots=True)
class Example:
    """The buckets of a clause and the place of its act in `ACTS`."""

    buckets: Sequence[int]
    act: int


def learn(examples: Sequence[Example]) -> bytes:
    """The weights as signed bytes, act by act within each bucket."""
    learned = [_learned(examples, seed) for seed in _SEEDS]
    return _small([sum(weights) for weights in zip(*learned, strict=True)])


def _learned(examples: Sequence[Example], seed: int) -> Iterator[int]:
    """The averaged weights, times the number of steps, of one that meets the examples in the order of `seed`."""
    size = BUCKETS * len(ACTS)
    weights, sums = array("q", bytes(8 * size)), array("q", bytes(8 * size))
    order, step = list(range(len(examples))), 1
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    for _ in range(_ROUNDS):
        chance.shuffle(order)
        for index in order:
            _learn_one(weights, sums, examples[index], step)
            step += 1
    return (weight * step - total for weight, total in zip(weights, sums, strict=True))


def _learn_one(weights: "array[int]", sums: "array[int]", example: Example, step: int) -> None:
    width = len(ACTS)
    total = [0] * width
    for bucket in example.buckets:
        at = bucket * width
        total = [score + weight for score, weight in zip(total, weights[at : at + width], strict=True)]
    act = example.act
    rival = max((other for other in range(width) if other != act), key=total.__getitem__)
    if total[act] - total[rival] >= _MARGIN:
        return
    for bucket in example.buckets:
        at = bucket * width
        weights[at + act] += 1
        weights[at + rival] -= 1
        sums[at + act] += step
        sums[at + rival] -= step


def _small(weights: Sequence[int]) -> bytes:
    """Each weight as one signed byte."""
    most = max(1, max(map(abs, weights)) // _CLIPPED)
    return array("b", (_byte(weight, most) for weight in weights)).tobytes()


def _byte(weight: int, most: int) -> int:
    kept = min(abs(weight), most)
    small = (2 * kept * _LARGEST + most) // (2 * most)
    return small if weight > 0 else -small
