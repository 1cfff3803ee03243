"""Learns the table: an averaged perceptron in whole numbers, so that every machine makes the same bytes."""

import zlib
from array import array
from collections.abc import Sequence

from threadline.calendar.extract.tagging.features import BUCKETS, TAGS, static_features, tag_features
from threadline.calendar.extract.tagging.tokens import TIME, Token, tokens_of
from training.slots.rows import Row

EPOCHS = 6
_WIDTH = len(TAGS)
_MOST = 127


def gold_tags(row: Row, tokens: Sequence[Token]) -> list[int]:
    """The right tag of each token; one that a slot only touches belongs to it."""
    tags: list[int] = []
    for token in tokens:
        slot = next((slot for slot in row.slots if slot[1] < token.last and token.first < slot[2]), None)
        if slot is None or token.word == TIME:
            tags.append(0)
        else:
            goes_on = bool(tags) and tags[-1] != 0 and slot[1] < token.first
            tags.append(TAGS.index(f"{'I' if goes_on else 'B'}-{slot[0]}"))
    return tags


def learn(rows: Sequence[Row], epochs: int = EPOCHS) -> bytes:
    """The table of weights, packed."""
    table = [0] * (BUCKETS * _WIDTH)
    sums = [0] * (BUCKETS * _WIDTH)
    step = 1
    prepared = []
    for row in rows:
        tokens = tokens_of(row.text, row.times)
        prepared.append((static_features(tokens), gold_tags(row, tokens)))
    for _ in range(epochs):
        for features, gold in prepared:
            _learn_row(features, gold, table, sums, step)
            step += 1
    averaged = [weight * step - total for weight, total in zip(table, sums, strict=True)]
    most = max(map(abs, averaged)) or 1
    # Few weights are large: what is above a share of the largest is cut, so that the small ones keep their order.
    top = max(most // 3, 1)
    small = array("b", [max(-_MOST, min(_MOST, _rounded(each * _MOST, top))) for each in averaged])
    return zlib.compress(small.tobytes(), 9)


def _rounded(number: int, divisor: int) -> int:
    return (number + divisor // 2) // divisor if number >= 0 else -((-number + divisor // 2) // divisor)


def _learn_row(
    features: Sequence[tuple[str, list[int]]], gold: Sequence[int], table: list[int], sums: list[int], step: int
) -> None:
    last = before = 0
    titled = False
    for (word, static), right in zip(features, gold, strict=True):
        if word == TIME:
            last, before = 0, last
            continue
        places = [*static, *tag_features(word, last, before, titled=titled)]
        scores = [sum(table[place * _WIDTH + number] for place in places) for number in range(_WIDTH)]
        best = scores.index(max(scores))
        if best != right:
            for place in places:
                table[place * _WIDTH + right] += 1
                sums[place * _WIDTH + right] += step
                table[place * _WIDTH + best] -= 1
                sums[place * _WIDTH + best] -= step
        last, before = right if step % 2 else best, last
        titled = titled or last == 1
