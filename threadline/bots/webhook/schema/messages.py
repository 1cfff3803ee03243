"""Prompts, answers, conversations and templates."""

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, computed_field

from threadline.bots.webhook.schema.answers import DoneStepView, EarlierAnswerView, SentFileView, Verdict
from threadline.bots.webhook.schema.base import Body, Instant, LanguageCode, LongText, Name, Storable, View, ZoneName
from threadline.bots.webhook.schema.events import (
    AlternativeView,
    EventView,
    EvidenceView,
    ProposalView,
)
from threadline.bots.webhook.schema.google_events import GoogleEventView

SourceWord = Annotated[
    str,
    Field(
        max_length=100,
        examples=["email", "meeting", "document", "chat", "other"],
        description="Where the text comes from. Any other word is taken, as `other`",
    ),
    Storable,
]
TaskWord = Annotated[
    str,
    Field(
        max_length=100,
        examples=[
            "summary",
            "keywords",
            "sentiment",
            "entities",
            "translation",
            "explanation",
            "custom",
            "calendar_event",
        ],
        description="What is to be done with the text. Any other word is taken, as `custom`",
    ),
    Storable,
]
Temperature = Annotated[float, Field(ge=0, le=2)]
MaxTokens = Annotated[int, Field(ge=1, le=1_000_000)]
Stops = Annotated[list[Annotated[str, Field(min_length=1, max_length=200), Storable]], Field(max_length=4)]
Metadata = Annotated[dict[str, JsonValue], Field(max_length=50)]
Instructions = Annotated[str, Field(max_length=20_000), Storable]
TemplateId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class ParametersBody(Body):
    """Sampling wishes. What a provider does not take is dropped and reported in the answer's usage."""

    temperature: Temperature | None = None
    max_tokens: MaxTokens | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    frequency_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    presence_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    stop: Stops = []
    stop_sequences: Stops = Field(default=[], description="Another name of `stop`")
    top_k: Annotated[int, Field(ge=1, le=1_000)] | None = Field(default=None, description="Taken, and not passed on")


class PromptBody(Body):
    """One prompt: what `/webhook` and `/stream` take."""

    prompt: LongText
    source: SourceWord = "other"
    language: LanguageCode | None = None
    type: TaskWord = "custom"
    parameters: ParametersBody = ParametersBody()
    max_tokens: MaxTokens | None = Field(default=None, description="As in `parameters`, which go before it")
    temperature: Temperature | None = Field(default=None, description="As in `parameters`, which go before it")
    template_id: TemplateId | None = None
    conversation_id: Annotated[str, Field(min_length=1, max_length=64), Storable] | None = None
    timezone: ZoneName | None = None


class AttemptView(View):
    """One call to a provider. `outcome` is `answered`, `stopped` or how it failed (`too_slow`, `rate_limited`, …).

    `purpose` tells the answer itself from reading the message (`reading`); `round` counts the calls of tools from 1.
    """

    provider: str
    model: str
    outcome: str
    purpose: str = "answer"
    round: int = 1
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    cache_write_tokens: int = 0
    reasoning_tokens: int = 0
    cost_usd: float | None = None
    seconds: float = 0.0


class UsageView(View):
    """What an answer took, all attempts together. `cost_usd` is absent where the price is unknown: it is not zero.

    `degraded`: it is less than was asked for, and `reason` says why. `tried` are the providers that were asked, in
    their order.
    """

    provider: str
    model: str
    input_tokens: int
    output_tokens: int
    estimated: bool = False
    cost_usd: float | None = None
    dropped_parameters: list[str] = []
    degraded: bool = False
    reason: str | None = None
    tried: list[AttemptView] = []


class AnswerView(View):
    """The answer to `/webhook`. `summary` holds the answer's text whatever its type (CommonMark)."""

    summary: str
    processing_time: float = Field(description="Seconds from receipt to the finished answer, to two decimals")
    message_id: str
    conversation_id: str
    template_id: str | None = None
    usage: UsageView | None = None
    proposal: ProposalView | None = None


class ResultView(AnswerView):
    """The answer about a file or of a template. `result` is the same text as `summary`."""

    metadata: dict[str, Any] | None = Field(default=None, description="Of a file: what is known of it")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def result(self) -> str:
        """The answer's text."""
        return self.summary


class EventAnswerView(AnswerView):
    """The answer to a prompt of the type `calendar_event`: beside its text, what `process-text` answers."""

    event: EventView | GoogleEventView | None
    created: bool
    proposal_id: str | None
    evidence: list[EvidenceView] = []
    alternatives: list[AlternativeView] = []
    warnings: list[str] = []


ReplyState = Literal["queued", "answering", "answered", "stopped", "failed"]


class MessageView(View):
    """One line of a conversation. An `assistant` line answers the line `reply_to` and grows while `answering`.

    `files` came with it, of those that were kept for it. `steps` is what was done for the answer, `feedback` what you
    think of it, `earlier` are the answers it replaced.
    """

    id: str
    role: Literal["user", "assistant"]
    text: str
    created_at: Instant
    state: ReplyState = "answered"
    reply_to: str | None = None
    proposals: list[ProposalView] = []
    usage: UsageView | None = None
    files: list[SentFileView] = []
    steps: list[DoneStepView] = []
    on_cards: bool = Field(default=False, description="All that it says stands on the cards of its proposals as well")
    feedback: Verdict | None = None
    earlier: list[EarlierAnswerView] = []

    @computed_field  # type: ignore[prop-decorator]
    @property
    def content(self) -> str:
        """Another name of `text`."""
        return self.text

    @computed_field  # type: ignore[prop-decorator]
    @property
    def timestamp(self) -> Instant:
        """Another name of `created_at`."""
        return self.created_at


