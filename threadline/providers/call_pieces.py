"""Calls of tools put together from the pieces that servers of `chat/completions` send.

By the book a call's first piece has its id and name, and further pieces have its `index`. Servers leave out the index
or send 0 always, leave out ids, repeat them or make a new one for each piece, repeat the name, and send arguments as
an object or in one piece. What is told apart here: a piece belongs to the call before it unless its index says
otherwise, or unless that call is complete and another begins.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from threadline.providers.port import ToolCall


@dataclass(frozen=True, slots=True)
class Piece:
    """What one chunk says of one call; None where it says nothing. `extra` is what no documentation names."""

    index: int | None = None
    id: str | None = None
    name: str | None = None
    arguments: object = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The arguments as text; some servers send the object itself."""
        if self.arguments is None or isinstance(self.arguments, str):
            return self.arguments or ""
        return json.dumps(self.arguments, ensure_ascii=False)


@dataclass(slots=True)
class GrowingCall:
    """A call of which more may come."""

    index: int | None = None
    id: str = ""
    name: str = ""
    arguments: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether its arguments are an object from brace to brace."""
        return is_object(self.arguments)

    def grow(self, piece: Piece) -> None:
        """Take a piece in. Name and id are those that came first: whoever repeats them adds nothing."""
        self.index = self.index if piece.index is None else piece.index
        self.id = self.id or piece.id or ""
        self.name = self.name or piece.name or ""
        if not (piece.text and piece.text == self.arguments and self.complete):  # the whole call once more at its end
            self.arguments += piece.text
        self.extra |= {name: value for name, value in piece.extra.items() if value is not None}


class CallPieces:
    """The calls of one answer, growing."""

    def __init__(self) -> None:
        self._calls: list[GrowingCall] = []

    def __bool__(self) -> bool:
        return bool(self._calls)

    def add(self, piece: Piece) -> None:
        """Take a piece in."""
        call = self._owner(piece)
        if call is None:
            call = GrowingCall()
            self._calls.append(call)
        call.grow(piece)

    def calls(self) -> list[GrowingCall]:
        """The calls that have a name, in the order in which they began."""
        return [call for call in self._calls if call.name]

    def _owner(self, piece: Piece) -> GrowingCall | None:
        """The call that a piece belongs to; None where it begins one."""
        if not self._calls:
            return None
        latest = self._calls[-1]
        if piece.index is not None:
            known = [call for call in self._calls if call.index == piece.index]
            if not known:
                return None if piece.id or piece.name else latest
            latest = known[-1]
        return None if _begins(piece, latest) else latest


def _begins(piece: Piece, before: GrowingCall) -> bool:
    """Whether a piece begins a call although its index does not say so."""
    ended = before.complete or not before.arguments
    if piece.name and before.name and piece.name != before.name:
        return ended
    if not before.complete:
        return False  # an id or a name that is sent with every piece
    if piece.text.strip():
        return piece.text != before.arguments or bool(piece.id and piece.id != before.id)
    return bool(piece.id and piece.id != before.id and piece.name)


def is_object(arguments: str) -> bool:
    """Whether a text is one JSON object."""
    if not arguments.rstrip().endswith("}"):  # spares reading what grows again with each piece
        return False
    try:
        return isinstance(json.loads(arguments), dict)
    except (ValueError, RecursionError):
        return False


def read_object(arguments: str) -> dict[str, Any]:
    """Arguments as an object, for APIs that take nothing else; what is none is shown for what it was."""
    if not arguments.strip():
        return {}
    if is_object(arguments):
        return dict(json.loads(arguments))
    return {"not_json": arguments}


def numbered(number: int) -> str:
    """An id for a call that came without one: nine letters and digits, which is all that Mistral's servers take."""
    return f"call{number:05d}"


def finished(calls: list[GrowingCall], *, earlier: int) -> tuple[ToolCall, ...]:
    """The calls with ids that are unique in the round; `earlier` calls were made in this turn before."""
    taken: set[str] = set()
    found: list[ToolCall] = []
    for place, call in enumerate(calls, earlier + 1):
        if not call.id or call.id in taken:
            call.id = numbered(place)
        taken.add(call.id)
        found.append(ToolCall(call.id, call.name, call.arguments.strip() or "{}"))
    return tuple(found)
