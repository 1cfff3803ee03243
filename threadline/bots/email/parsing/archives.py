"""Zip archives among the attachments: opened once, within limits; archives inside them are named and left closed."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from threadline.bots.email.mail.parsed_mail import MailAttachment
from threadline.texts.messages import N_

MOST_MEMBERS = 40
LARGEST_MEMBER = 10_000_000
LARGEST_TOTAL = 20_000_000
_PACKED = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".jar", ".iso", ".cab", ".arj", ".lzh", ".zst")
_NAMES = {"application/zip", "application/x-zip-compressed", "application/x-zip"}
_ENCRYPTED = 0x1
_LONGEST_NAME = 120
_DAMAGED = N_("The archive is damaged.")
_MANY = N_("It holds so many files that only the first ones were opened.")
_NESTED = N_("An archive inside an archive is not opened.")
_PROTECTED = N_("It is protected by a password.")
_LARGE = N_("Unpacked, it is too large to be read.")


def is_zip(name: str, media_type: str) -> bool:
    """Whether a file says of itself that it is a zip archive (documents of Office are, but are none)."""
    return name.lower().endswith(".zip") or media_type in _NAMES


def members(name: str, content: bytes) -> Iterator[MailAttachment]:
    """The files of an archive, and a note in the place of each that was not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from _members(name, archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError, zlib.error):
        yield MailAttachment(name, "application/zip", "", _DAMAGED)


def _members(name: str, archive: zipfile.ZipFile) -> Iterator[MailAttachment]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    total = 0
    for entry in entries[:MOST_MEMBERS]:
        content, note = _content(archive, entry, LARGEST_TOTAL - total)
        total += len(content or b"")
        shown = entry.filename.replace("\\", "/").rpartition("/")[2]
        shown = "".join(letter for letter in shown if letter.isprintable())[:_LONGEST_NAME]
        yield MailAttachment(f"{name}/{shown}", "application/octet-stream", "", note, content)
    if len(entries) > MOST_MEMBERS:
        yield MailAttachment(name, "application/zip", "", _MANY)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> tuple[bytes | None, str]:
    if entry.filename.lower().endswith(_PACKED):
        return None, _NESTED
    if entry.flag_bits & _ENCRYPTED:
        return None, _PROTECTED
    most = min(LARGEST_MEMBER, left)
    with archive.open(entry) as opened:  # what the directory says of the size is the sender's word
        content = opened.read(most + 1)
    if len(content) > most:
        return None, _LARGE
    if zipfile.is_zipfile(io.BytesIO(content)) and b"[Content_Types].xml" not in content[:4000]:
        return None, _NESTED
    return content, ""
