"""The text of text parts: `format=flowed` joined (RFC 3676), letters nobody sees left out, armour of PGP taken off."""

import re

from threadline.bots.email.parsing.mime import Part

LONGEST_TEXT = 1_000_000
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_LEADING_QUOTE = re.compile(r"^>+")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PGP_HEAD = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Z][A-Za-z-]{1,20}: [^\n]{1,80}\n){0,8}\n?", re.MULTILINE
)
_PGP_SEALED = re.compile(r"-----BEGIN PGP MESSAGE-----[^-]{0,500000}(?:-----END PGP MESSAGE-----)?")
_PGP_TAIL = "-----BEGIN PGP SIGNATURE-----"


def plain_text(part: Part) -> str:
    """The text of a text/plain part, at most `LONGEST_TEXT` characters."""
    text = clean(part.text()[:LONGEST_TEXT])
    if part.parameters.get("format", "").lower() == "flowed":
        text = _joined(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    return without_armour(text)


def clean(text: str) -> str:
    """The text without control characters and without letters that take no room."""
    return _CONTROL.sub(" ", _INVISIBLE.sub("", text))


def without_armour(text: str) -> str:
    """A text that is signed in line (RFC 9580), without its marks and its signature."""
    if "-----BEGIN PGP MESSAGE-----" in text:
        text = _PGP_SEALED.sub("", text)
    if "-----BEGIN PGP SIGNED MESSAGE-----" not in text:
        return text
    text = _PGP_HEAD.sub("", text, count=1).partition(_PGP_TAIL)[0]
    return text.replace("\n- -", "\n-")


def _joined(text: str, *, delete_space: bool) -> str:
    """Lines that end with a blank go on in the next one of the same quotation; the signature's mark never does."""
    lines: list[str] = []
    pieces: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        quote = _LEADING_QUOTE.match(line)
        depth = quote.end() if quote else 0
        words = line[depth:].removeprefix(" ")
        flows = words.endswith(" ") and words != "-- "
        if pieces and depth == open_depth and words != "-- ":
            pieces.append(words)
        else:
            lines += _flowed_line(pieces, open_depth)
            pieces, open_depth = [words], depth
        if flows and delete_space:
            pieces[-1] = pieces[-1][:-1]
        if not flows:
            lines += _flowed_line(pieces, open_depth)
            pieces = []
    return "\n".join(lines + _flowed_line(pieces, open_depth))


def _flowed_line(pieces: list[str], depth: int) -> list[str]:
    if not pieces:
        return []
    words = "".join(pieces)
    return [f"{'>' * depth} {words}" if depth else words]
