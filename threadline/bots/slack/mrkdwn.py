"""CommonMark as Slack's own `mrkdwn`: for notifications, and wherever blocks are not shown."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from threadline.bots.slack.rendering import entities, escape
from threadline.core.channels.commonmark import SAFE_SCHEMES, aligned

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode


def mrkdwn(text: str) -> str:
    """The text in Slack's dialect."""
    from markdown_it.tree import SyntaxTreeNode

    return _blocks(SyntaxTreeNode(_parser().parse(text)))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])


def _blocks(node: "SyntaxTreeNode", gap: str = "\n\n") -> str:
    return gap.join(filter(None, (_BLOCKS.get(child.type, _inlines)(child) for child in node.children)))


def _quote(node: "SyntaxTreeNode") -> str:
    return "\n".join(f"> {line}".rstrip() for line in _blocks(node).split("\n"))


def _list(node: "SyntaxTreeNode") -> str:
    first = int(node.attrs.get("start", 1))
    marks = (f"{first + n}. " if node.type == "ordered_list" else "• " for n in range(len(node.children)))
    return "\n".join(
        mark + _blocks(item, "\n").replace("\n", "\n    ") for mark, item in zip(marks, node.children, strict=True)
    )


def _code(node: "SyntaxTreeNode") -> str:
    return f"```\n{_unfenced(node.content)}```"


def _table(node: "SyntaxTreeNode") -> str:
    rows = [[_plain(cell) for cell in row.children] for part in node.children for row in part.children]
    return "\n".join(map(escape, aligned(rows)))


def _heading(node: "SyntaxTreeNode") -> str:
    return f"*{escape(_plain(node))}*"


def _inlines(node: "SyntaxTreeNode") -> str:
    return "".join(_INLINES.get(child.type, _leaf)(child) for child in node.children) if node.children else _leaf(node)


def _leaf(node: "SyntaxTreeNode") -> str:
    return escape(node.content)


def _wrapped(mark: str) -> Callable[["SyntaxTreeNode"], str]:
    def wrap(node: "SyntaxTreeNode") -> str:
        inner = _inlines(node)
        return f"{mark}{inner}{mark}" if inner.strip() else inner

    return wrap


def _link(node: "SyntaxTreeNode") -> str:
    target, label = str(node.attrs.get("href") or node.attrs.get("src") or ""), _plain(node)
    if not target.lower().startswith(SAFE_SCHEMES):
        return escape(label)
    address = escape(target).replace("|", "%7C")
    return f"<{address}|{escape(label).replace('|', '¦')}>" if label else f"<{address}>"


def _code_span(node: "SyntaxTreeNode") -> str:
    return f"`{escape(node.content.replace('`', chr(39)))}`"


def _plain(node: "SyntaxTreeNode") -> str:
    """The words without their markup."""
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(_plain, node.children)) if node.children else node.content


def _unfenced(code: str) -> str:
    return entities(code).replace("```", "'''")


_BLOCKS: Mapping[str, Callable[["SyntaxTreeNode"], str]] = {
    "blockquote": _quote,
    "bullet_list": _list,
    "ordered_list": _list,
    "fence": _code,
    "code_block": _code,
    "table": _table,
    "heading": _heading,
    "hr": lambda _: "———",
}
_INLINES: Mapping[str, Callable[["SyntaxTreeNode"], str]] = {
    "inline": _inlines,
    "strong": _wrapped("*"),
    "em": _wrapped("_"),
    "s": _wrapped("~"),
    "link": _link,
    "image": _link,
    "code_inline": _code_span,
    "softbreak": lambda _: "\n",
    "hardbreak": lambda _: "\n",
}
