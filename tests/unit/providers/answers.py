"""Collecting a stream, for tests of providers."""

from dataclasses import dataclass, field

from threadline.providers.port import Delta, Finish, Provider, Request, Text, Usage


@dataclass
class Answer:
    text: str = ""
    pieces: list[str] = field(default_factory=list)
    usage: Usage | None = None
    finish: Finish | None = None
    deltas: list[Delta] = field(default_factory=list)


async def collect(provider: Provider, request: Request, into: Answer | None = None) -> Answer:
    """Read a whole answer; `into` keeps what came before an error."""
    answer = into if into is not None else Answer()
    async for delta in provider.stream(request):
        answer.deltas.append(delta)
        if isinstance(delta, Text):
            answer.text += delta.text
            answer.pieces.append(delta.text)
        elif isinstance(delta, Usage):
            answer.usage = delta
        elif isinstance(delta, Finish):
            answer.finish = delta
    return answer
