"""Rounds of tools on their way back to a model: which a provider takes back as they were, and the others as text.

Only the provider and model that made a round's calls can read the state that came with them (reasoning, signatures).
After a change of either, and where a server does not take them back, a round is told in words. Those that go back as
they were are the last ones without a gap, so that their order holds.
"""

import json
from collections.abc import Callable, Sequence

from threadline.providers.port import Request, RoundState, ToolResult, ToolRound, ToolSpec

NO_RESULT = "This call was not run."


def declared(tools: Sequence[ToolSpec]) -> tuple[ToolSpec, ...]:
    """Tools in the order in which they are declared: always the same, because prompt caches compare bytes."""
    return tuple(sorted(tools, key=lambda tool: tool.name))


def split(
    rounds: tuple[ToolRound, ...], readable: Callable[[ToolRound], bool]
) -> tuple[tuple[ToolRound, ...], tuple[ToolRound, ...]]:
    """Rounds to tell in words, and those after them to send back as they were."""
    first = len(rounds)
    while first > 0 and readable(rounds[first - 1]):
        first -= 1
    return rounds[:first], rounds[first:]


def answered(made: ToolRound) -> tuple[ToolResult, ...]:
    """A result for each call of a round, in their order.

    A call without one would make every later request fail, so it gets one that says so.
    """
    known = {result.call_id: result for result in made.results}
    return tuple(known.get(call.id) or ToolResult(call.id, call.name, NO_RESULT, failed=True) for call in made.calls)


def kept(provider: str, model: str, items: object) -> RoundState:
    """The state of a round. Halves of characters, which no database and no request takes, are replaced."""
    text = json.dumps(items, ensure_ascii=False)
    return RoundState(provider, model, text.encode("utf-8", "replace").decode())


def in_words(made: ToolRound) -> str:
    """A round as text: what was said, what was called with what, and what came of it."""
    lines = [made.text.strip()] if made.text.strip() else []
    for call, result in zip(made.calls, answered(made), strict=True):
        outcome = "failed" if result.failed else "returned"
        lines.append(f"{call.name} was called with {call.arguments} and {outcome}:\n{result.text}")
    return "\n\n".join(lines)


def calls_before(request: Request) -> int:
    """How many calls were made in this turn so far: made-up ids go on from there."""
    return sum(len(made.calls) for made in request.rounds)
