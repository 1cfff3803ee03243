"""Files that are the same for everybody: compressed once, known by what is in them, and kept by browsers."""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from aiohttp import web

TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
_FOREVER = "public, max-age=31536000, immutable"
_WORTH_COMPRESSING = 1_400
_EFFORT = 10
"""Of Brotli's: a sixteenth less than 9 in a third of a second; the highest, 11, takes twice as long for a fiftieth."""
_NO_WEIGHT = re.compile(r"q\s*=\s*0(?:\.0*)?")


@dataclass(frozen=True, slots=True)
class StaticFile:
    """What is sent, and its compressed form where that is worth it."""

    content: bytes
    content_type: str
    digest: str
    packed: tuple[tuple[str, bytes], ...]
    """Its compressed forms by the name of their encoding, the smallest first."""

    @classmethod
    def of(cls, content: bytes, content_type: str) -> "StaticFile":
        """Compress it, once."""
        texts = content_type.startswith(("text/", "application/")) or content_type.endswith("+xml")
        packed: tuple[tuple[str, bytes], ...] = ()
        if texts and len(content) >= _WORTH_COMPRESSING:
            brotlied = brotli.compress(content, quality=_EFFORT)
            packed = ("br", brotlied), ("gzip", gzip.compress(content, 9, mtime=0))
        return cls(content, content_type, sha256(content).hexdigest()[:16], packed)

    def answer(self, request: web.Request, headers: dict[str, str] | None = None) -> web.Response:
        """Send it, or say that the browser's own is the same.

        Whoever asks for just this content by its digest (`?v=`) may keep it for good. Another digest is another
        version's, whose page a replica sent that is replaced at the moment: it gets ours, and keeps it no longer.
        """
        kept = _FOREVER if request.query.get("v") == self.digest else "no-cache"
        headers = {"Cache-Control": kept, "ETag": f'"{self.digest}"', **(headers or {})}
        if self.packed:
            headers["Vary"] = "Accept-Encoding"
        if any(tag.value in (self.digest, "*") for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        body = self.content
        understood = _encodings(request.headers.get("Accept-Encoding", ""))
        for encoding, smaller in self.packed:
            if encoding in understood:
                headers["Content-Encoding"], body = encoding, smaller
                break
        charset = "utf-8" if self.content_type.startswith("text/") else None
        return web.Response(body=body, headers=headers, content_type=self.content_type, charset=charset)


def _encodings(header: str) -> frozenset[str]:
    """What `Accept-Encoding` names; what it gives no weight to is refused (RFC 9110, 12.5.3)."""
    wishes = (wish.partition(";") for wish in header.lower().split(","))
    return frozenset(name.strip() for name, _, weight in wishes if not _NO_WEIGHT.fullmatch(weight.strip()))


def static_file(path: Path) -> StaticFile:
    """A file of ours, read anew when it was changed."""
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _read(path: Path, _: int) -> StaticFile:
    return StaticFile.of(path.read_bytes(), TYPES[path.suffix])
