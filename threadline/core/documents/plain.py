"""Plain text and comma-separated values, which need no library: the first decodes, the second also has a table."""

import codecs
import csv
import io

from threadline.core.documents.document import Document, Table
from threadline.core.documents.kinds import CSV
from threadline.texts.messages import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_ROWS = 10_000
_SAMPLE = 10_000
_TABULAR = {CSV: ",", "text/tab-separated-values": "\t"}


def decoded(content: bytes) -> str:
    """The text: as its mark says, as UTF-8, or as Windows-1252, which has a character for nearly every byte."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read_plain(name: str, kind: str, content: bytes) -> Document:
    """A text file, and its table where it is one."""
    text = decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if kind not in _TABULAR:
        return Document(name, kind, text)
    rows, note = _rows(text, _TABULAR[kind])
    return Document(name, kind, text, tables=(Table(rows),) if rows else (), note=note)


def _rows(text: str, delimiter: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    try:
        dialect = csv.Sniffer().sniff(text[:_SAMPLE], delimiters=",;\t|")
        delimiter = dialect.delimiter
    except csv.Error:
        pass  # one column, or nothing to tell by: the usual delimiter does
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=delimiter):
            if len(rows) == _MOST_ROWS:
                return tuple(rows), _("Only the first {count} rows are in the table.", count=f"{_MOST_ROWS:,}")
            rows.append(tuple(row))
    except csv.Error as error:
        return tuple(rows), _("The table breaks off after {count} rows: {problem}.", count=len(rows), problem=error)
    return tuple(rows), ""
