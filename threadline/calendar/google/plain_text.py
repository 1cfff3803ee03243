"""Descriptions that were written as HTML in Google's own pages, as plain text."""

import re
from html.parser import HTMLParser

_MARKUP = re.compile(r"</?(br|p|div|a|b|i|u|ul|ol|li|span|html-blob)\b[^<>]*>", re.IGNORECASE)
_BREAKS = frozenset(("br", "p", "div", "li", "ul", "ol"))
_BLANK_LINES = re.compile(r"\n{3,}")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n- " if tag == "li" else "\n")


def plain(text: str) -> str:
    """The text, with line breaks where the markup has them; text without markup stays as it is."""
    if not _MARKUP.search(text):
        return text
    parser = _Text()
    parser.feed(text)
    parser.close()
    return _BLANK_LINES.sub("\n\n", "".join(parser.parts)).strip()
