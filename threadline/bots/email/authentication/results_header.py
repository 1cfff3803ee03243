"""Reads `Authentication-Results` (RFC 8601), Microsoft's form without the name of the server included.

What it cannot read it leaves out; it never raises, and takes time in proportion to the header's length.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class MethodResult:
    """What one method found, as `dmarc` `pass`; `properties` are such as `header.from`. All in lower case."""

    method: str
    result: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AuthenticationResults:
    """One header. `server` is the authserv-id in lower case, "" where it has none, as Microsoft's."""

    server: str
    results: tuple[MethodResult, ...]


def read_results(value: str) -> AuthenticationResults:
    """The parts of a header's value, which must be unfolded."""
    statements = [_words(statement) for statement in _plain(value[:_LONGEST]).split(";")]
    first = statements[0]
    named = bool(first) and "=" not in first[0]
    found = (_result(words) for words in (statements[1:] if named else statements) if words)
    return AuthenticationResults(first[0].lower() if named else "", tuple(one for one in found if one is not None))


def _result(words: list[str]) -> MethodResult | None:
    pairs = [word.lower().split("=", 1) for word in words if "=" in word]
    if not pairs:
        return None
    method, result = pairs[0]
    properties: dict[str, str] = {}
    for name, said in pairs[1:]:
        properties.setdefault(name, said)
    return MethodResult(method.partition("/")[0], result, properties)


def _words(statement: str) -> list[str]:
    """The words of a statement, blanks around equals signs left out."""
    return " ".join(statement.split()).replace(" =", "=").replace("= ", "=").split(" ") if statement.strip() else []


def _plain(value: str) -> str:
    """The value without comments, which nest; what is quoted cannot end a word or a statement."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in value:
        if escaped:
            escaped = False
            char = "_"
        elif char == "\\" and (quoted or depth):
            escaped = True
            continue
        elif char == '"' and not depth:
            quoted = not quoted
            continue
        elif char == "(" and not quoted:
            depth += 1
        elif char == ")" and depth and not quoted:
            depth -= 1
            char = " "
        if not depth:
            kept.append("_" if quoted and (char.isspace() or char in ";=") else char)
    return "".join(kept)
