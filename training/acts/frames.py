"""Frames of talk, filled in: `frames/<language>.txt` holds slots (`day = Monday|tomorrow`) and lines under `## act`.

In a line `{day}` is one of the slot's words and `(can|could)` one of these. What a frame is filled with depends on its
own words alone, so that another frame changes nothing but its own rows.
"""

import random
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).with_name("frames")
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")
_BLANKS = re.compile(r" {2,}")
_DEEPEST = 4
_MANY = 5  # a frame with so many choices is filled in twice as often
_AROUND = 0.25  # how often other words stand before or after a frame


def sentences(language: str, *, each: int) -> Iterator[tuple[str, str]]:
    """The act and the text of up to `each` different sentences of every frame."""
    slots: dict[str, list[str]] = {}
    act = ""
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            act = line[3:].strip()
        elif act:
            yield from ((act, text) for text in _filled(line, slots, each))
        elif line.strip():
            name, _, words = line.partition(" = ")
            slots[name] = words.split("|")


def _framed(text: str, slots: dict[str, list[str]], chance: random.Random) -> str:
    """Now and then with words `before` and `after`, which change nothing of the act."""
    for slot, form in (("before", "{1} {0}"), ("after", "{0} {1}")):
        if slot in slots and chance.random() < _AROUND and text[-1:] not in "?.!":
            text = form.format(
                text, _SLOT.sub(lambda match: chance.choice(slots[match[1]]), chance.choice(slots[slot]))
            )
    return text


def _filled(frame: str, slots: dict[str, list[str]], each: int) -> list[str]:
    chance = random.Random(zlib.crc32(frame.encode()))  # noqa: S311 - examples, not secrets
    found: list[str] = []
    for _ in range(each if frame.count("|") < _MANY else 2 * each):
        text = frame
        for _ in range(_DEEPEST):
            text = _SLOT.sub(lambda match: chance.choice(slots[match[1]]), text)
        text = _CHOICE.sub(lambda match: chance.choice(match[1].split("|")), text)
        text = _BLANKS.sub(" ", text).strip()
        text = _framed(text, slots, chance)
        if chance.random() < 0.4:
            text = text[:1].upper() + text[1:] + ("" if text[-1:] in "?.!？" else ".")
        if text not in found:
            found.append(text)
    return found
