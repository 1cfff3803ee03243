"""CommonMark as mails have it: HTML with inline styles.

An answer may quote a hostile mail, so nothing in it becomes markup of ours: HTML is text, pictures are named in words,
links lead to the web, a mailbox or a phone only, and where one leads is to be read beside it.
"""

from collections.abc import Sequence
from functools import cache
from html import escape
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from threadline.bots.email.rendering.colors import BORDER, FAINT, INK, LINK, QUIET

_SCHEMES = ("http", "https", "mailto", "tel")
_CODE = "font-family:Consolas,Menlo,'Courier New',monospace;font-size:14px;"
FONT = "font-family:'Segoe UI',Helvetica,Arial,sans-serif;"
_CELL = f"{FONT}font-size:15px;line-height:22px;color:{INK};"
"""Outlook gives a cell neither the font nor the colour of what is around its table."""
_STYLES = {
    "p": "margin:0 0 12px 0;",
    "h1": "margin:20px 0 8px 0;font-size:20px;line-height:26px;font-weight:bold;",
    "h2": "margin:18px 0 8px 0;font-size:18px;line-height:24px;font-weight:bold;",
    "h3": "margin:16px 0 6px 0;font-size:16px;line-height:24px;font-weight:bold;",
    "ul": "margin:0 0 12px 0;padding:0 0 0 24px;",
    "ol": "margin:0 0 12px 0;padding:0 0 0 24px;",
    "li": "margin:0 0 4px 0;",
    "blockquote": f"margin:0 0 12px 0;padding:0 0 0 12px;border-left:3px solid {BORDER};color:{QUIET};",
    "code": f"{_CODE}background-color:{FAINT};",
    "pre": f"{_CODE}margin:0 0 12px 0;padding:8px 10px;background-color:{FAINT};white-space:pre-wrap;",
    "table": "border-collapse:collapse;margin:0 0 12px 0;",
    "th": f"{_CELL}padding:4px 8px;border:1px solid {BORDER};text-align:left;font-weight:bold;",
    "td": f"{_CELL}padding:4px 8px;border:1px solid {BORDER};text-align:left;vertical-align:top;",
    "hr": f"border:0;border-top:1px solid {BORDER};margin:16px 0;",
    "a": f"color:{LINK};text-decoration:underline;",
}
_CLASSES = {
    "a": "link",
    "code": "faint",
    "pre": "faint",
    "blockquote": "quiet line",
    "th": "ink line",
    "td": "ink line",
}
_DEEPEST = 60


def to_html(text: str) -> str:
    """A fragment of HTML without scripts, pictures, forms or anything from elsewhere."""
    html: str = _parser().renderer.render(parse(text), _parser().options, {})
    return html


def parse(text: str) -> Sequence[Token]:
    """The text's tokens, styled and without anything that a mail must not have."""
    tokens = _parser().parse(text)
    _prepare(tokens)
    return tokens


def escaped(text: str) -> str:
    """Plain text as HTML shows it, line breaks included."""
    return escape(text, quote=True).replace("\n", "<br>")


def is_safe_link(href: str) -> bool:
    """Whether a link leads to where links in mails may lead."""
    try:
        return urlsplit(href).scheme.lower() in _SCHEMES
    except ValueError:
        return False


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable("table")
    for name in ("fence", "code_block"):
        parser.add_render_rule(name, _code_block)
    return parser


def _code_block(_: object, tokens: Sequence[Token], index: int, *__: object) -> str:
    return f'<pre class="faint" style="{_STYLES["pre"]}">{escape(tokens[index].content)}</pre>\n'


def _prepare(tokens: Sequence[Token]) -> None:
    """Style every tag, and turn pictures and unsafe links into what they are: text."""
    for token in tokens:
        tag = {"h4": "h3", "h5": "h3", "h6": "h3"}.get(token.tag, token.tag)
        token.tag = tag
        if token.nesting >= 0 and tag in _STYLES:
            kept = str(token.attrs.get("style", ""))  # the alignment of a table's cells
            token.attrSet("style", _STYLES[tag] + kept)
            if tag in _CLASSES:
                token.attrSet("class", _CLASSES[tag])
        if token.children:
            token.children = _inline(token.children)
            _prepare(token.children)


def _inline(children: Sequence[Token]) -> list[Token]:
    made: list[Token] = []
    open_links: list[tuple[str, int] | None] = []
    for child in children:
        if child.type == "image":
            made.append(_text(_described(child)))
        elif child.type == "link_open":
            href = str(child.attrs.get("href", ""))
            safe = is_safe_link(href)
            open_links.append((href, len(made)) if safe else None)
            if safe:
                child.attrs = {"href": href}
                made.append(child)
        elif child.type == "link_close":
            opened = open_links.pop() if open_links else None
            if opened is not None:
                made.append(child)
                made.extend(_target(opened[0], made[opened[1] : -1]))
        else:
            made.append(child)
    return made


def _target(href: str, inside: Sequence[Token]) -> list[Token]:
    """Where a link leads, to stand behind it, unless its words say so already."""
    words = "".join(token.content for token in inside).strip()
    bare = href.removeprefix("mailto:").removeprefix("tel:")
    return [] if words in (href, bare) else [_text(f" ({bare})")]


def _described(image: Token) -> str:
    return f"[picture: {image.content}]" if image.content else "[picture]"


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
