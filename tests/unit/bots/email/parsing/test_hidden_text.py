"""Which elements of a mail show nothing."""

import pytest

from threadline.bots.email.parsing.hidden_text import is_hidden
from threadline.bots.email.parsing.html import html_text


@pytest.mark.parametrize(
    "style",
    [
        "display: none", "visibility:hidden", "mso-hide:all", "opacity:0", "font-size:0", "font-size: 1px",
        "font-size:2pt",
                "font-size:0.5px", "position:absolute; left:-9999px", "text-indent:-5000px", "margin-top:-999px",
        "max-height:0px",
        "color:#fff;background:#fff", "background-color:#FFFFFF; color: white",
        "color:rgb(255, 255, 255);background:#fff",
        "color:#1a2b3c;background-color:rgba(26,43,60,1)", "color:transparent", "color:black;background:#000000",
    ],
)  # fmt: skip
def test_what_nobody_sees(style: str) -> None:
    assert is_hidden({"style": style})


@pytest.mark.parametrize(
    "style",
    [
        "", "color:#333", "color:#fff;background:#0066cc", "font-size:12px", "font-size:11pt", "font-size:2em",
        "margin-left:-5px", "opacity:0.8", "background:#fff", "color:white", "font-size:20px", "left:-20px",
        "line-height:1.2", "color:red;background:white",
    ],
)  # fmt: skip
def test_what_is_seen(style: str) -> None:
    assert not is_hidden({"style": style})


def test_white_is_seen_on_what_is_not_white() -> None:
    white = {"style": "color:rgb(255, 255, 255)"}
    assert is_hidden(white, on_page=True)
    assert not is_hidden(white, on_page=False)
    assert not is_hidden({**white, "class": "button"}, on_page=True)
    assert is_hidden({"color": "white"}, on_page=True)
    assert not is_hidden({"color": "white", "style": "color:black"}, on_page=True)
    assert is_hidden({"style": "position:absolute;clip: rect(0 0 0 0)"})


@pytest.mark.parametrize(
    ("around", "read"),
    [
        ("<p>{}</p>", False),
        ("<table><tr><td>{}</td></tr></table>", False),
        ("<div style='background-color:#0066cc'><p>{}</p></div>", True),
        ("<table bgcolor=navy><tr><td>{}</td></tr></table>", True),
        ("<div class=dark><p>{}</p></div>", True),
        ("<div class=dark><p>x</p></div><p>{}</p>", False),
    ],
)
def test_white_words_are_read_where_they_can_be_seen(around: str, read: bool) -> None:
    words = "<font color=white>cancel Wednesday</font>"
    assert ("cancel" in html_text(f"<p>Meet on Tuesday</p>{around.format(words)}")) is read


def test_attributes_hide_as_well() -> None:
    assert is_hidden({"hidden": ""})
    assert is_hidden({"bgcolor": "#FFFFFF", "style": "color:white"})
    assert not is_hidden({"bgcolor": "#000000", "style": "color:white"})
