"""The few Adaptive Card objects that cards and forms are made of (adaptivecards.io/explorer, version 1.5 for Teams)."""

from datetime import UTC, datetime
from typing import Any

from threadline.bots.teams.rendering import card_text
from threadline.core.channels.formatting import shortened

Json = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"
_TEXT = 4_000
_BUTTON = 60


def card(body: list[Json], buttons: list[Json], *, refresh: Json | None = None, said: str = "") -> Json:
    """An Adaptive Card; `said` is what is read out in its place."""
    made: Json = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": body,
        "msteams": {"width": "Full"},
    }
    optional = {"actions": buttons, "refresh": refresh, "speak": said}
    return made | {name: given for name, given in optional.items() if given}


def attachment(content: Json) -> Json:
    """A card as a message carries it."""
    return {"contentType": CARD, "content": content}


def text(words: str, **how: Any) -> Json:
    """A paragraph of text that stands for itself."""
    return marked(card_text(words), **how)


def marked(words: str, **how: Any) -> Json:
    """A paragraph in which the caller made the markup."""
    return {"type": "TextBlock", "text": shortened(words, _TEXT) or " ", "wrap": True, **how}


def heading(words: str) -> Json:
    """A heading."""
    return text(words, size="Large", weight="Bolder", style="heading")


def small(words: str) -> Json:
    """Small print."""
    return text(words, size="Small", isSubtle=True, spacing="Small")


def facts(*rows: tuple[str, str]) -> Json:
    """Names and values, each as it is."""
    return {
        "type": "FactSet",
        "facts": [{"title": name, "value": card_text(shortened(value, 1_000))} for name, value in rows],
    }


def execute(title: str, verb: str, data: Json, *, style: str = "default") -> Json:
    """A button whose click is answered with a card; clients that cannot do that submit it."""
    fallback = {"type": "Action.Submit", "title": title[:_BUTTON], "data": data | {"verb": verb}}
    return {
        "type": "Action.Execute",
        "title": title[:_BUTTON],
        "verb": verb,
        "data": data,
        "style": style,
        "fallback": fallback,
    }


def opens_form(title: str, data: Json) -> Json:
    """A button that opens a task module."""
    return {"type": "Action.Submit", "title": title[:_BUTTON], "data": data | {"msteams": {"type": "task/fetch"}}}


def says(title: str, words: str) -> Json:
    """A button that writes words for the person."""
    return {
        "type": "Action.Submit",
        "title": title[:_BUTTON],
        "data": {"msteams": {"type": "imBack", "value": words}},
    }


def opens(title: str, url: str) -> Json:
    """A button that opens a page."""
    return {"type": "Action.OpenUrl", "title": title[:_BUTTON], "url": url}


def installs(title: str) -> Json:
    """A button of a message action's form that has Teams add the app to the conversation, and then asks again.

    Source: learn.microsoft.com/microsoftteams/platform, "Request to install your conversational bot".
    """
    return {
        "type": "Action.Submit",
        "title": title[:_BUTTON],
        "associatedInputs": "none",
        "data": {"msteams": {"justInTimeInstall": True}},
    }


def is_installed(data: Json) -> bool:
    """Whether that button was pressed, and Teams has added the app."""
    teams = data.get("msteams")
    return isinstance(teams, dict) and teams.get("justInTimeInstall") is True


def submit(title: str, data: Json) -> Json:
    """A form's button."""
    return {"type": "Action.Submit", "title": title[:_BUTTON], "data": data}


def task(title: str, content: Json) -> Json:
    """What opens a form, or lets it stay open."""
    value = {"title": title, "height": "medium", "width": "medium", "card": attachment(content)}
    return {"task": {"type": "continue", "value": value}}


def task_message(words: str) -> Json:
    """What takes a form's place: a sentence."""
    return {"task": {"type": "message", "value": words}}


def local_day(moment: datetime) -> str:
    """The day of an instant in each reader's own zone (adaptivecards.io, text features: DATE and TIME)."""
    return f"{{{{DATE({_instant(moment)}, SHORT)}}}}"


def local_time(moment: datetime) -> str:
    """The time of an instant in each reader's own zone."""
    return f"{{{{TIME({_instant(moment)})}}}}"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
