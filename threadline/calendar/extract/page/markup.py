"""Marks of HTML, Markdown and Slack in a text, replaced so that the words stand alone and no offset moves."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from threadline import regex

_TAG = regex.compile(r"</?(?!at\b)[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>]{0,300})?/?>")
_BREAKING = regex.compile(r"</?(?:br|p|div|li|tr|ul|ol|table|h[1-6]|blockquote)\b", re.IGNORECASE)
_ENTITY = regex.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_BROADCAST = regex.compile(
    r"<!(?:here|channel|everyone|subteam\^[A-Z0-9]{1,20})(?:\|[^<>\n]{0,40})?>|(?<![\w.])@(?:here|channel|everyone|all)\b"
)
_CHANNEL = regex.compile(r"<#[A-Z0-9]{2,20}(?:\|[^<>\n]{0,80})?>")
_LABELLED_LINK = regex.compile(
    r"<(?:https?|mailto):[^<>|\s]{1,500}\|([^<>\n]{1,200})>|(?<!!)\[([^\[\]\n]{1,200})\]\(\S{1,500}\)"
)
_EMPHASIS = regex.compile(
    r"(?<![\w*])\*{1,3}(?=[^\s*])|(?<=[^\s*])\*{1,3}(?![\w*])|(?<![\w_])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w_])"
)
_CODE = regex.compile(r"`+")
_STRUCK = regex.compile(r"~~(?=\S)[^~\n]{1,200}~~")
_LINE_MARK = regex.compile(r"^[ \t]{0,8}(?:#{1,6}|[*+•·▪◦])[ \t]+", re.MULTILINE)
_MARKS = regex.compile(r"[<&*_`~\[#@•·▪◦+]")
_BLANKS = regex.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Page:
    """A text as it reads without its marks; `offsets` say where each of its characters stands in the marked text."""

    text: str
    offsets: tuple[int, ...] | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The stretch of the marked text that a stretch of this one stands for."""
        if self.offsets is None or first >= last:
            return first, last
        return self.offsets[first], self.offsets[last - 1] + 1


def page_of(text: str) -> Page:
    """The text without its marks and without the gaps that they leave."""
    plain = without_markup(text)
    if plain == text:
        return Page(text)
    gaps = [match.span() for match in _BLANKS.finditer(plain)]
    offsets: list[int] = []
    position = 0
    for first, last in (*gaps, (len(plain), len(plain))):
        offsets.extend(range(position, min(first + 1, len(plain))))
        position = last
    return Page("".join([plain[offset] for offset in offsets]), tuple(offsets))


def without_markup(text: str) -> str:
    """The text without its marks, as long as before: what is taken out leaves blanks, a break leaves a new line.

    Mentions of people stay as they are, a link that has a label becomes the label, what is struck out is gone.
    """
    if not _MARKS.search(text):
        return text
    text = _BROADCAST.sub(_blank, text)
    text = _CHANNEL.sub(_blank, text)
    text = _LABELLED_LINK.sub(_label_alone, text)
    text = _TAG.sub(_break, text)
    text = _ENTITY.sub(_character, text)
    for pattern in (_STRUCK, _LINE_MARK, _EMPHASIS, _CODE):
        text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _label_alone(match: re.Match[str]) -> str:
    group = match.lastindex or 0
    before, after = match.start(group) - match.start(), match.end() - match.end(group)
    return " " * before + match.group(group) + " " * after


def _break(match: re.Match[str]) -> str:
    length = len(match.group())
    return "\n".ljust(length) if _BREAKING.match(match.group()) else " " * length


def _character(match: re.Match[str]) -> str:
    """The character that an entity stands for; what is no entity stays."""
    plain = html.unescape(match.group())
    return plain.replace("\u00a0", " ").ljust(len(match.group())) if len(plain) == 1 else match.group()
