"""The content lines of an iCalendar file (RFC 5545, section 3.1): bounded, before a parser sees them.

Errors, one tree:

    IcsError (a CalendarError)
    ├── IcsBroken      no iCalendar file
    └── IcsTooLarge    more bytes, events or nesting than are read
"""

import re
from binascii import a2b_qp
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from threadline.calendar.ics_zone_names import guessed_zone, named_zone
from threadline.calendar.ics_zones import DefinedZone, defined_zone
from threadline.calendar.port import CalendarError
from threadline.texts.messages import _

MAX_BYTES = 5_000_000
MAX_EVENTS = 10_000
MAX_DEPTH = 8

TZID = "X-TZID"
"""The name that a line's TZID has here, so that no parser looks the zone up by rules of its own."""

EXACT = "X-EXACT"
"""Set on a DURATION of hours and less (PT24H): a parser makes no difference to days (P1D), which the clocks stretch."""

UNREADABLE = "X-UNREADABLE"
"""The name that a line has here that says when the event is, and is not written as a line is."""

_ZONED = re.compile(r"^((?:DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID)\b[^:]*);TZID=", re.IGNORECASE)
_FOLD, _FOLD_BYTES = re.compile(r"\r*\n[ \t]"), re.compile(rb"\r*\n[ \t]")
_LENGTH = re.compile(r"^(DURATION)((?:;[^:]*)?:[+-]?PT)", re.IGNORECASE)
_LINE = re.compile(r'[\w-]+(?:;[\w-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*:')
_TIMED = re.compile(r"(DTSTART|DTEND|DURATION|RRULE|RDATE|EXRULE|EXDATE|RECURRENCE-ID)\b", re.IGNORECASE)
_BARE_ZONE = re.compile(r'^([\w-]+;X-TZID=)([^"]{1,200})(:\d{8}T\d{6}Z?)$')
"""A zone's name that has to stand in quotes, and does not: `TZID=(UTC+01:00) Rome, Vienna:20270111T090000`."""
_ENDLESS = re.compile(r";COUNT=\d{10,}\b|(?<=^RRULE:)COUNT=\d{10,};", re.IGNORECASE)
"""A count that is no number to a parser (section 3.3.8), and no end to anybody."""
_ALARM = re.compile(r"(?:ACTION:[\w-]+|TRIGGER(?:;[\w=-]+)*:[+-]?P[\dWDTHMS]+)", re.IGNORECASE)
_KEPT = frozenset({"VCALENDAR", "VEVENT", "VALARM"})
_OF_CALENDARS = frozenset({"VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"})
_PERSON = re.compile(r"(ORGANIZER|ATTENDEE)\b.*?(?:mailto:([^\s:;\",]+))?$", re.IGNORECASE)
_PRINTABLE = re.compile(r";(?:ENCODING=)?QUOTED-PRINTABLE(?=[;:])", re.IGNORECASE)
_CHARSET = re.compile(r";CHARSET=\"?([\w.:-]+)\"?", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0085\u2028\u2029]")
_ESCAPED = re.compile(r"\\([\\,;])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\x00-\x1f\x7f]+@[^\s@<>\"(),:;\\\x00-\x1f\x7f]+")


class IcsError(CalendarError):
    """Something in an iCalendar file that cannot be read."""


class IcsBroken(IcsError):
    """No iCalendar file."""


class IcsTooLarge(IcsError):
    """More bytes, events or nesting than are read."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A file's lines: unfolded, without VTIMEZONEs, their TZID renamed.

    `places` are the IANA zones that the VTIMEZONEs claim to be, by TZID, and `definitions` their lines.
    """

    text: str
    places: Mapping[str, str]
    definitions: Mapping[str, str]

    @classmethod
    def of(cls, data: bytes | str) -> "Lines":
        """Bound and unfold a file. Bytes that are not UTF-8 are replaced. Raises `IcsTooLarge`."""
        return cls._of(_lines(data))

    @classmethod
    def each_of(cls, data: bytes | str) -> "list[Lines]":
        """Those of each calendar of a file, which says its zones for itself. Raises `IcsTooLarge`."""
        parts: list[list[str]] = [[]]
        for line in _lines(data):
            if line.strip().upper() == "BEGIN:VCALENDAR" and any(each.strip() for each in parts[-1]):
                parts.append([])
            parts[-1].append(line)
        return [cls._of(part) for part in parts]

    @classmethod
    def _of(cls, lines: list[str]) -> "Lines":
        places: dict[str, str] = {}
        definitions: dict[str, str] = {}
        kept = (_sound(line) for line in _of_events(_without_zones(lines, places, definitions)))
        # The last line ends as well: what is a single line icalendar takes for the path of a file, and reads that.
        return cls("\r\n".join((*filter(None, kept), "")), places, definitions)

    def zone(self, name: str) -> str | None:
        """The IANA zone that a TZID names; None if nobody knows."""
        name = name.strip().strip('"')
        return named_zone(name) or named_zone(self.places.get(name, ""))

    def clock(self, name: str, home: str) -> str | DefinedZone | None:
        """The zone of a TZID: by its name, so that no file can redefine one, else as the file defines it.

        `home` is the reader's own zone (IANA), which a definition most likely is. What has none may be a program's name
        for people.
        """
        known = self.zone(name)
        if known is not None:
            return known
        definition = self.definitions.get(name.strip().strip('"'))
        return guessed_zone(name) if definition is None else defined_zone(definition, home)


