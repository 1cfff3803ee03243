"""Which elements of a mail show nothing."""

import pytest

from threadline.bots.email.parsing.hidden_text import is_hidden


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


def test_attributes_hide_as_well() -> None:
    assert is_hidden({"hidden": ""})
    assert is_hidden({"bgcolor": "#FFFFFF", "style": "color:white"})
    assert not is_hidden({"bgcolor": "#000000", "style": "color:white"})
