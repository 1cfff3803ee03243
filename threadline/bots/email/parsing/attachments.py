"""The files of a mail: texts are read here, other kinds are handed on as bytes for the reader of documents."""

import re
from collections.abc import Iterable, Iterator

from threadline.bots.email.mail.parsed_mail import CalendarPart, MailAttachment
from threadline.bots.email.parsing.archives import is_zip, members
from threadline.bots.email.parsing.charsets import decode
from threadline.bots.email.parsing.html import html_text
from threadline.bots.email.parsing.mime import Part
from threadline.texts.messages import N_

MOST_ATTACHMENTS = 60
MOST_BYTES = 30_000_000
LONGEST_TEXT = 300_000
_SMALL_PICTURE = 8_000
_CALENDARS = {"text/calendar", "application/ics", "text/x-vcalendar"}
_TEXTS = {"text/plain", "text/csv", "text/tab-separated-values", "text/markdown", "application/json", "application/xml"}
_BY_SUFFIX = {
    ".txt": "text/plain",
    ".log": "text/plain",
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".xml": "application/xml",
    ".htm": "text/html",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".eml": "message/rfc822",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xls": "application/vnd.ms-excel",
}
_METHOD = re.compile(r"^METHOD[^:\n]{0,40}:[ \t]*([A-Za-z-]{1,20})", re.MULTILINE | re.IGNORECASE)
_UNKNOWN = {"application/octet-stream", "application/binary", ""}
_LEFT_OUT = N_("Some of its attachments are beyond the limits and were not read.")
_BEGINNING = N_("It is very long, so only the beginning was read.")


def is_calendar(part: Part) -> bool:
    """Whether a part is a calendar object."""
    return part.media_type in _CALENDARS or part.name.lower().endswith(".ics")


def is_ornament(part: Part) -> bool:
    """Whether a part is a small picture of the layout: a logo, an icon, a pixel."""
    inline = part.disposition != "attachment" and bool(part.header.first("content-id"))
    return part.media_type.startswith("image/") and inline and part.end - part.start < _SMALL_PICTURE


def read_calendars(parts: Iterable[Part]) -> tuple[CalendarPart, ...]:
    """The calendar objects, each once: programs send the same one in the alternative and as a file."""
    found: dict[str, CalendarPart] = {}
    for part in parts:
        text = part.text()[:LONGEST_TEXT]
        if "BEGIN:VCALENDAR" not in text.upper():
            continue
        in_text = _METHOD.search(text)
        method = part.parameters.get("method") or (in_text[1] if in_text else "")
        found.setdefault(text.strip(), CalendarPart(method.upper()[:20], text))
    return tuple(found.values())


def read_files(parts: Iterable[Part]) -> tuple[tuple[MailAttachment, ...], tuple[str, ...]]:
    """The files within the limits, and sentences on those beyond them."""
    found: list[MailAttachment] = []
    total = 0
    left_out = 0
    for part in parts:
        for file in _files(part):
            size = len(file.content or b"") + len(file.text)
            if len(found) == MOST_ATTACHMENTS or total + size > MOST_BYTES:
                left_out += 1
                continue
            total += size
            found.append(file)
    notes = (_LEFT_OUT,) if left_out else ()
    return tuple(found), notes


def _files(part: Part) -> Iterator[MailAttachment]:
    name = part.name or _default_name(part)
    media_type = media_type_of(part)
    content = part.content()
    if is_zip(name, media_type):
        yield from map(_read, members(name, content))
    else:
        yield _read(MailAttachment(name, media_type, "", "", content), part.parameters.get("charset", ""))


def _read(file: MailAttachment, charset: str = "") -> MailAttachment:
    """The file, its text read where that needs no library."""
    if file.content is None:
        return file
    media_type = _by_name(file.name, file.media_type)
    if media_type == "text/html":
        text = html_text(decode(file.content, charset))
    elif media_type in _TEXTS or (media_type.startswith("text/") and media_type not in _CALENDARS):
        text = decode(file.content, charset).replace("\r\n", "\n").replace("\r", "\n")
    else:
        return MailAttachment(file.name, media_type, "", file.note, file.content)
    note = _BEGINNING if len(text) > LONGEST_TEXT else ""
    return MailAttachment(file.name, media_type, text[:LONGEST_TEXT], f"{file.note} {note}".strip())


def media_type_of(part: Part) -> str:
    """What a file is: what the mail says, or by its name where it says nothing."""
    return _by_name(part.name, part.media_type)


def _by_name(name: str, said: str) -> str:
    suffix = f".{name.lower().rpartition('.')[2]}" if "." in name else ""
    return _BY_SUFFIX.get(suffix, said) if said in _UNKNOWN else said


def _default_name(part: Part) -> str:
    kind = part.media_type.partition("/")[2].rpartition("-")[2].rpartition(".")[2]
    return f"attachment.{kind}" if kind.isalnum() else "attachment"
