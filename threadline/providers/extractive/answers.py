"""One answer per task, written from the text alone. Pure functions of the request: text in, CommonMark out."""

import re
from collections.abc import Callable
from itertools import pairwise

from threadline.providers.extractive.entities import entities
from threadline.providers.extractive.keywords import keywords
from threadline.providers.extractive.language import NAMES, READ_LIMIT, guess_language, spaceless
from threadline.providers.extractive.sentiment import tone
from threadline.providers.extractive.summary import SHORT_TEXT, summarise
from threadline.providers.port import Request, Task
from threadline.texts.messages import N_, _

CONNECT = "`threadline doctor` shows how to connect a language model."
UNREACHABLE = N_(
    "The language model cannot be reached right now. Please try again in a few minutes. What needs no model still "
    "works: events, questions about your calendar, summaries."
)
_NEEDS_MODEL = (Task.CHAT, Task.CUSTOM, Task.TRANSLATION, Task.EXPLANATION)
_NOTHING = "There is no text to work on: send it along, or reply to the message that has it."
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


def answer(request: Request) -> str:
    """The whole answer to a request."""
    if request.facts and request.task in (Task.CHAT, Task.CALENDAR_EVENT):
        return _facts(request.facts)
    if request.stands_in and request.task in _NEEDS_MODEL:
        return _(UNREACHABLE)
    text = source_text(request)
    if not text.strip() and request.task not in (Task.CHAT, Task.CALENDAR_EVENT):
        return _NOTHING
    read = text[:READ_LIMIT]
    # In the language of the text: the one that is wished for is that of the answer.
    body = _TASKS[request.task](read, guess_language(read) or _language(request))
    if len(text) > READ_LIMIT:
        body += f"\n\n(Only the first {READ_LIMIT:,} of {len(text):,} characters were read.)"
    return body


def source_text(request: Request) -> str:
    """What the task is about: the material, else the newest message from the user."""
    if request.material is not None:
        return request.material
    return next((message.text for message in reversed(request.messages) if message.role == "user"), "")


def _language(request: Request) -> str | None:
    return request.language.partition("-")[0].lower() if request.language else None


def _facts(facts: tuple[str, ...]) -> str:
    """Facts in their own words; neighbouring list lines stay one list."""
    joined = facts[0]
    for before, fact in pairwise(facts):
        together = _LIST_ITEM.match(before) and _LIST_ITEM.match(fact)
        joined += ("\n" if together else "\n\n") + fact
    return joined


def _chat(text: str, language: str | None) -> str:
    if len(text) > SHORT_TEXT:
        return f"In short:\n\n{summarise(text, language)}"
    return (
        "Hello! Without a language model I can schedule what you write (“Design review next Thursday 3–4:30pm”), look "
        f"into your calendar, and summarise a text or pick out its keywords, names and tone. {CONNECT}"
    )


def _keywords(text: str, language: str | None) -> str:
    if spaceless(text):
        return f"I find keywords only where words are separated by spaces. {CONNECT}"
    found = keywords(text, language)
    return ", ".join(found) if found else "The text has no words that stand out."


def _sentiment(text: str, language: str | None) -> str:
    if language not in (None, "en") or spaceless(text):
        return f"I can judge the tone of English only, and this looks like {_name(language)}. {CONNECT}"
    found = tone(text)
    evidence = f" Most telling: “{found.evidence}”" if found.evidence else ""
    return f"**{found.label.capitalize()}** ({found.score:+.2f} on a scale from -1 to 1).{evidence}"


def _entities(text: str, language: str | None) -> str:
    found = entities(text, language)
    if not found:
        return "I found no names, dates, addresses or amounts."
    return "\n".join(f"- **{kind}**: {', '.join(values)}" for kind, values in found.items())


def _explanation(text: str, language: str | None) -> str:
    limits = f"I cannot explain in words of my own without a language model; I can only pick from the text. {CONNECT}"
    if len(text) <= SHORT_TEXT:
        return limits
    topics = ", ".join(keywords(text, language, limit=5))
    about = f"It is about: {topics}.\n\n" if topics and not spaceless(text) else ""
    return f"{limits}\n\n{about}Its most telling sentences:\n\n{summarise(text, language)}"


def _translation(_text: str, language: str | None) -> str:
    seen = f" This looks like {_name(language)}." if language in NAMES else ""
    return f"I cannot translate without a language model: no dictionary is built in.{seen} {CONNECT}"


def _custom(text: str, language: str | None) -> str:
    limits = f"I cannot follow free instructions without a language model. {CONNECT}"
    return limits if len(text) <= SHORT_TEXT else f"{limits} What the text says:\n\n{summarise(text, language)}"


def _calendar_event(_text: str, _language: str | None) -> str:
    return "I could not read an event from this. Name a day and a time, as in “Design review next Thursday 3–4:30pm”."


def _name(language: str | None) -> str:
    return NAMES.get(language or "", language or "another language")


_TASKS: dict[Task, Callable[[str, str | None], str]] = {
    Task.CHAT: _chat,
    Task.SUMMARY: summarise,
    Task.KEYWORDS: _keywords,
    Task.SENTIMENT: _sentiment,
    Task.ENTITIES: _entities,
    Task.EXPLANATION: _explanation,
    Task.TRANSLATION: _translation,
    Task.CUSTOM: _custom,
    Task.CALENDAR_EVENT: _calendar_event,
}
