"""Reads files: plain text here, everything else in a process of its own that can be killed."""

import asyncio
import json
import sys
from contextlib import suppress
from dataclasses import dataclass

import structlog

from threadline.core.documents.document import (
    Document,
    DocumentTooLarge,
    DocumentUnreadable,
    DocumentUnsupported,
    Table,
)
from threadline.core.documents.kinds import READABLE, TEXTS, kind_of
from threadline.core.documents.plain import read_plain
from threadline.core.domain.message import storable
from threadline.texts.messages import N_, _

log = structlog.get_logger()

_NOTES = {
    "pictures": N_("It was read from pictures of its pages."),
    "no_text": N_("It has no text, only pictures, and these could not be read (tesseract-ocr is needed)."),
}
_ERRORS = {
    "unpacked": N_("Unpacked, it is too large to be read."),
    "package": N_("Files of this kind cannot be read here. Whoever runs Threadline can change that."),
    "tesseract": N_("Pictures of text cannot be read here. Whoever runs Threadline can change that."),
    "picture": N_("The text in the picture could not be read."),
    "damaged": N_("The file is damaged or protected."),
}
_AT_ONCE = 2
_LONGEST_TEXT = 500_000
_LARGE = 100_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a file may take: `bytes` of it, `seconds` of time, bytes of `memory`. `languages` are Tesseract's."""

    bytes: int = 10_000_000
    seconds: int = 30
    memory: int = 2_000_000_000
    languages: str = "eng"


class DocumentReader:
    """Reads files, two at a time."""

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._turnstile = asyncio.Semaphore(_AT_ONCE)

    async def read(self, name: str, media_type: str, content: bytes) -> Document:
        """The text of a file. `media_type` is what its sender says of it.

        Raises `DocumentTooLarge`, `DocumentUnsupported`, `DocumentUnreadable`.
        """
        if len(content) > self.bounds.bytes:
            raise DocumentTooLarge(_("It is larger than {count} bytes.", count=f"{self.bounds.bytes:,}"))
        kind = kind_of(name, media_type, content)
        if kind not in READABLE:
            raise DocumentUnsupported(_("Files of the type {kind} cannot be read here.", kind=kind or "unknown"))
        if kind in TEXTS:
            if len(content) <= _LARGE:
                return _bounded(read_plain(name, kind, content))
            return await asyncio.to_thread(lambda: _bounded(read_plain(name, kind, content)))
        async with self._turnstile:
            output = await self._read_apart(kind, content)
        return await asyncio.to_thread(lambda: _bounded(_document(name, kind, output)))

    async def _read_apart(self, kind: str, content: bytes) -> bytes:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-m",
            "threadline.core.documents.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        order = {
            "kind": kind,
            "languages": self.bounds.languages,
            "memory": self.bounds.memory,
            "seconds": self.bounds.seconds,
        }
        try:
            async with asyncio.timeout(self.bounds.seconds):
                output, _errors = await process.communicate(json.dumps(order).encode() + b"\n" + content)
        except TimeoutError:
            raise DocumentUnreadable(
                _("Reading it took longer than {seconds} seconds.", seconds=self.bounds.seconds)
            ) from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        return output


def _document(name: str, kind: str, output: bytes) -> Document:
    try:
        answer = json.loads(output)
    except ValueError:
        raise DocumentUnreadable(_("Reading it took too much memory or time.")) from None
    if "error" in answer:
        log.warning("file not read", kind=kind, error=answer["error"], words=answer.get("words", ""))
        raise DocumentUnreadable(_(_ERRORS[answer["error"]]))
    tables = tuple(Table(tuple(tuple(row) for row in table["rows"]), table["page"]) for table in answer["tables"])
    note = _(_NOTES[answer["note"]]) if answer["note"] else ""
    return Document(name, kind, answer["text"], answer["pages"], tables, note)


def _bounded(document: Document) -> Document:
    text, note = storable(document.text), document.note
    if len(text) > _LONGEST_TEXT:
        text = text[:_LONGEST_TEXT]
        beginning = _("Only its first {count} characters were read.", count=f"{_LONGEST_TEXT:,}")
        note = f"{note} {beginning}".strip()
    return Document(document.name, document.media_type, text, document.pages, document.tables, note)
