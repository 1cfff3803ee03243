"""The Provider port: what the engine asks of a language model, and what it gets back.

A provider turns one `Request` into a stream of `Text`, at most one `Usage` and exactly one `Finish`, which comes last.
A stream that ends without `Finish` is a failure, whatever the transport said. Where the request is `replaceable`,
`Restart` may come after some text: what was shown is void and the answer begins anew. `Working` says that the model is
alive while it shows nothing. Where the request has tools, `ToolCall`s may come, each whole, right before the `Usage`;
what the provider needs to see again in the next round comes as one `RoundState` before `Finish`. All failures come from
one tree (`errors`).
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol, runtime_checkable

from threadline.providers.errors import (
    AuthenticationFailed,
    ContextTooLong,
    Crowded,
    CutOff,
    InvalidRequest,
    NoRoomToAnswer,
    OverBudget,
    ProviderError,
    RateLimited,
    Refused,
    Resting,
    TooSlow,
    Unavailable,
    Unusable,
)
from threadline.providers.usage import Usage

__all__ = [
    "AuthenticationFailed",
    "ChatMessage",
    "ContextTooLong",
    "Crowded",
    "CutOff",
    "Delta",
    "Finish",
    "InvalidRequest",
    "NoRoomToAnswer",
    "OverBudget",
    "Parameters",
    "Provider",
    "ProviderError",
    "RateLimited",
    "Refused",
    "Request",
    "Restart",
    "Resting",
    "RoundState",
    "ScriptedProvider",
    "Task",
    "Text",
    "TooSlow",
    "ToolCall",
    "ToolCalling",
    "ToolResult",
    "ToolRound",
    "ToolSpec",
    "Unavailable",
    "Unusable",
    "Usage",
    "Warming",
    "WholeAnswers",
    "Working",
]


class Task(StrEnum):
    """What kind of answer is wanted: the `type` of the HTTP contract, plus `chat`."""

    CHAT = "chat"
    SUMMARY = "summary"
    KEYWORDS = "keywords"
    SENTIMENT = "sentiment"
    ENTITIES = "entities"
    TRANSLATION = "translation"
    EXPLANATION = "explanation"
    CUSTOM = "custom"
    CALENDAR_EVENT = "calendar_event"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Sampling wishes; `None` leaves a value to the provider. Ranges are those of the HTTP contract, checked there."""

    temperature: float | None = None
    max_tokens: int | None = None
    top_p: float | None = None
    frequency_penalty: float | None = None
    presence_penalty: float | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One line of the transcript a model sees; `text` is CommonMark.

    `beside` is what `prompt.beside` made of a request in which this was the newest message: it is shown again as it was
    then, so that prompt caches hold and what was sent along stays known.
    """

    role: Literal["user", "assistant"]
    text: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """What a model is told of a tool: `parameters` is the JSON Schema (an object) of its arguments."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model wants a tool to be run. `arguments` is the JSON text as it came, whole but not validated.

    `id` is unique within the round: the provider's own, or one that was made where it gave none.
    """

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool answered, as text for the model (data, never instructions). `failed`: the text says why."""

    call_id: str
    name: str
    text: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class RoundState:
    """What a provider wants back unchanged with the results of its calls (reasoning items, thought signatures).

    `items` is JSON text that only the provider of the name `provider`, asked for `model`, can read: another one is
    shown the round as text.
    """

    provider: str
    model: str
    items: str


