"""The process that reads one file and ends: `python -m threadline.core.documents.worker`.

It gets one line of JSON (`kind`, `languages`, `memory` in bytes, `seconds`), then the file, on its standard input, and
answers with one JSON object on its standard output: `text`, `pages`, `tables`, `note`, or `error`, the name of what is
in the way, with `words` of the library's for the log. Whatever a file does to the libraries, it does it here, within
limits that the system holds.
"""

import json
import re
import resource
import sys
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any

_PICTURES = ("image/png", "image/jpeg")
_PDF = "application/pdf"
_MOST_UNPACKED = 200_000_000
_FEW_LETTERS = 20
_MARKER = "\f{page_num}\f"
_PAGE = re.compile(r"(?:\f|^)\d+\f")


def main() -> None:
    """Read what stands on the standard input."""
    order = json.loads(sys.stdin.buffer.readline())
    with suppress(ImportError):
        import kreuzberg  # noqa: F401 - loaded before the limits, which are for what a file does
    _limit(order["memory"], order["seconds"])
    json.dump(_answer(order, sys.stdin.buffer.read()), sys.stdout)


def _limit(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(order: dict[str, Any], content: bytes) -> dict[str, Any]:
    if zipfile.is_zipfile(BytesIO(content)) and _unpacked(content) > _MOST_UNPACKED:
        return {"error": "unpacked"}
    try:
        import kreuzberg
    except ImportError:
        return {"error": "package", "words": "pip install 'threadline[documents]'"}
    try:
        return _read(kreuzberg, order, content)
    except kreuzberg.MissingDependencyError:
        return {"error": "tesseract", "words": "apt-get install tesseract-ocr"}
    except kreuzberg.OCRError as error:
        return {"error": "picture", "words": _words(error)}
    except kreuzberg.KreuzbergError as error:
        return {"error": "damaged", "words": _words(error)}


def _unpacked(content: bytes) -> int:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        return 0


def _read(kreuzberg: Any, order: dict[str, Any], content: bytes) -> dict[str, Any]:
    kind = order["kind"]
    ocr = kreuzberg.OcrConfig(backend="tesseract", language=order["languages"]) if kind in _PICTURES else None
    pages = kreuzberg.PageConfig(extract_pages=True, insert_page_markers=True, marker_format=_MARKER)
    config = kreuzberg.ExtractionConfig(use_cache=False, ocr=ocr, disable_ocr=ocr is None, pages=pages)
    result, note = kreuzberg.extract_bytes_sync(content, kind, config=config), ""
    if kind == _PDF and len(_parted(result.content, ()).strip()) < _FEW_LETTERS:
        result, note = _scanned(kreuzberg, order, content, result)
    count = result.metadata.get("page_count") if kind == _PDF else None
    tables = [{"rows": table.cells, "page": table.page_number} for table in result.tables]
    text = _parted(result.content, result.metadata.get("sheet_names") or ())
    return {"text": text, "pages": count, "tables": tables, "note": note}


def _parted(text: str, sheets: Sequence[str]) -> str:
    """The text with a form feed between its pages or sheets."""
    text, begin = _PAGE.sub("\n\f", text).removeprefix("\n\f"), 0
    for name in sheets[1:]:
        heading = f"\n\n{name}\n\n"
        at = text.find(heading, begin)
        if at >= 0:
            text, begin = f"{text[:at]}\n\f{text[at + 2 :]}", at + 2
    return text


def _scanned(kreuzberg: Any, order: dict[str, Any], content: bytes, result: Any) -> tuple[Any, str]:
    """A PDF without text is pictures of pages: read them, if that can be done here. The note's name comes with it."""
    ocr = kreuzberg.OcrConfig(backend="tesseract", language=order["languages"])
    config = kreuzberg.ExtractionConfig(use_cache=False, ocr=ocr, force_ocr=True)
    try:
        return kreuzberg.extract_bytes_sync(content, _PDF, config=config), "pictures"
    except kreuzberg.KreuzbergError:
        return result, "no_text"


def _words(error: Exception) -> str:
    return str(error).partition("\n")[0][:200]


if __name__ == "__main__":
    main()
