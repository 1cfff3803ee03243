"""A mail from its bytes: `read_mail`. It runs in a worker (see `pool`), never in the service itself."""

from collections.abc import Iterator
from dataclasses import replace

from threadline.bots.email.mail.parsed_mail import Address, Forward, ParsedMail
from threadline.bots.email.parsing import language
from threadline.bots.email.parsing.addresses import claimed, read_addresses
from threadline.bots.email.parsing.attachments import read_calendars, read_files
from threadline.bots.email.parsing.bodies import Body, body_of
from threadline.bots.email.parsing.containers import notes_of, whole_body
from threadline.bots.email.parsing.dates import read_header_date
from threadline.bots.email.parsing.headers import Header, decode_words
from threadline.bots.email.parsing.html import LONGEST_SOURCE
from threadline.bots.email.parsing.mime import Part, Tree
from threadline.bots.email.parsing.plain import LONGEST_TEXT
from threadline.bots.email.parsing.protection import text_notes
from threadline.bots.email.parsing.quotes_and_forwards import Situation, Taken, take_apart
from threadline.bots.email.parsing.signature_blocks import without_own_name
from threadline.bots.email.parsing.vocabulary import SubjectMark, labels, separators, subject_mark
from threadline.texts.messages import N_

_LONGEST_SUBJECT = 1_000
_LONGEST_VALUE = 8_000
_MOST_REFERENCES = 100
_MOST_MAILS = 10
_NO_FORWARDS = ("multipart/report", "multipart/digest")
"""Mails whose attached mails are not what somebody forwards: bounces and collections."""

_CUT = N_("This mail has too many parts; some were left out.")
_LONG = N_("This mail is very long, so only the beginning was read.")


def prepare() -> None:
    """Load what reading takes, so that no mail waits for it."""
    language.guess("the")
    labels()
    separators()


def read_mail(raw: bytes) -> ParsedMail:
    """Take a mail apart (RFC 5322 bytes). Any bytes are a mail, if a poor one."""
    tree = Tree(raw)
    root = tree.root()
    header = root.header
    body = whole_body(root)
    subject = _subject(header)
    in_reply_to, references = _ids(header, "in-reply-to"), _ids(header, "references")
    sent_at = read_header_date(header.first("date"))
    situation = Situation(subject, answers=bool(in_reply_to), sent_at=sent_at)
    taken = _taken(body, situation)
    attached = _attached_mails(body, taken, situation)
    handed_on = taken.forward is None and root.media_type not in _NO_FORWARDS
    inner = attached[0][1] if attached and handed_on else None
    others = () if handed_on else tuple(mail.as_file(part.name) for part, mail, _ in attached)
    everything = sum((mail_body for _, _, mail_body in attached), body)
    files, file_notes = read_files(everything.files)
    senders = _senders(header)
    return ParsedMail(
        message_id=next(iter(_ids(header, "message-id")), ""),
        in_reply_to=in_reply_to,
        references=references,
        sender=senders[0] if senders else None,
        senders=senders,
        to=_addresses(header, "to"),
        cc=_addresses(header, "cc"),
        reply_to=_addresses(header, "reply-to"),
        subject=subject,
        sent_at=sent_at,
        headers=_grouped(header),
        text=without_own_name(taken.text, senders[0].name if senders else ""),
        forward=inner or taken.forward,
        attachments=(*others, *files),
        calendars=read_calendars(everything.calendars),
        notes=tuple(dict.fromkeys((*_notes(root, tree, body), *file_notes))),
        language=_language(taken, inner or taken.forward),
        history=taken.history,
        quoted=taken.quoted,
        media_type=root.media_type,
        attached=tuple(mail for _, mail, _ in attached) if handed_on and len(attached) > 1 else (),
    )


