"""The provider around the answers: a deterministic model that streams word by word."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from threadline import regex
from threadline.providers.extractive.answers import answer, source_text
from threadline.providers.parameters import given
from threadline.providers.port import Delta, Finish, InvalidRequest, Request, Text, Usage
from threadline.providers.settings import ProviderSpec
from threadline.texts.messages import _

if TYPE_CHECKING:
    import httpx2

_PIECE = regex.compile(r"\S{1,32}\s*|\s+")
_CHARACTERS_PER_TOKEN = 4


def create(spec: ProviderSpec, http: "httpx2.AsyncClient") -> "ExtractiveProvider":
    """The provider of a spec of the kind `extractive`; it needs no network."""
    return ExtractiveProvider(name=spec.name)


class ExtractiveProvider:
    """Answers without a model. `max_tokens` is kept (four characters a token), other parameters are dropped."""

    def __init__(self, *, name: str = "extractive") -> None:
        self.name = name

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        """Stream the answer in pieces of a word. Raises `InvalidRequest` where JSON of a schema is asked for."""
        if request.schema is not None:
            raise InvalidRequest(
                "extractive: JSON of a schema needs a language model",
                provider=self.name,
                advice=_("This needs a language model, and none is connected."),
            )
        asked = len(source_text(request))
        # In a thread even for a short text: the first one loads the word lists.
        text = await asyncio.to_thread(answer, request)
        limit = request.parameters.max_tokens
        kept = text if limit is None else text[: limit * _CHARACTERS_PER_TOKEN]
        for piece in _PIECE.findall(kept):
            yield Text(piece)
        yield Usage(
            "extractive",
            _tokens(asked),
            _tokens(len(kept)),
            estimated=True,
            dropped=tuple(name for name in given(request.parameters) if name != "max_tokens"),
            provider=self.name,
        )
        yield Finish("stop" if kept == text else "length")

    async def aclose(self) -> None:
        """Nothing to free."""


def _tokens(characters: int) -> int:
    return -(-characters // _CHARACTERS_PER_TOKEN)
