"""The header of a mail or of one of its parts (RFC 5322, 2045, 2047, 2231), read within limits and in linear time.

The standard library's parser takes half a minute for a `To` of a megabyte; here what is beyond the limits is left out.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from threadline.bots.email.parsing.charsets import decode, usable

MOST_FIELDS = 500
LONGEST_FIELD = 32_000
LONGEST_HEADER = 500_000
_MOST_PARAMETERS = 40
_LONGEST_PARAMETER, _LONGEST_PARAMETERS = 2_000, 8_000

_NAME = re.compile(rb"[!-9;-~\x80-\xff]{1,200}")
_FOLD = re.compile(r"\r?\n[ \t]*|\r")
_ENCODED = re.compile(r"=\?([\w.:+-]{1,60})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = re.compile(r';?\s{0,20}([^\s=;"]{1,200})\s{0,20}=\s{0,20}("(?:[^"\\]|\\.){0,2000}"?|[^;]*)', re.DOTALL)
_SECTION = re.compile(r"([^*]{1,100})(?:\*(\d{1,3}))?(\*)?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Header:
    """The fields of a header in their order: names in lower case, values unfolded and undecoded."""

    fields: tuple[tuple[str, str], ...]

    def all(self, name: str) -> Iterator[str]:
        """Every value of a field, the topmost first."""
        return (value for field, value in self.fields if field == name)

    def first(self, name: str) -> str:
        """The topmost value, "" if there is none."""
        return next(self.all(name), "")

    def text(self, name: str) -> str:
        """The topmost value as text, its encoded words decoded."""
        return decode_words(self.first(name)).strip()


def read_header(mail: bytes, start: int, end: int) -> tuple[Header, int]:
    """The header that begins at `start` (line ends are LF), and where the body begins."""
    if mail.startswith(b"\n", start):
        return Header(()), start + 1
    blank = mail.find(b"\n\n", start, end)
    stop, body = (end, end) if blank < 0 else (blank, blank + 2)
    fields: list[tuple[str, str]] = []
    lines = mail[start : min(stop, start + LONGEST_HEADER)].split(b"\n")
    current: list[bytes] = []
    at = start
    for line in lines:
        if line[:1] in (b" ", b"\t"):
            current.append(line)
        elif _is_field(line):
            _add(fields, current)
            current = [line]
        elif at > start and not line.startswith((b">From ", b"From ")):
            body = at  # the blank line is missing: what is no field is the text
            break
        at += len(line) + 1
    _add(fields, current)
    return Header(tuple(fields)), min(body, end)


def _is_field(line: bytes) -> bool:
    name, colon, _ = line.partition(b":")
    return bool(colon) and _NAME.fullmatch(name.rstrip()) is not None


def _add(fields: list[tuple[str, str]], lines: list[bytes]) -> None:
    if not lines or len(fields) >= MOST_FIELDS:
        return
    raw = b"\n".join(lines)
    name, _, value = raw[:LONGEST_FIELD].partition(b":")
    fields.append((name.decode("ascii", "replace").strip().lower(), unfold(decode(value))))


def unfold(value: str) -> str:
    """A value on one line."""
    return _FOLD.sub(" ", value).strip()


def decode_words(value: str) -> str:
    """The text of a value with encoded words (RFC 2047); neighbours of one charset are joined before decoding."""
    if "=?" not in value:
        return value
    pieces: list[str] = []
    open_charset, open_bytes, at = "", b"", 0
    for match in _ENCODED.finditer(value):
        between = value[at : match.start()]
        charset, data = match[1].lower(), _word_bytes(match[2], match[3])
        if open_bytes and (between.strip() or charset != open_charset):
            pieces.append(decode(open_bytes, open_charset))
            open_bytes = b""
        if between.strip() or not at:
            pieces.append(between)
        open_charset, open_bytes, at = charset, open_bytes + data, match.end()
    if open_bytes:
        pieces.append(decode(open_bytes, open_charset))
    return usable("".join([*pieces, value[at:]])).replace("\n", " ").replace("\r", " ")


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw.replace(b" ", b"_"), header=True)
    return decode_base64(raw)


_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
)


def decode_base64(data: bytes) -> bytes:
    """The bytes of base64 text, whatever stands between its letters and however it ends."""
    letters = data.translate(None, delete=_NOT_BASE64)
    surplus = len(letters) % 4
    if surplus == 1:
        letters = letters[:-1]
    elif surplus:
        letters += b"=" * (4 - surplus)
    return binascii.a2b_base64(letters)


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """The token that begins a structured value (`text/plain`), and its parameters (RFC 2045, RFC 2231), decoded."""
    token, _, rest = value.partition(";")
    found: dict[str, dict[int, tuple[str, bool]]] = {}
    for count, match in enumerate(_PARAMETER.finditer(rest[:_LONGEST_PARAMETERS])):
        if count == _MOST_PARAMETERS:
            break
        section = _SECTION.fullmatch(match[1].lower())
        if section is not None:
            name, number, encoded = section[1], int(section[2] or 0), bool(section[3])
            found.setdefault(name, {}).setdefault(number, (_unquoted(match[2]), encoded))
    return token.strip().lower()[:100], {name: _joined(pieces) for name, pieces in found.items()}


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        value = _ESCAPED.sub(r"\1", value[1:].removesuffix('"'))
    return value[:_LONGEST_PARAMETER]


def _joined(pieces: dict[int, tuple[str, bool]]) -> str:
    """One value of its numbered pieces. The first encoded one names the charset: `utf-8'en'%C3%BC`."""
    charset, data, encoded_any = "", b"", False
    for number in sorted(pieces):
        text, encoded = pieces[number]
        if encoded and number == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        encoded_any |= encoded
        data += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    text = decode(data, charset if encoded_any else "utf-8")
    return decode_words(text).replace("\n", " ").strip()
