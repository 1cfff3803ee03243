"""Forwards as programs might print them that nobody knows: the labels and dates of those of `layouts`, drawn anew.

What varies: the order of the fields and which there are, marks and capitals of the labels, the line that parts the
mails, quotation, folded and broken lines, forms of names and dates, fields that mean nothing here, and plain text or
one of the ways in which programs lay this out in HTML.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from tests.unit.bots.email.parsing import layouts
from tests.unit.bots.email.parsing.layouts import BODY, CC, SECONDS, SENT, SUBJECT

FIELDS = ("from", "date", "to", "cc", "subject")


@dataclass(frozen=True, slots=True)
class Program:
    """How one program labels the fields in one language, prints the date and parts the mails ("" if it does not)."""

    name: str
    labels: Mapping[str, str]
    date: str
    separator: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One forward: its source is HTML where `html` says so. `named` if the sender's name stands in it."""

    name: str
    source: str
    html: bool
    named: bool
    lists_cc: bool
    comment: str


def programs() -> Iterator[Program]:
    """The programs of `layouts` whose tables name the labels."""
    orders = {
        "apple": (layouts.APPLE, "separator from subject date to cc printed"),
        "new-outlook": (layouts.NEW_OUTLOOK, "mark from date to cc subject printed"),
        "outlook": (layouts.OUTLOOK, "mark from date to cc subject printed"),
        "yahoo": (layouts.YAHOO, "separator from to cc date subject printed"),
        "hubspot": (layouts.HUBSPOT, "separator from date subject to cc printed"),
        "thunderbird": (layouts.THUNDERBIRD, "separator subject date from to cc"),
    }
    for name, (table, columns) in orders.items():
        for code, *row in layouts.rows(table):
            values = dict(zip(columns.split(), row, strict=True))
            labels = {field: values[field].strip() for field in FIELDS}
            printed = values.get("printed", "Wed, 18 Nov 2026 15:04:12 +0100")
            yield Program(f"{name}-{code}", labels, printed, values.get("separator", ""))