def _lines(data: bytes | str) -> list[str]:
    """A file's lines, unfolded. A fold may stand within a letter (section 3.1), so bytes are unfolded as such."""
    if len(data) > MAX_BYTES:
        raise IcsTooLarge(_("Calendar files are read up to {megabytes} MB.", megabytes=MAX_BYTES // 1_000_000))
    if isinstance(data, str):
        text = _FOLD.sub("", data.lstrip("\ufeff"))
    elif data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        text = _FOLD.sub("", data.decode("utf-16", errors="replace"))
    else:
        text = _FOLD_BYTES.sub(b"", data).decode("utf-8-sig", errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if "QUOTED-PRINTABLE" in text.upper():
        lines = list(_plain(lines))
    _check_bounds(lines)
    return lines


def _of_events(lines: Iterable[str]) -> Iterator[str]:
    """The lines that say something of events. One that a parser stumbles over elsewhere would hide them all."""
    within: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        match name.upper(), value.strip().upper():
            case "BEGIN", component:
                within.append(component)
                if _KEPT.issuperset(within):
                    yield line
            case "END", component if within and within[-1] == component:
                if _KEPT.issuperset(within):
                    yield line
                within.pop()
            case "END", _:
                yield line
            case said, _ if _is_kept(within, said, line):
                yield line


def _is_kept(within: list[str], name: str, line: str) -> bool:
    if not _KEPT.issuperset(within):
        return False
    innermost = within[-1] if within else ""
    if innermost == "VALARM":
        return _ALARM.fullmatch(line) is not None
    return innermost == "VEVENT" or name.partition(";")[0] in _OF_CALENDARS


def _sound(line: str) -> str:
    """A line as a parser takes it; "" for one that is none and says nothing of when the event is, nor who is in it."""
    line = _ENDLESS.sub("", _BARE_ZONE.sub(r'\1"\2"\3', line))
    if _LINE.match(line):
        return _LENGTH.sub(rf"\1;{EXACT}=1\2", line)
    if timed := _TIMED.match(line):
        return f"{UNREADABLE}:{timed[1].upper()}"
    person = _PERSON.match(line)
    return f"{person[1].upper()}:mailto:{person[2] or 'unknown'}" if person else ""


def clean_text(text: str) -> str:
    """What a TEXT value may hold (section 3.3.11): no controls but line breaks and tabs."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def is_address(text: str | None) -> bool:
    """Whether this is a mail address that can stand in a CAL-ADDRESS as it is."""
    return text is not None and _ADDRESS.fullmatch(text) is not None


def _plain(lines: list[str]) -> Iterator[str]:
    """The lines of a file of the years before RFC 2445 (vCalendar 1.0), whose texts may be quoted-printable."""
    rest = iter(lines)
    for line in rest:
        head, mark, value = line.partition(":")
        if not mark or not _PRINTABLE.search(f"{head}:"):
            yield line
            continue
        while value.endswith("="):
            value = value[:-1] + next(rest, "")
        said = a2b_qp(value.encode("utf-8", "replace"))
        charset = _CHARSET.search(head)
        try:
            text = said.decode(charset[1] if charset else "utf-8")
        except (LookupError, UnicodeDecodeError):
            text = said.decode("latin-1")
        plain = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
        name = _CHARSET.sub("", _PRINTABLE.sub("", f"{head}:"))
        yield name + "\\n".join(plain.splitlines())


def _check_bounds(lines: list[str]) -> None:
    depth = events = 0
    for line in lines:
        head = line[:16].strip().upper()
        depth += head.startswith("BEGIN:") - head.startswith("END:")
        events += head == "BEGIN:VEVENT"
        if depth > MAX_DEPTH or events > MAX_EVENTS:
            raise IcsTooLarge(
                _(
                    "Calendar files are read up to {max_events} events, nested {max_depth} deep.",
                    max_events=MAX_EVENTS,
                    max_depth=MAX_DEPTH,
                )
            )


def _without_zones(lines: list[str], places: dict[str, str], definitions: dict[str, str]) -> Iterator[str]:
    zone: list[str] | None = None
    tzid = ""
    for line in lines:
        name, _, value = line.partition(":")
        match name.upper(), value.strip():
            case "BEGIN", "VTIMEZONE":
                zone, tzid = [line], ""
            case "END", "VTIMEZONE" if zone is not None:
                definitions[tzid] = "\r\n".join((*zone, line, ""))
                zone = None
            case "TZID", value if zone is not None:
                tzid = _ESCAPED.sub(r"\1", value.strip('"'))
                zone.append(line)
            case "X-LIC-LOCATION", value if zone is not None:
                places[tzid] = value
            case _ if zone is not None:
                zone.append(line)
            case _:
                yield _ZONED.sub(rf"\1;{TZID}=", line)
