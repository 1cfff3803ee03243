"""Adaptive Cards as Teams takes them: what a card may hold, and what pressing something in it sends.

adaptivecards.io/explorer; learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-reference.
"""

from collections.abc import Iterator
from typing import Any

from threadline.simulator.teams.faults import TeamsFault, bad_syntax
from threadline.simulator.teams.signing_on import OAUTH_CARD, check_sign_in

Json = dict[str, Any]

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
_OTHERS = frozenset(
    {
        "application/vnd.microsoft.card.hero",
        "application/vnd.microsoft.card.thumbnail",
        "application/vnd.microsoft.teams.card.file.consent",
        "image/png",
        "image/jpeg",
        "image/gif",
    }
)
_ELEMENTS = frozenset(
    {
        "ActionSet",
        "Column",
        "ColumnSet",
        "Container",
        "FactSet",
        "Image",
        "ImageSet",
        "Input.ChoiceSet",
        "Input.Date",
        "Input.Number",
        "Input.Text",
        "Input.Time",
        "Input.Toggle",
        "RichTextBlock",
        "Table",
        "TextBlock",
    }
)
_ACTIONS = frozenset(
    {"Action.Execute", "Action.OpenUrl", "Action.ShowCard", "Action.Submit", "Action.ToggleVisibility"}
)
_MOST_ACTIONS = 6
_MOST_REFRESHED = 60


def check_attachments(attachments: list[Json]) -> None:
    """Refuse what Teams refuses. Raises `TeamsFault`."""
    for attachment in attachments:
        kind = attachment.get("contentType")
        if kind == ADAPTIVE:
            check_card(attachment.get("content"))
        elif kind == OAUTH_CARD:
            check_sign_in(attachment.get("content"))
        elif kind not in _OTHERS:
            raise bad_syntax(f"Unknown attachment type: {kind}")


def check_card(card: Any) -> None:
    """Refuse a card that Teams would refuse or show as broken. Raises `TeamsFault`."""
    if not isinstance(card, dict) or card.get("type") != "AdaptiveCard":
        raise _broken("not an AdaptiveCard")
    version = _version(card)
    if not card.get("body") and not card.get("actions"):
        raise _broken("an empty card")
    names = [part["id"] for part in elements(card) if str(part["type"]).startswith("Input.") and part.get("id")]
    if len(set(names)) != len(names):
        raise _broken("two inputs with one id")
    for part in elements(card):
        _check_element(part)
    for action in actions(card):
        _check_action(action, version)
    for group in (card, *(part for part in elements(card) if part["type"] == "ActionSet")):
        if len(group.get("actions") or []) > _MOST_ACTIONS:
            raise _broken("more than six actions in one row")
    refresh = card.get("refresh")
    if refresh and (refresh.get("action", {}).get("type") != "Action.Execute" or version < (1, 4)):
        raise _broken("refresh needs Action.Execute and version 1.4")
    if refresh and len(refresh.get("userIds") or []) > _MOST_REFRESHED:
        raise _broken("more than 60 userIds to refresh")


def elements(card: Json) -> Iterator[Json]:
    """Every element of a card, containers before what they hold."""
    for part in card.get("body") or []:
        yield from _inside(part)


def actions(card: Json) -> Iterator[Json]:
    """Every action of a card: its row, its action sets, its selectable elements, and cards shown by an action."""
    rows = [card.get("actions") or []]
    for part in elements(card):
        rows.append(part.get("actions") or [])
        rows.append([part["selectAction"]] if part.get("selectAction") else [])
        rows.append([part["inlineAction"]] if part.get("inlineAction") else [])
    for action in (action for row in rows for action in row):
        yield action
        if action.get("type") == "Action.ShowCard":
            yield from actions(action["card"])


def find_action(card: Json, name: str) -> Json:
    """The action with this title, verb or id. Raises `LookupError` if there is none, or if it is not enabled."""
    for found in actions(card):
        if name in (found.get("title"), found.get("verb"), found.get("id")):
            if found.get("isEnabled", True):
                return found
            raise LookupError(f"{name} is not enabled")
    raise LookupError(name)


def inputs(card: Json) -> Json:
    """What the inputs of a card hold as they are shown, by id."""
    return {
        part["id"]: part.get("value", "")
        for part in elements(card)
        if str(part["type"]).startswith("Input.") and part.get("id")
    }


def text_of(card: Json) -> str:
    """Every text a reader of the card sees, one per line: blocks, facts and titles of actions."""
    lines: list[str] = []
    for part in elements(card):
        if part.get("isVisible", True):
            lines += [str(part[name]) for name in ("text", "label") if part.get(name)]
            lines += [f"{fact['title']}: {fact['value']}" for fact in part.get("facts") or []]
            lines += [
                "".join(
                    str(run.get("text", run) if isinstance(run, dict) else run) for run in part.get("inlines") or []
                )
            ]
    lines += [str(found["title"]) for found in actions(card) if found.get("title")]
    return "\n".join(line for line in lines if line)


def _inside(part: Any) -> Iterator[Json]:
    if not isinstance(part, dict) or "type" not in part:
        raise _broken("an element without a type")
    yield part
    for name in ("items", "columns", "images"):
        for child in part.get(name) or []:
            yield from _inside(
                {"type": "Column", **child} if name == "columns" and part["type"] == "ColumnSet" else child
            )
    for row in part.get("rows") or [] if part["type"] == "Table" else []:
        for cell in row.get("cells") or []:
            for child in cell.get("items") or []:
                yield from _inside(child)


def _check_element(part: Json) -> None:
    kind = part["type"]
    if kind not in _ELEMENTS:
        raise _broken(f"an unknown element {kind}")
    if kind == "TextBlock" and not isinstance(part.get("text"), str):
        raise _broken("a TextBlock without text")
    if kind == "FactSet" and not all(isinstance(fact.get("value"), str) for fact in part.get("facts") or [{}]):
        raise _broken("a fact without title and value")
    if str(kind).startswith("Input.") and not part.get("id"):
        raise _broken("an input without an id")
    if kind == "Input.ChoiceSet":
        values = [choice.get("value") for choice in part.get("choices") or []]
        chosen = [value for value in str(part.get("value") or "").split(",") if value]
        if not values or (part.get("isMultiSelect") and set(chosen) - set(values)):
            raise _broken("a choice that is not there")
        if not part.get("isMultiSelect") and part.get("value") and part["value"] not in values:
            raise _broken("a choice that is not there")


def _check_action(found: Json, version: tuple[int, int]) -> None:
    kind = found.get("type")
    if kind not in _ACTIONS:
        raise _broken(f"an unknown action {kind}")
    if kind == "Action.Execute" and version < (1, 4):
        raise _broken("Action.Execute needs version 1.4")
    if kind == "Action.OpenUrl" and not str(found.get("url", "")).startswith(("https://", "http://", "mailto:")):
        raise _broken("an address that cannot be opened")


def _version(card: Json) -> tuple[int, int]:
    major, _, minor = str(card.get("version", "")).partition(".")
    if not (major.isdigit() and minor.isdigit()) or (int(major), int(minor)) > (1, 6):
        raise _broken("a version Teams does not know")
    return int(major), int(minor)


def _broken(what: str) -> TeamsFault:
    return bad_syntax(f"The Adaptive Card is not valid: {what}")
