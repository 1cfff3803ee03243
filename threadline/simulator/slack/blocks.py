"""What Block Kit refuses (docs.slack.dev/reference/block-kit): lengths, counts, ids that repeat."""

from collections.abc import Iterator
from typing import Any

from threadline.simulator.slack.faults import SlackFault

Json = dict[str, Any]

_MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
_KNOWN = {
    "actions", "card", "context", "context_actions", "divider", "header", "image", "input", "markdown", "section",
    "table",
}  # fmt: skip
_TEXT_LIMITS = {"section": 3000, "header": 150, "markdown": 12_000}
_MARKDOWN_IN_ALL = 13_200


def check_blocks(blocks: Any, surface: str = "message") -> list[Json]:
    """The blocks, if Slack would take them. Raises `SlackFault`."""
    if not isinstance(blocks, list) or any(not isinstance(block, dict) for block in blocks):
        raise _invalid("blocks must be a list of objects")
    if len(blocks) > _MOST_BLOCKS[surface]:
        raise _invalid("too many blocks")
    if sum(len(block.get("text", "")) for block in blocks if block.get("type") == "markdown") > _MARKDOWN_IN_ALL:
        raise SlackFault("msg_blocks_too_long")
    if sum(block.get("type") == "table" for block in blocks) > 1:
        raise _invalid("only one table is allowed per message")
    for block in blocks:
        _check_block(block)
    for actions in ("action_id", "block_id"):
        ids = [part[actions] for part in parts(blocks) if actions in part]
        if actions == "block_id" and len(ids) != len(set(ids)):
            raise _invalid(f"{actions} repeats")
    return blocks


def check_view(view: Any) -> Json:
    """A modal or a home tab, if Slack would take it. Raises `SlackFault`."""
    if not isinstance(view, dict) or view.get("type") not in ("modal", "home"):
        raise _invalid("a view is a modal or a home")
    check_blocks(view.get("blocks"), view["type"])
    for name in ("title", "submit", "close"):
        if name in view and len(view[name]["text"]) > 24:
            raise _invalid(f"{name} is longer than 24")
    if view["type"] == "modal" and "title" not in view:
        raise _invalid("a modal has a title")
    if view["type"] == "modal" and "submit" not in view and any(b["type"] == "input" for b in view["blocks"]):
        raise _invalid("a modal with inputs has a submit")
    if len(view.get("private_metadata", "")) > 3000:
        raise _invalid("private_metadata is longer than 3000")
    return view


def parts(value: Any) -> Iterator[Json]:
    """Every object within a structure."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def _check_block(block: Json) -> None:
    kind = block.get("type")
    if kind not in _KNOWN:
        raise _invalid(f"unsupported type: {kind}")
    limit = _TEXT_LIMITS.get(kind)
    if limit is not None and "text" in block:
        text = block["text"] if isinstance(block["text"], str) else block["text"]["text"]
        if not 1 <= len(text) <= limit:
            raise _invalid(f"{kind} text must have 1 to {limit} characters")
    if kind in ("actions", "context") and not 1 <= len(block["elements"]) <= (25 if kind == "actions" else 10):
        raise _invalid(f"{kind} has too many elements or none")
    if kind == "table":
        _check_table(block)
    for part in parts(block):
        _check_part(part)


def _check_table(block: Json) -> None:
    rows = block.get("rows")
    if not isinstance(rows, list) or not 1 <= len(rows) <= 100:
        raise _invalid("a table has 1 to 100 rows")
    if any(not isinstance(row, list) or not 1 <= len(row) <= 20 for row in rows):
        raise _invalid("a row has 1 to 20 cells")
    cells = [cell for row in rows for cell in row]
    if any(cell.get("type") not in ("raw_text", "rich_text") for cell in cells):
        raise _invalid("a cell is raw or rich text")
    if any(cell["type"] == "raw_text" and not cell.get("text") for cell in cells):
        raise _invalid("a cell must have a text")
    if sum(len(cell.get("text", "")) for cell in cells) > 10_000:
        raise _invalid("a table has at most 10,000 characters")


def _check_part(part: Json) -> None:
    kind = part.get("type")
    if kind in ("plain_text", "mrkdwn") and not 1 <= len(part.get("text", "")) <= 3000:
        raise _invalid("a text must have 1 to 3000 characters")
    if kind == "button" and (len(part["text"]["text"]) > 75 or len(part.get("value", "")) > 2000):
        raise _invalid("a button's text or value is too long")
    if kind in ("static_select", "radio_buttons") and not 1 <= len(part["options"]) <= 100:
        raise _invalid("a choice has 1 to 100 options")
    if kind == "radio_buttons" and len(part["options"]) > 10:
        raise _invalid("radio buttons have at most 10 options")
    if (
        kind in ("static_select", "radio_buttons")
        and part.get("initial_option", part["options"][0]) not in part["options"]
    ):
        raise _invalid("initial_option is none of the options")
    if kind is None and "value" in part and len(part["text"]["text"]) > 75:
        raise _invalid("an option's text is longer than 75")


def _invalid(message: str) -> SlackFault:
    return SlackFault("invalid_blocks", response_metadata={"messages": [f"[ERROR] {message}"]})
