"""The bytes of a mail: whatever is put in, nothing but a well-formed mail comes out."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.bots.email.rendering.html import is_safe_link, to_html
from threadline.bots.email.rendering.mime import (
    CalendarObject,
    Correspondent,
    Parts,
    build,
    known_ids,
    one_line,
    reply_subject,
)
from threadline.bots.email.rendering.plain_text import to_plain

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ALLOWED = {
    "from", "to", "subject", "date", "message-id", "in-reply-to", "references", "auto-submitted",
    "x-auto-response-suppress", "mime-version", "content-type", "reply-to",
}  # fmt: skip
WILD = st.text(st.characters(), max_size=300)


def parts(**changes: Any) -> Parts:
    values: dict[str, Any] = {
        "sender": Correspondent("Threadline", "bot@example.com"),
        "to": Correspondent("Ana", "ana@example.com"),
        "subject": "Re: x",
        "date": NOW,
        "message_id": "m@example.com",
        "plain": "hello",
        "html": "<p>hello</p>",
    }
    return Parts(**(values | changes))


@given(
    name=WILD,
    subject=WILD,
    text=WILD,
    ids=st.lists(WILD, max_size=4).map(tuple),
    calendar=WILD,
    count=st.integers(0, 2),
)
def test_nothing_from_outside_becomes_a_header(
    name: str, subject: str, text: str, ids: tuple[str, ...], calendar: str, count: int
) -> None:
    content = build(
        parts(
            to=Correspondent(name, "ana@example.com"),
            reply_to=Correspondent(name, "bo@example.com"),
            subject=subject,
            plain=text,
            html=to_html(text),
            in_reply_to=ids[0] if ids else "",
            references=ids,
            calendars=(CalendarObject(calendar.encode("utf-8", "replace").decode(), "REQUEST"),) * count,
        )
    )
    assert content.isascii()
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    mail = message_from_bytes(content, policy=policy.default)
    assert {key.lower() for key in mail} <= ALLOWED
    assert [address.addr_spec for address in mail["To"].addresses] == ["ana@example.com"]
    assert [address.addr_spec for address in mail["Reply-To"].addresses] == ["bo@example.com"]
    assert not mail.defects


def test_the_same_parts_are_the_same_bytes() -> None:
    assert build(parts()) == build(parts())


def test_one_event_is_an_alternative_and_several_are_files() -> None:
    def kinds(*calendars: CalendarObject) -> list[tuple[str, str | None, str | None]]:
        mail = message_from_bytes(build(parts(calendars=calendars)), policy=policy.default)
        leaves = [part for part in mail.walk() if not part.is_multipart()]
        return [(part.get_content_type(), part.get_content_disposition(), part.get_filename()) for part in leaves]

    text = [("text/plain", None, None), ("text/html", None, None)]
    one, two = CalendarObject("BEGIN:VCALENDAR", "REQUEST"), CalendarObject("BEGIN:VCALENDAR", "CANCEL")
    assert kinds(one) == [*text, ("text/calendar", None, None)]
    files = [("text/calendar", "attachment", f"event-{number}.ics") for number in (1, 2)]
    assert kinds(one, two) == [*text, *files]


def test_long_message_ids_are_not_encoded() -> None:
    long = f"{'x' * 150}@mail.example.com"
    content = build(parts(in_reply_to=long, references=(long, "b@example.com"))).decode()
    assert f"In-Reply-To: <{long}>\r\n" in content
    assert f"References: <{long}>\r\n <b@example.com>\r\n" in content


def test_a_long_thread_keeps_its_root_and_its_newest() -> None:
    ids = tuple(f"{number}@example.com" for number in range(100))
    kept = known_ids(ids)
    assert (kept[0], kept[-1], len(kept)) == (ids[0], ids[-1], 30)


@pytest.mark.parametrize(
    ("subject", "answer"),
    [
        ("Lunch", "Re: Lunch"),
        ("Re: Lunch", "Re: Lunch"),
        ("AW: RE: re : Lunch", "Re: Lunch"),
        ("", "Re: (no subject)"),
        ("Re: ", "Re: (no subject)"),
        ("Fwd: Lunch\r\nBcc: eve@example.com", "Re: Fwd: Lunch Bcc: eve@example.com"),
        ("Recall: x", "Re: Recall: x"),
    ],
)
def test_subjects_of_answers(subject: str, answer: str) -> None:
    assert reply_subject(subject) == answer


def test_names_cannot_turn_the_direction() -> None:
    assert one_line("Ana\u202egnp.exe\u2028\x01", 100) == "Anagnp.exe"


def test_people_whose_address_is_in_other_letters() -> None:
    content = build(parts(to=Correspondent("Añá", "añá@bücher.example")))
    assert "To: Añá <añá@xn--bcher-kva.example>".encode() in content


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[Confirm](javascript:alert(1))",
    "[Confirm](data:text/html,x)",
    "![x](http://tracker.example/p.png)",
    "[a](<http://x.example/\" onmouseover=\"alert(1)>)",
    "[a](http://[)",
    "<style>body{display:none}</style>",
    "</table></td><form action=http://x.example>",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_outside_is_text(text: str) -> None:
    html = to_html(text)
    for mark in ("<script", "<img", "<style", "<form", 'javascript:alert(1)"', 'data:text/html,x"', ' onmouseover="'):
        assert mark not in html


@given(st.text(max_size=300))
def test_any_text_is_shown(text: str) -> None:
    html = to_html(text)
    assert "<script" not in html
    assert "<img" not in html
    to_plain(text)


def test_where_a_link_leads_is_to_be_read() -> None:
    assert "(http://evil.example)" in to_html("[https://bank.example](http://evil.example)")
    assert to_plain("[Confirm](http://evil.example)") == "Confirm (http://evil.example)"
    assert to_plain("<ana@example.com> <https://a.example>") == "ana@example.com https://a.example"
    assert not is_safe_link("http://[")


def test_plain_text_reads_like_what_was_typed() -> None:
    text = (
        "# Title\n\n**Bold** `code`\\\nline\n\n- a\n- b\n  1. x\n  2. y\n\n> quote\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = 1\n```\n\n    y = 2\n\n---\n\n"
        "![cat](http://x.example/c.png) ![](x)"
    )
    assert to_plain(text) == (
        "Title\n\nBold code\nline\n\n- a\n- b\n  1. x\n  2. y\n\n> quote\n\na | b\n1 | 2\n\n    x = 1\n\n    y = 2"
        "\n\n----------\n\n[picture: cat] [picture]"
    )


def test_html_has_its_styles_inside() -> None:
    html = to_html("# T\n\n[x](http://a.example)\n\n| a |\n|--:|\n| `1` |\n\n```\n<b>\n```\n\n#### deep")
    assert 'style="color:' in html
    assert "text-align:right" in html
    assert "&lt;b&gt;" in html
    assert html.count("<h3") == 1
