"""One answer per task, written from the text alone. Pure functions of the request: text in, CommonMark out."""

from collections.abc import Callable
from itertools import pairwise

from threadline import regex
from threadline.providers.extractive.entities import entities
from threadline.providers.extractive.keywords import keywords
from threadline.providers.extractive.language import NAMES, READ_LIMIT, guess_language, spaceless
from threadline.providers.extractive.sentiment import JUDGED, tone
from threadline.providers.extractive.summary import SHORT_TEXT, summarise
from threadline.providers.port import Request, Task
from threadline.texts import formats
from threadline.texts.messages import N_, NP_, _

CONNECT = N_("Whoever runs Threadline can connect one.")
_INSTEAD = N_("With a text I can do this: summarise it, or pick out its keywords, names and tone.")
UNREACHABLE = N_(
    "The language model cannot be reached right now. Please try again in a few minutes. What needs no model still "
    "works: events, questions about your calendar, summaries."
)
_NEEDS_MODEL = (Task.CHAT, Task.CUSTOM, Task.TRANSLATION, Task.EXPLANATION)
_NOTHING = N_("There is no text to work on: send it along, or reply to the message that has it.")
_TONES = {
    "positive": NP_("tone", "Positive"),
    "negative": NP_("tone", "Negative"),
    "neutral": NP_("tone", "Neutral"),
    "mixed": NP_("tone", "Mixed"),
}
_LIST_ITEM = regex.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


def answer(request: Request) -> str:
    """The whole answer to a request."""
    if request.facts and request.task in (Task.CHAT, Task.CALENDAR_EVENT):
        return _facts(request.facts)
    if request.stands_in and request.task in _NEEDS_MODEL:
        return _(UNREACHABLE)
    text = source_text(request)
    if not text.strip() and request.task not in (Task.CHAT, Task.CALENDAR_EVENT):
        return _(_NOTHING)
    read = text[:READ_LIMIT]
    # In the language of the text: the one that is wished for is that of the answer.
    body = _TASKS[request.task](read, guess_language(read) or _language(request))
    if len(text) > READ_LIMIT:
        told = _(
            "(Only the first {read} of {all} characters were read.)",
            read=formats.number(READ_LIMIT),
            all=formats.number(len(text)),
        )
        body += f"\n\n{told}"
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
        return _("In short:") + f"\n\n{summarise(text, language)}"
    return _with_advice(
        _(
            "Hello! Without a language model I can schedule what you write (“Design review next Thursday 3–4:30pm”), "
            "look into your calendar, and summarise a text or pick out its keywords, names and tone."
        )
    )


def _with_advice(said: str) -> str:
    return f"{said} {_(CONNECT)}"


def _keywords(text: str, language: str | None) -> str:
    if spaceless(text):
        return _with_advice(_("I find keywords only where words are separated by spaces."))
    found = keywords(text, language)
    return ", ".join(found) if found else _("The text has no words that stand out.")


def _sentiment(text: str, language: str | None) -> str:
    if language not in (None, *JUDGED) or spaceless(text):
        return _with_advice(
            _("I cannot judge the tone of this text: it looks like {language}.", language=_name(language))
        )
    found = tone(text, language or "en")
    evidence = " " + _("What says it best: “{words}”", words=found.evidence) if found.evidence else ""
    judged = _(
        "**{tone}** ({score} on a scale from -1 to 1).", tone=_(_TONES[found.label]), score=f"{found.score:+.2f}"
    )
    return f"{judged}{evidence}"


def _entities(text: str, language: str | None) -> str:
    found = entities(text, language)
    if not found:
        return _("I found no names, dates, addresses or amounts.")
    return "\n".join(f"- **{_(kind)}**: {', '.join(values)}" for kind, values in found.items())


def _explanation(text: str, language: str | None) -> str:
    cannot = _("I cannot explain in words of my own without a language model; I can only pick from the text.")
    if len(text) <= SHORT_TEXT:
        return _with_advice(f"{cannot} {_(_INSTEAD)}")
    limits = _with_advice(cannot)
    topics = ", ".join(keywords(text, language, limit=5))
    about = _("It is about: {topics}.", topics=topics) + "\n\n" if topics and not spaceless(text) else ""
    telling = _("Its key sentences:")
    return f"{limits}\n\n{about}{telling}\n\n{summarise(text, language)}"


def _translation(_text: str, language: str | None) -> str:
    said = [_("I cannot translate without a language model: no dictionary is built in.")]
    if language in NAMES:
        said.append(_("This looks like {language}.", language=_name(language)))
    said.append(_(_INSTEAD))
    return _with_advice(" ".join(said))


def _custom(text: str, language: str | None) -> str:
    cannot = _("I cannot follow free instructions without a language model.")
    limits = _with_advice(f"{cannot} {_(_INSTEAD)}")
    says = _("What the text says:")
    return limits if len(text) <= SHORT_TEXT else f"{limits} {says}\n\n{summarise(text, language)}"


def _calendar_event(_text: str, _language: str | None) -> str:
    return _(
        "I could not read an event from this. Name a day and a time, as in “Design review next Thursday 3–4:30pm”."
    )


def _name(language: str | None) -> str:
    return formats.language_name(language) if language else _("another language")


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
