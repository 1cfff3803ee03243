"""The content lines of an iCalendar file (RFC 5545, section 3.1): bounded, before a parser sees them.

Errors, one tree:

    IcsError (a CalendarError)
    ├── IcsBroken      no iCalendar file
    └── IcsTooLarge    more bytes, events or nesting than are read
"""

import re
from binascii import a2b_qp
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from threadline.calendar.ics_zones import DefinedZone, defined_zone
from threadline.calendar.port import CalendarError
from threadline.zones import known_zones

MAX_BYTES = 5_000_000
MAX_EVENTS = 10_000
MAX_DEPTH = 8

TZID = "X-TZID"
"""The name that a line's TZID has here, so that no parser looks the zone up by rules of its own."""

_ZONED = re.compile(r"^((?:DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID)\b[^:]*);TZID=", re.IGNORECASE)
_FOLD = re.compile(r"\n[ \t]")
_OFFSET = re.compile(r"(?:UTC|GMT)([+-])(\d{1,2})(?::?00)?")
_PRINTABLE = re.compile(r";(?:ENCODING=)?QUOTED-PRINTABLE(?=[;:])", re.IGNORECASE)
_CHARSET = re.compile(r";CHARSET=\"?([\w.:-]+)\"?", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0085\u2028\u2029]")
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
        if len(data) > MAX_BYTES:
            raise IcsTooLarge(f"Calendar files are read up to {MAX_BYTES // 1_000_000} MB.")
        text = data.decode("utf-8-sig", errors="replace") if isinstance(data, bytes) else data.lstrip("\ufeff")
        lines = _FOLD.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
        if "QUOTED-PRINTABLE" in text.upper():
            lines = list(_plain(lines))
        _check_bounds(lines)
        places: dict[str, str] = {}
        definitions: dict[str, str] = {}
        return cls("\r\n".join(_without_zones(lines, places, definitions)), places, definitions)

    def zone(self, name: str) -> str | None:
        """The IANA zone that a TZID names; None if nobody knows."""
        known = known_zones()
        name = name.strip().strip('"')
        parts = name.split("/")
        # Some programs put a prefix before the name (/example.org/20260101/Europe/Vienna), some shorten Windows' names.
        windows = WINDOWS_TO_OLSON.get(name) or WINDOWS_TO_OLSON.get(f"{name} Standard Time")
        offset = _OFFSET.fullmatch(name)
        # The signs of these zones are those of POSIX: west of Greenwich is plus.
        fixed = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}" if offset else None
        guesses = (name, fixed, windows, self.places.get(name), "/".join(parts[-3:]), "/".join(parts[-2:]))
        return next((guess for guess in guesses if guess in known), None)

    def clock(self, name: str, home: str) -> str | DefinedZone | None:
        """The zone of a TZID: by its name, so that no file can redefine one, else as the file defines it.

        `home` is the reader's own zone (IANA), which a definition most likely is.
        """
        known = self.zone(name)
        definition = self.definitions.get(name.strip().strip('"'))
        return known if known is not None or definition is None else defined_zone(definition, home)


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
            raise IcsTooLarge(f"Calendar files are read up to {MAX_EVENTS} events, nested {MAX_DEPTH} deep.")


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
                tzid = value.strip('"')
                zone.append(line)
            case "X-LIC-LOCATION", value if zone is not None:
                places[tzid] = value
            case _ if zone is not None:
                zone.append(line)
            case _:
                yield _ZONED.sub(rf"\1;{TZID}=", line)
