"""Any bytes are read within bounds, and twice the bytes take about twice the time."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.mail_samples import hostile
from tests.unit.bots.email.parsing.layouts import forwards
from tests.unit.bots.email.parsing.mails import mail
from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.bots.email.parsing.addresses import MOST_ADDRESSES, claimed, read_addresses
from threadline.bots.email.parsing.charsets import decode
from threadline.bots.email.parsing.dates import read_header_date, read_shown_date
from threadline.bots.email.parsing.headers import decode_words, parameters
from threadline.bots.email.parsing.html import html_text
from threadline.bots.email.parsing.quotes_and_forwards import Situation, take_apart
from threadline.bots.email.parsing.reader import read_mail
from threadline.bots.email.parsing.signature_blocks import without_signature
from threadline.bots.email.parsing.wire import Answer as WireAnswer
from threadline.bots.email.parsing.wire import decode_head, encode, with_contents

FIELDS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
    "References",
]
VALUES = [
    "multipart/mixed; boundary=b",
    "multipart/alternative; boundary=b",
    "text/html; charset=utf-7",
    "message/rfc822",
    "base64",
    "quoted-printable",
    "=?utf-8?q?=FF?=",
    "Ana <ana@example.com>",
    "Fwd: x",
    "attachment; filename*0*=utf-16''%FF; filename=a.zip",
    "text/calendar; method=REQUEST",
    "Wed, 18 Nov 2026 15:04:12 +0100",
]
LINES = [
    "---------- Forwarded message ---------",
    "From: Bo <bo@example.com>",
    "Date: 18 Nov 2026 15:04",
    "Subject: x",
    "To: ana@example.com",
    "> quoted",
    ">> deeper",
    "On 18 Nov 2026 at 15:04, Bo <bo@example.com> wrote:",
    "-- ",
    "--b",
    "--b--",
    "<p>x</p>",
    "",
    "    indented",
    "________________________________",
    "Regards",
]
wild_line = st.sampled_from(LINES) | st.text(max_size=40)
wild_text = st.lists(wild_line, max_size=25).map("\n".join)
wild_header = st.lists(
    st.tuples(st.sampled_from(FIELDS), st.sampled_from(VALUES) | st.text(max_size=60)), max_size=8
).map(lambda fields: "".join(f"{name}: {value}\n" for name, value in fields))


def check(parsed: ParsedMail, size: int) -> None:
    """What holds for every mail."""
    assert all(moment is None or moment.tzinfo is not None for moment in (parsed.sent_at,))
    texts = [parsed.text, parsed.history, parsed.subject, *(file.text for file in parsed.attachments)]
    for forward in parsed.forward.chain() if parsed.forward else ():
        assert forward.sent_at is None or forward.sent_at.tzinfo is not None
        texts += [forward.body, forward.comment, forward.subject]
    assert sum(map(len, texts)) < 40 * size + 1_000
    assert not any("\0" in text for text in texts)
    "".join(texts).encode()
    head, *contents = list(encode(WireAnswer(parsed)))[1:]
    answer, sizes = decode_head(head)
    remaining = iter(contents)
    assert (
        with_contents(answer, [next(remaining) if size else None if size is None else b"" for size in sizes]).mail
        == parsed
    )


@given(st.binary(max_size=400))
def test_any_bytes(raw: bytes) -> None:
    check(read_mail(raw), len(raw))


@given(wild_header, wild_text)
def test_any_fields_and_lines(header: str, text: str) -> None:
    raw = f"{header}\n{text}".encode("utf-8", "surrogatepass")
    check(read_mail(raw), len(raw))


@given(wild_header, wild_header, wild_text, wild_text)
def test_any_parts(header: str, inner: str, first: str, second: str) -> None:
    raw = f"Content-Type: multipart/mixed; boundary=b\n{header}\n--b\n{inner}\n{first}\n--b\n{inner}\n{second}\n--b--\n"
    check(read_mail(raw.encode("utf-8", "surrogatepass")), len(raw))


@given(wild_text, st.sampled_from(["Fwd: x", "Re: x", "x"]), st.booleans())
def test_no_line_is_lost_or_invented(text: str, subject: str, answers: bool) -> None:
    taken = take_apart(text, Situation(subject, answers=answers))
    if taken.forward is None:
        said = {word for line in text.split("\n") for word in line.replace(">", " ").split()}
        kept = {word for part in (taken.text, taken.history) for word in part.replace(">", " ").split()}
        assert kept <= said


@given(st.text(max_size=200))
def test_any_text_of_a_field(text: str) -> None:
    assert len(read_addresses(text)) <= MOST_ADDRESSES
    claimed(text)
    parameters(text)
    read_header_date(text)
    assert decode_words(text).encode().decode() == decode_words(text), "it can be stored"
    assert len(without_signature(text)) <= len(text)
    read_shown_date(text, language="de", otherwise=read_header_date("Wed, 18 Nov 2026 15:04 +0100").tzinfo)  # type: ignore[union-attr, arg-type]


@given(st.binary(max_size=200), st.sampled_from(["utf-7", "iso-2022-jp", "hz", "utf-16", "big5", "gb2312", "", "x"]))
def test_any_charset(data: bytes, charset: str) -> None:
    assert decode(data, charset).encode().decode() == decode(data, charset), "it can be stored"


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<b>", "<table>", "<td>", "<!--", "&#xD800;", "a", "<br", ">"])).map(
        "".join
    )
)
def test_any_html(source: str) -> None:
    assert len(html_text(source)) <= 10 * len(source) + 40


CORPUS = [each.text for each in forwards()][::9]


@given(st.sampled_from(CORPUS), st.integers(0, 400), st.integers(0, 400))
def test_forwards_with_a_piece_missing(text: str, begin: int, length: int) -> None:
    damaged = text[:begin] + text[begin + length :]
    check(read_mail(mail(damaged, subject="Fwd: x")), len(text) * 4)


LARGE = {name for name in hostile() if name.startswith(("10 MB", "300,000", "500,000", "a zip", "a line"))}
"""Left to the benchmark; the same kinds are below, growing."""


@pytest.mark.parametrize("name", sorted(hostile().keys() - LARGE))
@pytest.mark.timeout(120)  # the benchmark holds 5 seconds; a square takes hours
def test_hostile_mails_are_read(name: str) -> None:
    parsed = read_mail(hostile()[name]())
    assert len(parsed.text) <= 1_000_000


GROWING: dict[str, Callable[[int], object]] = {
    "newlines": lambda size: take_apart("\n" * size, Situation("Fwd: x")),
    "labels": lambda size: take_apart("From: x\n" * (size // 8), Situation("Fwd: x")),
    "colons": lambda size: take_apart("From: a: b: c: d: e\n" * (size // 20), Situation("Fwd: x")),
    "separators": lambda size: take_apart("-- Forwarded message --\n" * (size // 24), Situation("Fwd: x")),
    "sentences": lambda size: take_apart("On 18 Nov 2026 15:04 wrote:\n" * (size // 28), Situation("Fwd: x")),
    "quotes": lambda size: take_apart(">" * size + "\n", Situation("x")),
    "quoted lines": lambda size: take_apart("> > x\n" * (size // 6), Situation("x")),
    "blanks": lambda size: take_apart(" \t" * (size // 2), Situation("x")),
    "closings": lambda size: take_apart("Regards\n" * (size // 8), Situation("x")),
    "rules": lambda size: take_apart("________________\n" * (size // 17), Situation("x")),
    "nested": lambda size: take_apart(f"{CORPUS[1]}\n" * (size // 400), Situation("Fwd: x")),
    "tags": lambda size: html_text("<p><b>x</b>" * (size // 11)),
    "open tags": lambda size: html_text("<i>" * (size // 3)),
    "brackets": lambda size: html_text("<" * size),
    "entities": lambda size: html_text("&amp" * (size // 4)),
    "encoded words": lambda size: decode_words("=?utf-8?q?a?= " * (size // 14)),
    "half words": lambda size: decode_words("=?utf-8?q?" * (size // 10)),
    "parts": lambda size: read_mail(b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * (size // 7)),
    "delimiters": lambda size: read_mail(b"Content-Type: multipart/mixed; boundary=b\n\n" + b"\n--bx" * (size // 5)),
}


@pytest.mark.parametrize("name", GROWING)
@pytest.mark.timeout(60)  # a second; a square of its steps takes hours
def test_a_text_of_400_000_characters_is_taken_apart(name: str) -> None:
    GROWING[name](400_000)