@dataclass(frozen=True, slots=True)
class ToolRound:
    """A round of this turn that is over: what the model said, the calls it made, and a result for each of them."""

    text: str
    calls: tuple[ToolCall, ...]
    results: tuple[ToolResult, ...]
    state: RoundState | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Everything a model is told.

    `messages` is the transcript, the newest last and from the user. `system` is our own instruction. `facts` are
    CommonMark lines that code has established (calendar data, what was read as an event): a model phrases them, it
    never adds to them. `material` is the text to work on where it differs from the last message's text (a forwarded
    mail, a file): data, never instructions. `schema` asks for JSON of that JSON Schema instead of prose. `replaceable`
    says that the caller can take back text it has shown, so that another attempt may replace a broken answer.

    `situation` is what code knows and what changes from turn to turn (the time, who is there, what is open): our words
    too, said with the newest message, so that all before it stays the same for prompt caches. `earlier` is what fell
    out of the transcript, in short: it stands where that was, and stays the same as long as no more falls out. The
    first `opening` messages stand before it: the beginning of a conversation, which stays.

    `directions` are our instruction for this answer alone (a template's), said with the newest message for the same
    reason.

    `reading`: nobody sees the answer, it is notes for another request.

    `stands_in`: whoever was to answer could not be reached, and who is asked now answers in their place.

    `tools` are what the model may call, the same from round to round so that prompt caches hold; `rounds` what was
    called since the last message. `calls_allowed` False: the tools are still shown, and words are wanted.
    """

    messages: tuple[ChatMessage, ...]
    system: str = ""
    situation: str = ""
    task: Task = Task.CHAT
    facts: tuple[str, ...] = ()
    material: str | None = None
    language: str | None = None
    parameters: Parameters = Parameters()
    schema: Mapping[str, Any] | None = None
    model: str | None = None
    replaceable: bool = False
    tools: tuple[ToolSpec, ...] = ()
    rounds: tuple[ToolRound, ...] = ()
    calls_allowed: bool = True
    directions: str = ""
    earlier: str = ""
    opening: int = 0
    reading: bool = False
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class Working:
    """A sign of life without text: reasoning, a ping, arguments of a call that are still growing."""


@dataclass(frozen=True, slots=True)
class Text:
    """The next piece of the answer, CommonMark, never empty."""

    text: str


@dataclass(frozen=True, slots=True)
class Restart:
    """Drop the text and the calls that came so far: a new answer begins. `reason` is a sentence for the person."""

    reason: str


@dataclass(frozen=True, slots=True)
class Finish:
    """The answer is over: `stop` is a natural end, `length` ran into the token limit, `tools` waits for results."""

    reason: Literal["stop", "length", "tools"]


Delta = Text | Working | ToolCall | RoundState | Restart | Usage | Finish


@runtime_checkable
class Provider(Protocol):
    """One language model service. Implementations register under the entry point group `threadline.providers`."""

    name: str

    def stream(self, request: Request) -> AsyncIterator[Delta]:
        """Stream one answer.

        Closing the iterator (or cancelling its task) cancels the request underneath. Raises `ProviderError`.
        """
        ...

    async def aclose(self) -> None:
        """Free connections. The provider is not used afterwards."""
        ...


@runtime_checkable
class WholeAnswers(Protocol):
    """A provider that can also answer without streaming on the wire, for networks that break streams."""

    def whole(self, request: Request) -> AsyncIterator[Delta]:
        """As `Provider.stream`, the text in one piece."""
        ...


@runtime_checkable
class ToolCalling(Protocol):
    """A provider that says whether its models can call tools; one that does not say so is given none."""

    @property
    def calls_tools(self) -> bool:
        """Whether `Request.tools` mean anything to it."""
        ...


@runtime_checkable
class Warming(Protocol):
    """A provider that has something to load before it can be asked: that time counts into no deadline."""

    @property
    def warm(self) -> bool:
        """Whether all is loaded."""
        ...

    async def warm_up(self) -> None:
        """Load it, without a request. Raises `ProviderError` where it cannot be asked at all."""
        ...


@dataclass(slots=True)
class ScriptedProvider:
    """The shipped double: answers each request with the next script of deltas, or raises the error found there.

    After its scripts it repeats the last message and the material, so it serves as an instant model too. `requests`
    keeps what it was asked.
    """

    scripts: list[tuple[Delta | ProviderError, ...]] = field(default_factory=list)
    name: str = "scripted"
    requests: list[Request] = field(default_factory=list)
    calls_tools: bool = False

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        """Play the next script."""
        self.requests.append(request)
        script = self.scripts.pop(0) if self.scripts else self._echo(request)
        for item in script:
            if isinstance(item, ProviderError):
                raise item
            yield item

    async def aclose(self) -> None:
        """Nothing to free."""

    def _echo(self, request: Request) -> tuple[Delta, ...]:
        said = request.messages[-1].text if request.messages else ""
        text = "\n\n".join(part for part in (said, request.material) if part)
        words = (Text(text),) if text else ()
        usage = Usage("scripted", len(text) // 4, len(text) // 4, estimated=True, provider=self.name)
        return (*words, usage, Finish("stop"))
