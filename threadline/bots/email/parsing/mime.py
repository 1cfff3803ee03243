"""The parts of a mail (RFC 2045, RFC 2046), found by their boundaries within limits of depth and number.

Parts are ranges of one buffer, so a mail nested in itself is not copied for every level.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from threadline.bots.email.parsing.charsets import decode
from threadline.bots.email.parsing.headers import Header, decode_base64, decode_words, parameters, read_header

MOST_PARTS = 300
DEEPEST = 20
_LONGEST_NAME = 200
_MAILS = ("message/rfc822", "message/global")
_NAME_REST = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,80}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its own header, what that says, and where its body stands in the mail."""

    header: Header
    media_type: str
    parameters: dict[str, str]
    disposition: str
    name: str
    children: tuple["Part", ...] = ()
    embedded: "Part | None" = None
    mail: bytes = field(default=b"", repr=False)
    start: int = 0
    end: int = 0

    @property
    def encoded(self) -> bytes:
        """The body as it stands in the mail."""
        return self.mail[self.start : self.end]

    def content(self) -> bytes:
        """The body with its transfer encoding undone."""
        return decoded_body(self.encoded, self.header.first("content-transfer-encoding"))

    def text(self) -> str:
        """The body as text with LF line ends."""
        return decode(self.content(), self.parameters.get("charset", "")).replace("\r\n", "\n").replace("\r", "\n")

    def walk(self) -> Iterator["Part"]:
        """This part and all under it, in their order; not into attached mails."""
        yield self
        for child in self.children:
            yield from child.walk()


class Tree:
    """Takes one mail into its parts; `cut` says whether there were more or deeper ones than are read."""

    def __init__(self, raw: bytes) -> None:
        mail = raw.replace(b"\r\n", b"\n")
        self._mail = mail.replace(b"\r", b"\n") if b"\n" not in mail else mail
        self._count = 0
        self.cut = False

    def root(self) -> Part:
        """The mail as a part."""
        return self._part(0, len(self._mail), 0, "text/plain")

    def _part(self, start: int, end: int, depth: int, default: str) -> Part:
        self._count += 1
        header, body = read_header(self._mail, start, end)
        media_type, of_type = parameters(header.first("content-type"))
        disposition, of_disposition = parameters(header.first("content-disposition"))
        media_type = media_type if _MEDIA_TYPE.fullmatch(media_type) else default
        name = _file_name(of_disposition.get("filename") or of_type.get("name") or "")
        children: tuple[Part, ...] = ()
        embedded = None
        if depth >= DEEPEST:
            self.cut = self.cut or media_type.startswith(("multipart/", "message/rfc822"))
        elif media_type.startswith("multipart/"):
            children = self._children(media_type, of_type.get("boundary", ""), body, end, depth)
        elif media_type in _MAILS or (media_type == "application/octet-stream" and name.lower().endswith(".eml")):
            embedded = self._embedded(header, body, end, depth)
        return Part(
            header, media_type, of_type, disposition, name, children, embedded, mail=self._mail, start=body, end=end
        )

    def _embedded(self, header: Header, body: int, end: int, depth: int) -> Part | None:
        encoding = header.first("content-transfer-encoding").strip().lower()
        if encoding not in ("base64", "quoted-printable"):  # RFC 2046 5.2.1 allows neither, but some send them
            return self._part(body, end, depth + 1, "text/plain")
        inner = Tree(decoded_body(self._mail[body:end], encoding))
        inner._count = self._count
        part = inner._part(0, len(inner._mail), depth + 1, "text/plain")
        self._count, self.cut = inner._count, self.cut or inner.cut
        return part

    def _children(self, media_type: str, boundary: str, start: int, end: int, depth: int) -> tuple[Part, ...]:
        default = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
        children = []
        for first, last in self._ranges(boundary.encode("utf-8", "replace"), start, end):
            if self._count >= MOST_PARTS:
                self.cut = True
                break
            children.append(self._part(first, last, depth + 1, default))
        return tuple(children)

    def _ranges(self, boundary: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where the parts between the delimiter lines stand; the last one may lack its end."""
        mail, delimiter = self._mail, b"--" + boundary
        open_at = -1
        at = start if mail.startswith(delimiter, start, end) else self._next(delimiter, start, end)
        while boundary and at >= 0:
            line_end = mail.find(b"\n", at, end)
            line_end = end if line_end < 0 else line_end
            rest = mail[at + len(delimiter) : min(line_end, at + len(delimiter) + 80)].strip()
            if rest in (b"", b"--"):
                if open_at >= 0:
                    yield open_at, max(open_at, at - 1)
                open_at = min(line_end + 1, end) if not rest else -1
                if rest:
                    return
            at = self._next(delimiter, at + len(delimiter), end)
        if open_at >= 0:
            yield open_at, end

    def _next(self, delimiter: bytes, start: int, end: int) -> int:
        found = self._mail.find(b"\n" + delimiter, start, end)
        return found + 1 if found >= 0 else -1


def decoded_body(body: bytes, encoding: str) -> bytes:
    """A body with its transfer encoding undone; an encoding that nobody knows is none."""
    encoding = encoding.partition(";")[0].strip().lower()
    if encoding == "base64":
        return decode_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _uudecoded(body)
    return body


def _uudecoded(body: bytes) -> bytes:
    pieces = []
    for line in body.split(b"\n"):
        if line.startswith(b"begin ") or not line:
            continue
        if line.strip() == b"end":
            break
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            pieces.append(
                binascii.a2b_uu(line[: 1 + ((line[0] - 32 & 63) * 4 + 5) // 3]) if line[:1].isascii() else b""
            )
    return b"".join(pieces)


def _file_name(said: str) -> str:
    """A name that is safe to show: without folders, control characters and marks that turn its direction."""
    name = _NAME_REST.sub("", decode_words(said).replace("\\", "/").rpartition("/")[2]).strip()
    if len(name) <= _LONGEST_NAME:
        return name
    stem, dot, suffix = name.rpartition(".")
    return f"{stem[: _LONGEST_NAME - 12]}{dot}{suffix[:10]}" if dot else name[:_LONGEST_NAME]
