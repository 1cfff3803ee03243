"""Words that name kinds of things: any is taken, and what is not known here means the general kind."""

import re
from collections.abc import Mapping

from threadline.bots.webhook.schema.messages import ParametersBody
from threadline.core.domain.message import Source
from threadline.providers.port import Parameters, Task

_ALSO: Mapping[str, Task] = {
    "summarize": Task.SUMMARY,
    "summarise": Task.SUMMARY,
    "translate": Task.TRANSLATION,
    "explain": Task.EXPLANATION,
    "event": Task.CALENDAR_EVENT,
}


def task_of(word: str) -> Task:
    """What is to be done: `custom` for a word that names no task."""
    plain = _plain(word)
    if plain in _ALSO:
        return _ALSO[plain]
    return next((task for task in Task if task.value == plain), Task.CUSTOM)


def message_task(word: str) -> Task | None:
    """As `task_of`; None for plain chat, where the engine chooses."""
    return None if _plain(word) == Task.CHAT else task_of(word)


def source_of(word: str) -> Source:
    """Where a text comes from: `other` for a word that names nothing known."""
    plain = _plain(word)
    return next((source for source in Source if source.value == plain), Source.OTHER)


def language_tag(tag: str | None) -> str | None:
    """A language as BCP 47 writes it: "pt-BR" for "pt_BR"."""
    return tag.replace("_", "-") if tag else None


def parameters_of(
    body: ParametersBody, *, max_tokens: int | None = None, temperature: float | None = None
) -> Parameters:
    """Sampling wishes as the providers take them; what stands beside `parameters` counts where they are silent."""
    return Parameters(
        temperature=temperature if body.temperature is None else body.temperature,
        max_tokens=max_tokens if body.max_tokens is None else body.max_tokens,
        top_p=body.top_p,
        frequency_penalty=body.frequency_penalty,
        presence_penalty=body.presence_penalty,
        stop=tuple(body.stop or body.stop_sequences),
    )


def _plain(word: str) -> str:
    return re.sub(r"[\s-]+", "_", word.strip().lower())
