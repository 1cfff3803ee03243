"""Which kind of file something is: by its first bytes where they tell, else by its name, last by what was said of it.

What a sender says of a file is often `application/octet-stream`, and sometimes wrong.
"""

from pathlib import PurePath

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLS = "application/vnd.ms-excel"
HTML = "text/html"
CSV = "text/csv"
TEXT = "text/plain"
PNG, JPEG = "image/png", "image/jpeg"

PICTURES = frozenset({PNG, JPEG})
PACKED = frozenset({DOCX, XLSX, PPTX})
TEXTS = frozenset({TEXT, CSV, "text/markdown", "text/tab-separated-values", "application/json", "application/xml"})
READABLE = frozenset({PDF, XLS, HTML} | PICTURES | PACKED | TEXTS)

_BY_SUFFIX = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".pptx": PPTX,
    ".xls": XLS,
    ".html": HTML,
    ".htm": HTML,
    ".csv": CSV,
    ".tsv": "text/tab-separated-values",
    ".txt": TEXT,
    ".log": TEXT,
    ".md": "text/markdown",
    ".json": "application/json",
    ".xml": "application/xml",
    ".yaml": TEXT,
    ".yml": TEXT,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
}
_BY_START = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_SAME = {"image/jpg": JPEG, "application/csv": CSV, "application/x-pdf": PDF, "text/xml": "application/xml"}


def kind_of(name: str, said: str, content: bytes) -> str:
    """The media type to read a file as; what it is said to be where nothing else tells."""
    for start, kind in _BY_START:
        if content.startswith(start):
            return kind
    by_name = _BY_SUFFIX.get(PurePath(name.lower()).suffix)
    if by_name is not None:
        return by_name
    plain = said.partition(";")[0].strip().lower()
    kind = _SAME.get(plain, plain)
    return TEXT if kind.startswith("text/") and kind not in READABLE else kind