class MessageBody(Body):
    """A message to a conversation: its `text`, which may also be called `content`; with `files` it may say nothing."""

    one_of = ("text", "content")
    unless = "files"

    text: LongText | None = None
    content: LongText | None = Field(
        default=None, description="Another name of `text`; a stream then has the form that goes with this name"
    )
    files: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=64), Storable]],
        Field(max_length=10, description="The ids of files that were kept for it (`POST /api/v1/files`)"),
    ] = []
    stream: bool = False
    type: TaskWord = "chat"
    source: SourceWord = "chat"
    language: LanguageCode | None = None
    template_id: TemplateId | None = None
    parameters: ParametersBody = ParametersBody()
    timezone: ZoneName | None = None
    words_decide: Annotated[
        bool,
        Field(
            description="A yes or no in the text decides on the open card, as a click would. Needs the scope `book`."
        ),
    ] = False

    @classmethod
    def understood(cls, given: Any) -> Any:
        """What was sent; a text that is empty is one all the same, if there is no other, and no file speaks for it."""
        kept = super().understood(given)
        if isinstance(given, dict) and not kept.get("files") and not any(name in kept for name in cls.one_of):
            kept |= {name: "" for name in cls.one_of if given.get(name) == ""}
        return kept


class ExchangeView(View):
    """A message and the answer to it; with `Prefer: respond-async` the answer is still `queued`."""

    message: MessageView
    reply: MessageView

    @computed_field  # type: ignore[prop-decorator]
    @property
    def user_message(self) -> MessageView:
        """Another name of `message`."""
        return self.message

    @computed_field  # type: ignore[prop-decorator]
    @property
    def assistant_message(self) -> MessageView:
        """Another name of `reply`."""
        return self.reply


class StreamEvent(View):
    """One server-sent event of an answer. `data` is JSON: what it holds follows from `event`.

    `accepted`: `message_id`, `reply_id`, `conversation_id`. No name: `chunk`, the next piece of the text, or the plain
    word `[DONE]` at the end. `step`: `id`, `title` and `state` (`running`, `done`, `failed`) of something that is done
    for the answer. `replace`: `text`, where all that came before is void. `proposal`: a proposal. `error`: an error of
    the usual shape. Of a task: `connected`: `id`. `status`: `id`, `status`. `step_change`: `id`, `step`,
    `characters`. `completed`: the task.
    """

    event: Literal[
        "accepted", "message", "step", "replace", "proposal", "error", "connected", "status", "step_change", "completed"
    ] = "message"
    id: str | None = Field(default=None, examples=["1.120.9ae0daaf"], description="For the header `Last-Event-ID`")
    data: str


class DeletedView(View):
    """It is gone."""

    message: str


class VariableBody(Body):
    """A variable of a template."""

    name: Annotated[str, Field(pattern=r"^[a-zA-Z_][a-zA-Z0-9_]{0,63}$")]
    description: Annotated[str, Field(max_length=500), Storable] = ""
    required: bool = False
    default: Annotated[str, Field(max_length=10_000), Storable] | None = None


class TemplateBody(Body):
    """A template to create or to replace. `template` is Jinja2 in a sandbox; `{{ text }}` is what the person sent.

    `{name}` is filled in as `{{ name }}` is, where a variable of that name is declared. All that are have to be used.
    """

    id: TemplateId | None = Field(default=None, description="Chosen by the service if absent; fixed afterwards")
    name: Name
    description: Annotated[str, Field(max_length=1000), Storable] = ""
    template: Annotated[str, Field(min_length=1, max_length=50_000), Storable]
    variables: Annotated[list[VariableBody], Field(max_length=50)] = []
    system_prompt: Instructions = ""
    type: TaskWord = "custom"
    source: SourceWord | None = Field(default=None, description="The source this template answers by default")
    language: LanguageCode | None = None


class TemplateView(View):
    """A template. `builtin` ones are shipped: they can be overridden by a person, never deleted."""

    id: str
    version: int
    name: str
    description: str
    template: str
    variables: list[VariableBody]
    system_prompt: str
    type: str
    source: str | None
    language: str | None
    builtin: bool
    updated_at: Instant | None = None


class TemplateAnswer(View):
    """One template. `template` is all of it; its other fields stand beside it as well."""

    template: TemplateView
    id: str
    version: int
    name: str
    description: str
    variables: list[VariableBody]
    system_prompt: str
    type: str
    source: str | None
    language: str | None
    builtin: bool
    updated_at: Instant | None = None


class TemplateList(View):
    """Templates by name."""

    templates: list[TemplateView]


Variables = Annotated[
    dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=200_000), Storable]],
    Field(max_length=50),
]


class RenderBody(Body):
    """Values for a template's variables."""

    variables: Variables = {}
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class RenderView(View):
    """The rendered prompt."""

    prompt: str
    system_prompt: str
    version: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def rendered(self) -> str:
        """Another name of `prompt`."""
        return self.prompt


class ProcessBody(RenderBody):
    """Render a template and answer it."""

    parameters: ParametersBody = ParametersBody()
    max_tokens: MaxTokens | None = Field(default=None, description="As in `parameters`, which go before it")
    temperature: Temperature | None = Field(default=None, description="As in `parameters`, which go before it")
    language: LanguageCode | None = None
    conversation_id: Annotated[str, Field(max_length=64), Storable] | None = None
    timezone: ZoneName | None = None
