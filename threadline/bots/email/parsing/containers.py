"""Containers around a mail's own parts that are opened without a key: winmail.dat (TNEF), opaque S/MIME signatures.

What is inside is read like any part of the mail; the signature is not checked. It runs in a worker (see `pool`), whose
deadline holds for whatever the libraries make of a hostile container.
"""

import struct
from collections.abc import Iterator
from dataclasses import replace

from threadline.bots.email.parsing.bodies import Body, body_of
from threadline.bots.email.parsing.headers import Header
from threadline.bots.email.parsing.mime import Part, Tree
from threadline.bots.email.parsing.protection import SMIME_SIGNED, is_smime, is_tnef, part_notes

_LARGEST = 20_000_000
_DEEPEST = 3
_BROKEN = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, EOFError, OSError),
    *(NameError, RuntimeError, struct.error),  # tnefparse asks for an attachment that did not begin
)


def whole_body(part: Part, depth: int = 0) -> Body:
    """The parts of a mail sorted, with what its containers hold; text of winmail.dat counts where no other is."""
    body = body_of(part)
    if depth == _DEEPEST:
        return body
    for each in body.others:
        if is_smime(each) and (inner := _unsealed(each)) is not None:
            body += whole_body(inner, depth + 1)
    for each in body.others:
        if is_tnef(each) and (packed := _unpacked(each)) is not None:
            body += replace(packed, pieces=()) if body.text().strip() else packed
    return body


def notes_of(part: Part) -> Iterator[str]:
    """What is to be said of one part, containers that were opened among them."""
    if is_smime(part) and _unsealed(part) is not None:
        yield SMIME_SIGNED
    elif not (is_tnef(part) and _unpacked(part) is not None):
        yield from part_notes(part)


def _unsealed(part: Part) -> Part | None:
    """The mail inside an S/MIME signature (RFC 8551, 3.5.2); None for what is encrypted or no such thing."""
    from asn1crypto.cms import ContentInfo  # type: ignore[import-untyped]

    content = part.content()
    if len(content) > _LARGEST:
        return None
    try:
        outer = ContentInfo.load(content)
        if outer["content_type"].native != "signed_data":
            return None
        inner = outer["content"]["encap_content_info"]["content"].native
    except _BROKEN:
        return None
    return Tree(inner).root() if isinstance(inner, bytes) and inner else None


def _unpacked(part: Part) -> Body | None:
    """The text and the files of Outlook's own container; None where it is broken, or holds neither."""
    import tnefparse  # type: ignore[import-untyped]

    content = part.content()
    if len(content) > _LARGEST:
        return None
    try:
        packed = tnefparse.TNEF(content)
        plain, html = _text(packed.body), _text(packed.htmlbody)
        files = [(str(each.name or "attachment"), bytes(each.data or b"")) for each in packed.attachments]
    except _BROKEN:
        return None
    pieces = (_made(plain, "text/plain"), _made(html, "text/html"))
    found = tuple(_file(name, data) for name, data in files if data)
    if not found and not any(pieces):
        return None
    return Body(pieces=(pieces,) if any(pieces) else (), files=found)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode().replace("\x00", "")
        except UnicodeDecodeError:
            return value.decode("cp1252", "replace").replace("\x00", "")
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _made(text: str, media_type: str) -> Part | None:
    data = text.encode("utf-8", "replace")
    if not text.strip():
        return None
    return Part(Header(()), media_type, {"charset": "utf-8"}, "", "", mail=data, end=len(data))


def _file(name: str, data: bytes) -> Part:
    shown = name.replace("\x00", "").replace("\\", "/").rpartition("/")[2][:200]
    header = Header(())
    return Part(header, "application/octet-stream", {}, "attachment", shown, mail=data, end=len(data))