def _taken(body: Body, situation: Situation) -> Taken:
    """The text taken apart; the HTML version is asked where the plain one hides the forward that the subject names."""
    taken = take_apart(body.text(), situation)
    said, _ = subject_mark(situation.subject)
    if taken.forward is None and said is SubjectMark.FORWARD and body.has_html:
        other = take_apart(body.html_text(), situation)
        return other if other.forward is not None else taken
    return taken


def _attached_mails(body: Body, taken: Taken, situation: Situation) -> list[tuple[Part, Forward, Body]]:
    """The mails that came as files, each with its part and what hangs on it."""
    found = []
    for part in body.mails[:_MOST_MAILS]:
        assert part.embedded is not None  # noqa: S101 - that is what makes it one of these
        found.append((part, *_as_forward(part.embedded, taken.text, situation)))
    return found


def _as_forward(part: Part, comment: str, around: Situation, depth: int = 0) -> tuple[Forward, Body]:
    """A mail that is attached whole: its fields are those of its own header, its text is kept with its history."""
    header = part.header
    body = whole_body(part)
    sent_at = read_header_date(header.first("date"))
    subject = _subject(header)
    situation = Situation(subject, answers=bool(header.first("in-reply-to")), sent_at=sent_at or around.sent_at)
    text = body.text()
    taken = take_apart(text, situation)
    nested = taken.forward
    if nested is None and body.mails and depth < _MOST_MAILS:
        embedded = body.mails[0].embedded
        assert embedded is not None  # noqa: S101
        nested, inner_body = _as_forward(embedded, text, situation, depth + 1)
        body = replace(body, files=body.files + inner_body.files, calendars=body.calendars + inner_body.calendars)
    forward = Forward(
        comment=comment,
        sender=next(iter(_senders(header)), None),
        to=_addresses(header, "to"),
        cc=_addresses(header, "cc"),
        subject=subject,
        sent_at=sent_at,
        body=taken.text if taken.forward else text.strip("\n"),
        nested=nested,
        zone_given=sent_at is not None,
    )
    return forward, body


def _notes(root: Part, tree: Tree, body: Body) -> Iterator[str]:
    embedded = [part.embedded for part in body.mails if part.embedded is not None]
    for whole in (root, *embedded):
        for part in whole.walk():
            yield from notes_of(part)
    pieces = body.pieces + sum((body_of(each).pieces for each in embedded), ())
    for plain, html in pieces:
        if plain is not None:
            yield from text_notes(plain.text()[:LONGEST_TEXT])
        if _is_long(html, LONGEST_SOURCE) or _is_long(plain, LONGEST_TEXT):
            yield _LONG
    if tree.cut or len(body.mails) > _MOST_MAILS:
        yield _CUT


def _is_long(part: Part | None, most: int) -> bool:
    return part is not None and part.end - part.start > most and len(part.text()) > most


def _subject(header: Header) -> str:
    return " ".join(decode_words(header.first("subject")).split())[:_LONGEST_SUBJECT]


def _senders(header: Header) -> tuple[Address, ...]:
    return tuple(dict.fromkeys(address for value in header.all("from") for address in claimed(value)))


def _addresses(header: Header, name: str) -> tuple[Address, ...]:
    return read_addresses(", ".join(header.all(name)))


def _ids(header: Header, name: str) -> tuple[str, ...]:
    """Message ids without their brackets; programs that leave the brackets out are understood."""
    value = " ".join(header.all(name)).replace("<", " ").replace(">", " ").replace(",", " ")
    found = [word for word in value.split() if "@" in word] or (value.split() if name == "message-id" else [])
    return tuple(found[-_MOST_REFERENCES:])


def _grouped(header: Header) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for name, value in header.fields:
        grouped.setdefault(name, []).append(value[:_LONGEST_VALUE])
    return {name: tuple(values) for name, values in grouped.items()}


def _language(taken: Taken, forward: Forward | None) -> str | None:
    """The language of what was forwarded, else of what was written."""
    whole = forward.body if forward and forward.body.strip() else taken.text or taken.history
    return language.guess(whole)
