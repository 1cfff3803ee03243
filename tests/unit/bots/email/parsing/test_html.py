"""HTML as its reader sees it."""

import pytest

from threadline.bots.email.parsing.html import LONGEST_TEXT, html_text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree"),
        ("<div>a</div><div>b</div><div><br></div><div>c</div>", "a\nb\n\nc"),
        ("a  \n b&nbsp;&nbsp;c &amp; d &#x2014; &eacute;", "a b c & d — é"),
        ("<ul><li>a</li><li>b</li></ul><ol><li>c<li>d</ol>", "- a\n- b\n\n1. c\n2. d"),
        (
            "<table><tr><th>When: </th><td>Thursday</td></tr><tr><td>a</td><td>b</td></tr></table>",
            "When: Thursday\na  b",
        ),
        ("<pre>a\n  b\n</pre>c", "a\n  b\n\nc"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>\n>> b\n>>\nc"),
        ("<head><title>t</title><style>p{}</style></head><script>x()</script>a<!-- no -->", "a"),
        ('<span style="DISPLAY : none !important">x</span>a<div hidden>b</div>', "a"),
        ('<p style="font-size:0px;color:#fff">x</p><p style="max-height:0">y</p><p style="mso-hide:all">z</p>a', "a"),
        ('<p style="opacity:0.5;font-size:10px;line-height:0.9">a</p>', "a"),
        ('<img src=x width=1 height=1 alt=""><img alt="ACME"><img alt="Map to our office">', "Map to our office"),
        ('<a href="mailto:bo@example.com?subject=x">Bo</a>', "Bo <bo@example.com>"),
        ('<a href="mailto:bo@example.com">bo@example.com</a>', "bo@example.com"),
        ('<a href="https://example.com/track/1">Read on</a>', "Read on"),
        ('<a href="https://us02web.zoom.us/j/123?pwd=x">Join</a>', "Join (https://us02web.zoom.us/j/123?pwd=x)"),
        ('<a href="https://meet.google.com/abc">https://meet.google.com/abc</a>', "https://meet.google.com/abc"),
        ('<a href="https://evil.example/zoom.us/j/1">Join</a>', "Join"),
        ('Hi<div id="Signature">Ana</div>', "Hi\n-- \nAna"),
        ("a\u200b\u00adb", "ab"),
        ("<hr>a", "________________________________\na"),
        ("plain < text & more", "plain < text & more"),
        ("<p>not <b>closed", "not closed"),
        ("</p></div>stray", "stray"),
        ("", ""),
        ("<!-- only -->", ""),
    ],
)
def test_what_is_shown(source: str, expected: str) -> None:
    assert html_text(source) == expected


def test_the_text_is_bounded() -> None:
    assert len(html_text("<p>" + "word " * 600_000)) <= LONGEST_TEXT


@pytest.mark.parametrize(
    "source",
    ["<div>" * 50_000 + "<p>kept</p>" + "</div>" * 50_000, "<b>kept</i>" * 10_000, "<table><tr><td>kept" * 5_000],
    ids=["deep", "stray ends", "tables"],
)
def test_what_no_program_writes_is_read_by_its_tags(source: str) -> None:
    assert "kept" in html_text(source)


def test_many_paragraphs_that_do_not_end_are_ordinary() -> None:
    assert html_text("<p>a" * 5_000).count("a") == 5_000
    assert "\n\n" in html_text("<p>a" * 5_000)
