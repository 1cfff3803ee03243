"""What all providers by an SDK share: the SDK loaded at first use, and an answer that has an end.

A subclass says how its SDK is called and how its events and exceptions read; `SdkProvider` holds the promises of the
port: only the port's errors leave it, a stream without finish reason is `CutOff`, an empty answer is `Unavailable`,
and JSON is checked against its schema before any of it is given out.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from threadline.providers.faults import UnsupportedParameter, missing_key, unusable
from threadline.providers.parameters import Sent, translate
from threadline.providers.port import (
    CutOff,
    Delta,
    Finish,
    InvalidRequest,
    NoRoomToAnswer,
    ProviderError,
    Request,
    RoundState,
    Text,
    ToolCall,
    ToolRound,
    ToolSpec,
    Unavailable,
    Unusable,
    Usage,
    Working,
)
from threadline.providers.prompt import Prompt, compose
from threadline.providers.rounds import declared
from threadline.providers.schema import NotTheSchema, conforming
from threadline.providers.settings import ProviderSpec
from threadline.providers.tokens import estimate_request, estimate_tokens
from threadline.providers.tool_faults import ROUNDS, TOOLS, MalformedCalls, for_good, malformed, refusal_of
from threadline.texts.messages import _

if TYPE_CHECKING:
    import httpx2

_CLOSING_TIME = 2.0
"""Seconds a server may take from its finish reason to the end of the stream."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call to an SDK: what is asked of which model, with which parameters, streaming or in one piece.

    `tools` are those to declare, in their order; none where the model has refused them.
    """

    request: Request
    prompt: Prompt
    model: str
    sent: Sent
    streaming: bool
    refused: frozenset[str]
    tools: tuple[ToolSpec, ...] = ()

    @property
    def calls_allowed(self) -> bool:
        """Whether the model may call something."""
        return bool(self.tools) and self.request.calls_allowed

    @property
    def dropped(self) -> tuple[str, ...]:
        """What was asked for and is not sent."""
        return (*self.sent.dropped, *((TOOLS,) if self.request.tools and not self.tools else ()))


class SdkProvider(ABC):
    """A provider by an SDK. `http` is shared by all and is not closed here: closing an SDK's client would close it."""

    extra: ClassVar[str]
    """The name in `pip install 'threadline[…]'`."""
    takes: ClassVar[Mapping[str, str]]
    """Our names of parameters to the API's."""
    default_model: str | None = None
    needs_key: bool = True

    def __init__(self, spec: ProviderSpec, http: "httpx2.AsyncClient") -> None:
        self.name = spec.name
        self._spec = spec
        self._http = http
        self._loading = asyncio.Lock()
        self._loaded = False
        self._refused: dict[str, frozenset[str]] = {}
        from threadline.providers.keep_alives import tap  # its package comes with the SDKs, and `http` has loaded it

        tap(http)

    @abstractmethod
    def _load(self) -> None:
        """Import the SDK and make its client; runs in a thread, once."""

    @abstractmethod
    def _deltas(self, call: Call) -> AsyncGenerator[Delta, None]:
        """Call the SDK and read its events as deltas; the SDK's own errors may leave it."""

    @abstractmethod
    def _error(self, error: Exception) -> ProviderError:
        """What an exception of the SDK or the network means."""

    def stream(self, request: Request) -> AsyncIterator[Delta]:
        """Stream one answer. Raises the port's errors only."""
        return self._answer(request, streaming=True)

    @property
    def warm(self) -> bool:
        """Whether the SDK is loaded."""
        return self._loaded

    async def warm_up(self) -> None:
        """Load the SDK, which takes a second or more. Raises the port's errors."""
        await self._ready()

    async def aclose(self) -> None:
        """Forget the SDK's client. Connections belong to the shared client, which its owner closes."""
        self._loaded = False

    @property
    def calls_tools(self) -> bool:
        """Whether the model that is asked by default has tools, as far as is known."""
        return TOOLS not in self._refused.get(self._spec.model or self.default_model or "", frozenset())

    async def _answer(self, request: Request, *, streaming: bool) -> AsyncIterator[Delta]:
        await self._ready()
        left_out: frozenset[str] = frozenset()
        malformed_before = False
        while True:
            call = self._call(request, streaming=streaming, left_out=left_out)
            try:
                async with aclosing(self._guarded(call)) as deltas:
                    async for delta in deltas:
                        yield delta
            except UnsupportedParameter as error:
                if error.parameter in call.refused:
                    raise
                # Models of one API differ in what they take; what one refused once is not sent to it again.
                if for_good(error):
                    self._refused[call.model] = self._refused_by(call.model) | {error.parameter}
                left_out |= {error.parameter}
            except MalformedCalls:
                if not call.tools and not call.prompt.rounds:
                    raise
                if malformed_before:
                    left_out |= {TOOLS, ROUNDS}
                malformed_before = True
            else:
                return

    def _refused_by(self, model: str) -> frozenset[str]:
        return self._refused.get(model, frozenset())

    async def _ready(self) -> None:
        if self.needs_key and not self._spec.key():
            raise missing_key(self.name)
        async with self._loading:
            if self._loaded:
                return
            try:
                await asyncio.to_thread(self._load)
            except ModuleNotFoundError as error:
                install = f"pip install 'threadline[{self.extra}]'"
                said = f"{self.name} needs the package {error.name}: {install}"
                raise InvalidRequest(said, provider=self.name) from error
            self._loaded = True

    def _call(self, request: Request, *, streaming: bool, left_out: frozenset[str]) -> Call:
        model = request.model or self._spec.model or self.default_model
        if not model:
            raise InvalidRequest(f"{self.name} has no model configured", provider=self.name)
        wishes = request.parameters
        if wishes.max_tokens is None:
            wishes = replace(wishes, max_tokens=self._spec.max_tokens)
        refused = self._refused_by(model) | left_out
        without_rounds = refused & {TOOLS, ROUNDS}

        def readable(made: ToolRound) -> bool:
            state = made.state
            return state is not None and not without_rounds and (state.provider, state.model) == (self.name, model)

        prompt = compose(request, provider=self.name, readable=readable)
        tools = () if TOOLS in refused else declared(request.tools)
        return Call(request, prompt, model, translate(wishes, self.takes, refused), streaming, refused, tools)

    async def _guarded(self, call: Call) -> AsyncGenerator[Delta, None]:
        answer = _Answer(hidden=call.request.schema is not None)
        try:
            async with aclosing(self._deltas(call)) as deltas:
                async for delta in deltas:
                    if answer.take(delta):
                        yield delta
                    elif answer.finish is not None:
                        async for late in _after_finish(deltas):
                            if answer.take(late):
                                yield late
        # SDKs let errors of the network, of JSON and of their own models through; none of them may leave the port.
        except Exception as error:
            mapped = error if isinstance(error, ProviderError) else self._error(error)
            refused = refusal_of(mapped, tools=bool(call.tools), rounds=bool(call.prompt.rounds))
            failed = refused if refused and not answer.pieces else self._cut(mapped, answer.text())
            failed.usage = answer.usage
            raise failed from error
        try:
            ending = self._ending(call, answer)
        except ProviderError as error:
            error.usage = self._spent(call, answer)
            raise
        for delta in ending:
            yield delta

    def _cut(self, error: ProviderError, text: str) -> ProviderError:
        """A failure after some text is an answer cut off."""
        if text and isinstance(error, Unavailable | CutOff):
            late = error.timed_out
            return CutOff(str(error), provider=self.name, text=text, advice=error.advice, timed_out=late)
        return error

    def _ending(self, call: Call, answer: "_Answer") -> list[Delta]:
        """What comes after the text. Calls are given out only here: one that was cut can look whole before."""
        text, finish = answer.text(), answer.finish
        if finish is None:
            said = f"{self.name} ended the stream without a finish reason"
            raise CutOff(said, provider=self.name, text=text)
        calls = tuple(answer.calls) if call.calls_allowed and finish.reason != "length" else ()
        if not text.strip() and not calls:
            raise self._empty(answer, finish)
        ending: list[Delta] = []
        if call.request.schema is not None and not calls:
            try:
                ending.append(Text(conforming(text, call.request.schema)))
            except NotTheSchema as error:
                said = f"{self.name}: {error} ({finish.reason})"
                if finish.reason == "length":
                    raise NoRoomToAnswer(said, provider=self.name, advice=_no_room()) from error
                raise Unusable(said, provider=self.name, advice=unusable(self.name)) from error
        ending += [*calls, self._spent(call, answer)]
        if calls and answer.state is not None:
            ending.append(answer.state)
        return [*ending, _reason(finish, calls)]

    def _empty(self, answer: "_Answer", finish: Finish) -> ProviderError:
        if answer.calls and finish.reason != "length":
            return malformed(self.name, "it called a tool where words were wanted")
        if finish.reason == "length":
            said = f"{self.name} gave an empty answer: it ran into its token limit"
            return NoRoomToAnswer(said, provider=self.name, advice=_no_room())
        said = f"{self.name} gave an empty answer ({finish.reason})"
        return Unusable(said, provider=self.name, advice=unusable(self.name))

    def _spent(self, call: Call, answer: "_Answer") -> Usage:
        """What the provider said it took; where that cannot be, what it must have been about."""
        usage = answer.usage or Usage(call.model, 0, 0)
        said = usage.input_tokens, usage.output_tokens
        if 0 in said:
            words = answer.text() + "".join(each.arguments for each in answer.calls)
            counted = said[0] or estimate_request(call.request), said[1] or estimate_tokens(words)
            estimated = usage.estimated or counted != said
            usage = replace(usage, input_tokens=counted[0], output_tokens=counted[1], estimated=estimated)
        return replace(usage, model=usage.model or call.model, dropped=call.dropped, provider=self.name)


