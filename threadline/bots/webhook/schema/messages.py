"""Prompts, answers, conversations and templates."""

from typing import Annotated, Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Body, Instant, LanguageCode, LongText, Name, Storable, View, ZoneName
from threadline.bots.webhook.schema.events import ProposalView

Source = Literal["email", "meeting", "document", "chat", "other"]
TaskName = Literal[
    "summary", "keywords", "sentiment", "entities", "translation", "explanation", "custom", "calendar_event"
]
TemplateId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class ParametersBody(Body):
    """Sampling wishes. What a provider does not take is dropped and reported in the answer's usage."""

    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    max_tokens: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    top_p: Annotated[float, Field(ge=0, le=1)] | None = None
    frequency_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    presence_penalty: Annotated[float, Field(ge=-2, le=2)] | None = None
    stop: Annotated[list[Annotated[str, Field(min_length=1, max_length=200), Storable]], Field(max_length=4)] = []


class PromptBody(Body):
    """One prompt: what `/webhook` and `/stream` take."""

    prompt: LongText
    source: Source = "other"
    language: LanguageCode | None = None
    type: TaskName = "custom"
    parameters: ParametersBody = ParametersBody()
    template_id: TemplateId | None = None
    conversation_id: Annotated[str, Field(max_length=64), Storable] | None = None
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
    processing_time: float = Field(description="Seconds from receipt to the finished answer")
    message_id: str
    conversation_id: str
    template_id: str | None = None
    usage: UsageView | None = None
    proposal: ProposalView | None = None


ReplyState = Literal["queued", "answering", "answered", "stopped", "failed"]


class MessageView(View):
    """One line of a conversation. An `assistant` line answers the line `reply_to` and grows while `answering`."""

    id: str
    role: Literal["user", "assistant"]
    text: str
    created_at: Instant
    state: ReplyState = "answered"
    reply_to: str | None = None
    proposals: list[ProposalView] = []
    usage: UsageView | None = None


class MessageBody(Body):
    """A message to a conversation."""

    text: LongText
    stream: bool = False
    type: Literal[TaskName, "chat"] = "chat"
    source: Source = "chat"
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


class ExchangeView(View):
    """A message and the answer to it; with `Prefer: respond-async` the answer is still `queued`."""

    message: MessageView
    reply: MessageView


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


class ConversationBody(Body):
    """A conversation to open."""

    title: Annotated[str, Field(max_length=200), Storable] = ""


class ConversationView(View):
    """A conversation in a list."""

    id: str
    title: str
    channel: str
    created_at: Instant
    updated_at: Instant


class ConversationList(View):
    """Conversations, the last active first."""

    conversations: list[ConversationView]
    next_page: str | None = None


class ConversationDetail(ConversationView):
    """A conversation with its messages, the oldest first."""

    messages: list[MessageView]


class VariableBody(Body):
    """A variable of a template."""

    name: Annotated[str, Field(pattern=r"^[a-zA-Z_][a-zA-Z0-9_]{0,63}$")]
    description: Annotated[str, Field(max_length=500), Storable] = ""
    required: bool = False
    default: Annotated[str, Field(max_length=10_000), Storable] | None = None


class TemplateBody(Body):
    """A template to create or to replace. `template` is Jinja2 in a sandbox; `{{ text }}` is what the person sent."""

    id: TemplateId | None = Field(default=None, description="Chosen by the service if absent; fixed afterwards")
    name: Name
    description: Annotated[str, Field(max_length=1000), Storable] = ""
    template: Annotated[str, Field(min_length=1, max_length=50_000), Storable]
    variables: Annotated[list[VariableBody], Field(max_length=50)] = []
    system_prompt: Annotated[str, Field(max_length=20_000), Storable] = ""
    type: Literal[TaskName, "chat"] = "custom"
    source: Source | None = Field(default=None, description="The source this template answers by default")
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


class ProcessBody(RenderBody):
    """Render a template and answer it."""

    parameters: ParametersBody = ParametersBody()
    language: LanguageCode | None = None
    conversation_id: Annotated[str, Field(max_length=64), Storable] | None = None
    timezone: ZoneName | None = None
