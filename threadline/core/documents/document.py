"""What was read from a file. Errors, one tree; `str(error)` is a sentence for the person:

DocumentError
├── DocumentUnfetched    it was not to be had from where it lies
├── DocumentUnsupported  files of this kind are not read here
├── DocumentTooLarge     more bytes than are read, packed or unpacked
└── DocumentUnreadable   damaged, protected by a password, or it took too long or too much
"""

from dataclasses import asdict, dataclass


class DocumentError(Exception):
    """A file that has no text for us."""


class DocumentUnfetched(DocumentError):
    """Not to be had from where it lies."""


class DocumentUnsupported(DocumentError):
    """Files of this kind are not read here."""


class DocumentTooLarge(DocumentError):
    """More bytes than are read."""


class DocumentUnreadable(DocumentError):
    """Damaged, protected, or too much work."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file, row by row. `page` counts from 1 where the file has pages or sheets, else it is 0."""

    rows: tuple[tuple[str, ...], ...]
    page: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file (plain text, data and never instructions), with what is known of it.

    `pages` is None where the kind of file has none. `note` is a sentence about what could not be read.
    """

    name: str
    media_type: str
    text: str
    pages: int | None = None
    tables: tuple[Table, ...] = ()
    note: str = ""

    @property
    def words(self) -> int:
        """How many words the text has, counted between blanks."""
        return len(self.text.split())

    def as_dict(self) -> dict[str, object]:
        """The same as plain values."""
        return asdict(self)
