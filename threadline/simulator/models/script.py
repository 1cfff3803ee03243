"""What the fake models say: rounds of words, thoughts and calls, by a script or by what they are asked.

fake.script.append(Round(Thinks("hm"), Calls("look_up", '{"day": "Monday"}')))
fake.script.append(Round(Calls("look_up", '{"day": "Monday"}'), ending="length"))   # cut inside the call
fake.script.append(Broken(429, "slow down"))
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Ending = Literal["natural", "stop", "length", "eof", "malformed"]


@dataclass(frozen=True, slots=True)
class Says:
    """Words, sent in some pieces."""

    text: str
    pieces: int = 2

    def cut(self) -> list[str]:
        """The pieces."""
        return in_pieces(self.text, self.pieces)


@dataclass(frozen=True, slots=True)
class Thinks:
    """Reasoning, which the service signs and wants back."""

    text: str = "Let me see."


@dataclass(frozen=True, slots=True)
class Calls:
    """A call; `arguments` is JSON text, sent in some pieces where the dialect does that."""

    name: str
    arguments: str = "{}"
    pieces: int = 3

    def cut(self) -> list[str]:
        """The pieces."""
        return in_pieces(self.arguments, self.pieces)


@dataclass(frozen=True, slots=True, init=False)
class Round:
    """One answer. Where it does not end by itself, what comes last in it is cut in the middle.

    `natural` is the dialect's own end, `stop` the one for words even where there are calls, `malformed` is Gemini's.
    """

    parts: tuple[Says | Thinks | Calls, ...]
    ending: Ending

    def __init__(self, *parts: Says | Thinks | Calls, ending: Ending = "natural") -> None:
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "ending", ending)

    @property
    def calls(self) -> tuple[Calls, ...]:
        """The calls."""
        return tuple(part for part in self.parts if isinstance(part, Calls))

    @property
    def cut(self) -> bool:
        """Whether its last part never comes to its end."""
        return self.ending in ("length", "eof")


@dataclass(frozen=True, slots=True)
class Broken:
    """An error instead of an answer."""

    status: int
    message: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says to the model, whatever its dialect. `results` are those that came last."""

    text: str
    results: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    calls_allowed: bool = True
    schema: bool = False
    body: Mapping[str, Any] = field(default_factory=dict)


Model = Callable[[Asked], Round]
_COMMAND = re.compile(r"call (\w+)(?: (\{.*?\}))?(?= and call |\s*$)", re.MULTILINE)


def parrot(asked: Asked) -> Round:
    """The model without a script: calls what it is told to (`call look_up {…} and call look_up {…}`), says what came.

    Any other words are answered by "Hello there.".
    """
    if asked.schema:
        return Round(Says('{"day": "Monday"}'))
    if asked.results:
        return Round(Says("It says: " + " ".join(asked.results)))
    if asked.calls_allowed:
        wanted = [Calls(name, arguments or "{}") for name, arguments in _COMMAND.findall(asked.text)]
        known = [call for call in wanted if call.name in asked.tools]
        if known:
            return Round(Thinks(), *known)
    return Round(Says("Hello there."))


def in_pieces(text: str, count: int) -> list[str]:
    """A text in at most `count` pieces, none of them empty."""
    size = max(1, -(-len(text) // max(count, 1)))
    return [text[at : at + size] for at in range(0, len(text), size)]


def event(data: object, name: str | None = None) -> bytes:
    """One server-sent event."""
    head = f"event: {name}\n" if name else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
