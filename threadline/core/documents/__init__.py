"""Files that came with a message or an upload, as text: PDF, Word, Excel, PowerPoint, HTML, plain text, pictures."""

from threadline.core.documents.document import (
    Document,
    DocumentError,
    DocumentTooLarge,
    DocumentUnreadable,
    DocumentUnsupported,
    Table,
)
from threadline.core.documents.reader import DocumentReader

__all__ = [
    "Document",
    "DocumentError",
    "DocumentReader",
    "DocumentTooLarge",
    "DocumentUnreadable",
    "DocumentUnsupported",
    "Table",
]
