"""Asking a model which words carry the event, where the grammar alone is not sure.

The model quotes, the grammar resolves: what it hands over is checked word by word against the text
(`threadline.calendar.extract.verify_quotes`), and no instant of its making ever counts.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog
from pydantic import BaseModel, ConfigDict, ValidationError

from threadline.core.domain.reading import Reading
from threadline.providers.port import (
    ChatMessage,
    Finish,
    Parameters,
    Provider,
    ProviderError,
    Request,
    Restart,
    Task,
    Text,
    Usage,
)

log = structlog.get_logger()

_INSTRUCTIONS = (
    "Find the one event that the text speaks of. Quote its words exactly as they stand in the text: `title` what it is "
    "called, `when` every stretch that tells its date, time, length or recurrence, `people` those who take part, "
    "`place` where it is. Use null or an empty list for what the text does not say. `claimed_start` is when you "
    "believe it starts (ISO 8601), or null. `wanted`: whether the text asks for, agrees on or announces an event to "
    "come; false where it only reports, refuses, quotes or speaks of something else. What was said before the text "
    "only helps to understand it."
)
_MOST_TOKENS = 400


class Quotes(BaseModel):
    """What a model hands over: words of the text, slot by slot."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str | None
    when: list[str]
    people: list[str]
    place: str | None
    claimed_start: datetime | None
    wanted: bool | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a model is told beside the text: when it was sent, the sender's zone, the thread, what was read."""

    sent_at: datetime
    zone: str
    thread: tuple[ChatMessage, ...]
    reading: Reading

    def told(self) -> str:
        """The request in words."""
        draft = self.reading.draft
        read = f"{draft.title}, {draft.start.isoformat()}" if draft else "no event with a time"
        return (
            f"The text was sent at {self.sent_at.isoformat()} by somebody whose clock shows {self.zone}. "
            f"A first reader found: {read}. Quote its event."
        )


@dataclass(frozen=True, slots=True)
class Quoted:
    """What came of asking: the quotes, if any could be had, and what asking took."""

    quotes: Quotes | None
    usage: Usage | None


async def ask_for_quotes(provider: Provider, text: str, situation: Situation) -> Quoted:
    """Ask once. A model that fails, or answers something else, leaves the reading to the grammar."""
    request = Request(
        messages=(*situation.thread, ChatMessage("user", situation.told())),
        system=_INSTRUCTIONS,
        task=Task.CUSTOM,
        material=text,
        parameters=Parameters(temperature=0.0, max_tokens=_MOST_TOKENS),
        schema=Quotes.model_json_schema(),
        replaceable=True,
    )
    answer, usage, whole = "", None, False
    try:
        async for delta in provider.stream(request):
            match delta:
                case Text():
                    answer += delta.text
                case Restart():
                    answer = ""
                case Usage():
                    usage = delta
                case Finish():
                    whole = delta.reason == "stop"
        return Quoted(Quotes.model_validate_json(answer) if whole else None, usage)
    except ProviderError as error:
        log.info("no quotes from the model", error=type(error).__name__)
    except ValidationError:
        log.info("no quotes from the model", error="not what was asked for")
    return Quoted(None, usage)
