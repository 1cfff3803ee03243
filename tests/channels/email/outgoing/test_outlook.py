"""What Outlook on Windows needs of a mail's HTML: it lays out with Word, which knows no CSS boxes.

Its rules, as far as a machine can hold them: https://learn.microsoft.com/previous-versions/office/developer/
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]  # ships no types

from tests.channels.email.outgoing.test_rendering import mail
from threadline.texts.speaking import speaking

_UNKNOWN = re.compile(
    r"(?:^|;)\s*(?:position|float|display\s*:\s*(?:flex|grid|inline-flex)|flex|grid|transform|opacity|box-shadow|"
    r"background-image|gap|top|right|bottom|left|z-index|overflow|inset|min-height|clip|object-fit|"
    r"(?:margin|padding)-(?:inline|block))",
)
_UNITS = re.compile(r"[\d.](?:rem|vw|vh|ch|calc\()")
_PADDED = {"td", "th"}
_SHOWS_TEXT = {"td", "div", "p", "a", "h1", "h2", "h3", "pre", "code", "blockquote", "li"}


@pytest.fixture(scope="module")
def document() -> Any:
    with speaking("en"):
        return html.document_fromstring(mail())


def _styled(document: Any) -> Iterator[tuple[Any, str]]:
    return ((each, each.get("style")) for each in document.iter() if isinstance(each.tag, str) and each.get("style"))


def test_nothing_is_laid_out_by_what_word_does_not_know(document: Any) -> None:
    for element, style in _styled(document):
        assert not _UNKNOWN.search(style), (element.tag, style)
        assert not _UNITS.search(style), (element.tag, style)
        assert "url(" not in style
        assert "var(" not in style


def test_the_layout_is_made_of_tables_that_say_what_they_are(document: Any) -> None:
    tables = document.findall(".//table")
    assert tables
    for table in tables:
        if table.get("role") != "presentation":
            assert table.find(".//th") is not None, "a table of the answer itself"
            continue
        assert (table.get("cellpadding"), table.get("cellspacing"), table.get("border")) == ("0", "0", "0")


def test_space_is_kept_by_cells_and_a_link_that_is_a_button_has_it_from_its_cell(document: Any) -> None:
    for element, style in _styled(document):
        if "padding" not in style or element.tag in _PADDED:
            continue
        cell = element.getparent()
        kept = element.tag == "a" and "mso-padding-alt" in cell.get("style") and cell.get("bgcolor")
        assert kept or element.tag in {"pre", "code", "blockquote", "body", "ul", "ol"}, (element.tag, style)


def test_each_text_says_its_own_font_and_colour(document: Any) -> None:
    """Word takes neither from the table around it."""
    for element in document.iter("td", "th"):
        own = (element.text or "").strip()
        if own:
            style = element.get("style") or ""
            assert "font-family" in style, own
            assert "color:" in style, own


def test_the_width_is_said_to_word_in_its_own_comment() -> None:
    source = mail()
    assert re.search(r'<!--\[if mso\]><table [^>]*width="600"[^>]*><tr><td><!\[endif\]-->', source)
    assert source.count("<!--[if mso]>") == source.count("<![endif]-->") == 2
    assert len(source.encode()) < 100_000, "Gmail cuts what is longer"


def test_pictures_and_styles_from_elsewhere_are_not_needed(document: Any) -> None:
    for tag in ("img", "link", "script", "form", "input", "video", "svg", "iframe"):
        assert document.find(f".//{tag}") is None, tag
    assert _SHOWS_TEXT & {each.tag for each in document.iter() if isinstance(each.tag, str)}