def _no_room() -> str:
    return _("The limit of tokens was used up before the answer was whole; allow it more tokens.")


def _reason(finish: Finish, calls: tuple[ToolCall, ...]) -> Finish:
    """Servers say `stop` with calls and the other way round: what came decides."""
    if calls:
        return Finish("tools")
    return Finish("stop") if finish.reason == "tools" else finish


@dataclass(slots=True)
class _Answer:
    """An answer as it comes; `hidden` where its text is kept back until all of it is checked."""

    hidden: bool
    pieces: list[str] = field(default_factory=list)
    calls: list[ToolCall] = field(default_factory=list)
    state: RoundState | None = None
    usage: Usage | None = None
    finish: Finish | None = None

    def take(self, delta: Delta) -> bool:
        """Add a delta; whether it is one to pass on now."""
        if isinstance(delta, Text):
            self.pieces.append(delta.text)
            return not self.hidden
        if isinstance(delta, Working):
            return True
        if isinstance(delta, ToolCall):
            self.calls.append(delta)
        elif isinstance(delta, RoundState):
            self.state = delta
        elif isinstance(delta, Usage):
            self.usage = delta
        elif isinstance(delta, Finish):
            self.finish = delta
        return False

    def text(self) -> str:
        return "".join(self.pieces)


async def _after_finish(deltas: AsyncIterator[Delta]) -> AsyncIterator[Delta]:
    """What follows the finish reason to the end of the stream: usage, and from odd servers a last piece of text.

    The answer is complete, so neither an error nor a server that forgets to close can undo it. Reading to the end lets
    the connection be used again.
    """
    while True:
        try:
            async with asyncio.timeout(_CLOSING_TIME):
                delta = await anext(deltas)
        except Exception:  # noqa: BLE001 - the SDK's own errors, the time limit, or the end
            return
        yield delta


class WholeSdkProvider(SdkProvider):
    """A provider by an SDK that also answers without streaming."""

    def whole(self, request: Request) -> AsyncIterator[Delta]:
        """As `stream`, in one piece."""
        return self._answer(request, streaming=False)