# What stands beside the fields that matter, in a program's own words.
_OTHERS = (
    "Importance: High",
    "Reply-To: Bo Example <bo@example.com>",
    "Attachments: numbers.xlsx, plan.pdf",
    "Wichtigkeit: Hoch",
    "Anlagen: zahlen.xlsx",
    "Pièces jointes : chiffres.xlsx",
    "Priorité : Haute",
    "Organization: Example Ltd",
    "Message-ID: <4711@mail.example.com>",
    "Importancia: Alta",
    "Allegati: numeri.xlsx",
    "Bijlagen: cijfers.xlsx",
    "Mailing list: none",
    "X-Mailer: Unknown 1.0",
    "Załączniki: liczby.xlsx",
)
_SENDERS = (
    ("Bo Example <bo@example.com>", True),
    ('"Bo Example" <bo@example.com>', True),
    ("'Bo Example' <bo@example.com>", True),
    ("Bo Example [mailto:bo@example.com]", True),
    ("Bo Example <mailto:bo@example.com>", True),
    ("Bo Example (bo@example.com)", True),
    ("bo@example.com (Bo Example)", True),
    ("bo@example.com <bo@example.com>", False),
    ("bo@example.com", False),
    ("<bo@example.com>", False),
    ("Bo Example<bo@example.com>", True),
    ("Bo Example <bo@example.com<mailto:bo@example.com>>", True),
    ("Bo Example &lt;bo@example.com&gt;", True),
)
_RECIPIENTS = (
    "ana@example.com",
    "Ana <ana@example.com>",
    '"Ana Gruber" <ana@example.com>',
    "Gruber, Ana <ana@example.com>",
    "<ana@example.com>",
    "ana@example.com <ana@example.com>",
)
_COPIES = (
    "Cy Sample <cy@example.org>, Di <di@example.net>",
    "Cy Sample <cy@example.org>; Di <di@example.net>",
    '"Sample, Cy" <cy@example.org>, di@example.net',
    "cy@example.org, di@example.net",
)
_DATES = (
    "Wed, 18 Nov 2026 15:04:12 +0100",
    "2026-11-18 15:04",
    "2026-11-18T15:04:12+01:00",
    "18.11.2026 15:04",
    "18.11.2026, 15:04:12",
    "18/11/2026 15:04",
    "18 Nov 2026 15:04",
    "11/18/2026 3:04 PM",
    "2026/11/18 15:04:12",
    "Wed Nov 18 15:04:12 2026",
    "Wednesday, November 18, 2026 at 3:04:12 PM Central European Standard Time",
)
_PARTINGS = (
    "-----Original Message-----",
    "---------- Forwarded message ---------",
    "________________________________",
    "-------------------------------------------------",
    "========== Forwarded Message ==========",
    ">>> Forwarded message <<<",
    "* * *",
    "----- Weitergeleitete Nachricht -----",
    "-------- Message transféré --------",
)
_FRAMES = ("", "", "", "", "", "", "- ", "| ", "    ")
_COMMENT = "Please have a look at this."


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The rows of a header block, and how they are printed."""

    rows: Sequence[tuple[str, str]]
    colon: str
    separator: str


def variant(draw: random.Random, known: Sequence[Program], name: str) -> Variant:
    """One forward, drawn."""
    program = draw.choice(known)
    sender, named = draw.choice(_SENDERS)
    html = draw.random() < 0.4
    sender = sender.replace("&lt;", "<").replace("&gt;", ">")
    values = {
        "from": sender,
        "date": draw.choice((program.date, program.date, draw.choice(_DATES))),
        "to": draw.choice(_RECIPIENTS),
        "subject": SUBJECT,
        "cc": draw.choice(_COPIES),
    }
    fields = list(FIELDS)
    if draw.random() < 0.5:
        fields.remove("cc")
    if draw.random() < 0.7:
        draw.shuffle(fields)
    rows = [(_cased(draw, program.labels[field]), values[field]) for field in fields]
    for other in draw.sample(_OTHERS, draw.choice((0, 0, 0, 1, 2))):
        label, _, value = other.partition(":")
        rows.insert(draw.randrange(1, len(rows) + 1), (label.strip(), value.strip()))
    separator = draw.choice((program.separator, program.separator, "", draw.choice(_PARTINGS)))
    drawn = _Drawn(rows, draw.choice((": ", ": ", ": ", ":", " : ", ":\t", "：")), separator)
    comment = draw.choice(("", _COMMENT))
    source = draw.choice(_HTML)(drawn, comment) if html else _text(draw, drawn, comment)
    return Variant(f"{name} {program.name}", source, html, named, "cc" in fields, comment)


def _cased(draw: random.Random, label: str) -> str:
    return draw.choice((label, label, label, label.upper(), label.lower()))


def _text(draw: random.Random, drawn: _Drawn, comment: str) -> str:
    frame = draw.choice(_FRAMES)
    rows = [f"{frame}{_row(draw, label, drawn.colon, value)}" for label, value in drawn.rows]
    if draw.random() < 0.1:  # each value on the line below its label, as tables become
        rows = [f"{label}:\n{value}" for label, value in drawn.rows]
    blank = [""] * draw.choice((1, 1, 1, 2, 3))
    between = [""] * draw.choice((0, 1, 1, 2))
    head = [drawn.separator, *between] if drawn.separator else []
    text = "\n".join([*rows, *blank, BODY])
    quote = draw.choice(("", "", "", "> ", ">", ">> ", "> > "))
    text = "\n".join(f"{quote}{line}".rstrip() for line in text.split("\n")) if quote else text
    return "\n".join([*([comment, ""] if comment else []), *head, text])


def _row(draw: random.Random, label: str, colon: str, value: str) -> str:
    bold = draw.choice(("", "", "", "", "*", "**"))
    printed = f"{bold}{label}{colon.strip()}{bold} {value}" if bold else f"{label}{colon}{value}"
    if draw.random() < 0.1 and " " in value and not bold:
        first, _, rest = value.partition(" ")  # folded, as RFC 5322 has it
        printed = f"{label}{colon}{first}\n    {rest}"
    return printed


def _lines(drawn: _Drawn, mark: str = "b") -> list[str]:
    return [f"<{mark}>{escape(label)}{escape(drawn.colon)}</{mark}>{escape(value)}" for label, value in drawn.rows]


def _paragraphs() -> str:
    return "".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in BODY.split("\n"))


def _divs() -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in BODY.split("\n"))


def _said(comment: str) -> str:
    return f"<div>{escape(comment)}</div><br>" if comment else ""


def _broken(drawn: _Drawn, comment: str) -> str:
    """Lines broken by `<br>`, as webmail has it."""
    separator = f"{escape(drawn.separator)}<br>" if drawn.separator else ""
    head = "<br>".join(_lines(drawn, "strong"))
    return f"{_said(comment)}<div class=quote>{separator}{head}<br><br>{_divs()}</div>"


def _ruled(drawn: _Drawn, comment: str) -> str:
    """A border above the fields, as Outlook has it."""
    head = "<br>".join(_lines(drawn))
    style = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
    return f"{_said(comment)}<div><div style='{style}'><p class=MsoNormal>{head}</p></div></div>{_paragraphs()}"


def _table(drawn: _Drawn, comment: str) -> str:
    """A row of a table for each field, as Thunderbird has it."""
    rows = "".join(
        f'<tr><th nowrap align="RIGHT">{escape(label)}{escape(drawn.colon)}</th><td>{escape(value)}</td></tr>'
        for label, value in drawn.rows
    )
    separator = f"{escape(drawn.separator)}<br>" if drawn.separator else ""
    return f"{_said(comment)}<div class=forward>{separator}<table><tbody>{rows}</tbody></table><br>{_divs()}</div>"


def _blocks(drawn: _Drawn, comment: str) -> str:
    """A block of its own for each field inside a quotation, as Apple Mail has it."""
    head = "".join(f"<div><span>{line}<br></span></div>" for line in _lines(drawn))
    separator = f"<div>{escape(drawn.separator)}</div><br>" if drawn.separator else ""
    return f'{_said(comment)}<blockquote type="cite">{separator}{head}<br><div>{_divs()}</div></blockquote>'


_HTML: Sequence[Callable[[_Drawn, str], str]] = (_broken, _ruled, _table, _blocks)


def is_near(moment: datetime | None) -> bool:
    """Whether a moment is that of the mail, to the minute, on the clock of whoever passed it on."""
    return moment is not None and moment.astimezone(SENT.tzinfo).replace(second=0) == SENT == SECONDS.replace(second=0)


def copies() -> set[str]:
    """The addresses of the copies."""
    return {email for _, email in CC}
