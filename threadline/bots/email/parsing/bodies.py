"""Which parts of a mail are its text, which its files: the alternatives chosen, the rest in order."""

from dataclasses import dataclass, replace

from threadline.bots.email.parsing.attachments import is_calendar, is_ornament
from threadline.bots.email.parsing.html import html_text
from threadline.bots.email.parsing.mime import Part
from threadline.bots.email.parsing.plain import LONGEST_TEXT, clean, plain_text
from threadline.bots.email.parsing.protection import is_sealed

_LITTLE = 200
_OTHER_VERSIONS = ("text/x-amp-html", "text/watch-html", "text/enriched", "text/richtext")
"""The same text once more, for programs that prefer these."""
_TEXT_TYPES = ("text/plain", "text/html")


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of one mail by their use. `plain` and `html` are versions of the same, paired piece by piece."""

    pieces: tuple[tuple[Part | None, Part | None], ...] = ()
    calendars: tuple[Part, ...] = ()
    files: tuple[Part, ...] = ()
    mails: tuple[Part, ...] = ()
    others: tuple[Part, ...] = ()

    def __add__(self, other: "Body") -> "Body":
        return Body(
            self.pieces + other.pieces,
            self.calendars + other.calendars,
            self.files + other.files,
            self.mails + other.mails,
            self.others + other.others,
        )

    def text(self) -> str:
        """The text as plain text: of the plain version where that says anything, else of the HTML."""
        return "\n\n".join(filter(None, (_text(*piece).strip("\n") for piece in self.pieces)))[:LONGEST_TEXT]

    def html_text(self) -> str:
        """The text as the HTML version has it, where there is one."""
        pieces = (rendered(html) if html else plain_text(plain) if plain else "" for plain, html in self.pieces)
        return "\n\n".join(filter(None, (piece.strip("\n") for piece in pieces)))[:LONGEST_TEXT]

    @property
    def has_html(self) -> bool:
        """Whether some part has an HTML version beside its plain one."""
        return any(html is not None and plain is not None for plain, html in self.pieces)


def body_of(part: Part) -> Body:
    """Sort the parts of a mail."""
    if part.media_type == "multipart/alternative":
        return _chosen(part)
    if part.media_type == "multipart/related" and part.children:
        first, *rest = part.children
        related = sum((body_of(child) for child in rest), Body())
        return body_of(first) + replace(related, pieces=())
    if part.children or part.media_type.startswith("multipart/"):
        return sum((body_of(child) for child in part.children), Body())
    return _leaf(part)


def _chosen(part: Part) -> Body:
    """The versions of one text side by side (RFC 2046 5.1.4), with the files and calendars that hang on them."""
    bodies = [body_of(child) for child in part.children]
    plain = next((plain for body in bodies for plain, html in body.pieces if plain and not html), None)
    html = next((html for body in bodies for _, html in body.pieces if html), None)
    whole = max(bodies, key=lambda body: len(body.pieces), default=Body())
    pieces = whole.pieces if len(whole.pieces) > 1 else ((plain, html),) if plain or html else ()
    return replace(sum(bodies, Body()), pieces=pieces)


def _leaf(part: Part) -> Body:
    if part.embedded is not None:
        return Body(mails=(part,))
    if part.media_type.startswith("message/"):  # a delivery report, a mail that could not be opened
        return Body(others=(part,))
    if is_calendar(part):
        return Body(calendars=(part,))
    if is_sealed(part):
        return Body(others=(part,))
    if part.media_type in _TEXT_TYPES and part.disposition != "attachment" and not part.name:
        is_plain = part.media_type == "text/plain"
        return Body(pieces=((part, None) if is_plain else (None, part),))
    if is_ornament(part) or (part.media_type in _OTHER_VERSIONS and not part.name):
        return Body()
    return Body(files=(part,))


def _text(plain: Part | None, html: Part | None) -> str:
    if plain is None:
        return rendered(html) if html is not None else ""
    text = plain_text(plain)
    if html is None or len(text.strip()) >= _LITTLE:
        return text
    other = rendered(html)  # "This mail needs a program that shows HTML"
    return other if len(other.strip()) > 2 * len(text.strip()) else text


def rendered(part: Part) -> str:
    """The text of an HTML part."""
    return clean(html_text(part.text()))
