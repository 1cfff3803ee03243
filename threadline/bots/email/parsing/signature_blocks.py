"""What stands at the end of every mail of somebody: the signature, the line a phone adds, the greeting and the name."""

import re

from threadline.bots.email.parsing.languages import fold
from threadline.bots.email.parsing.vocabulary import closings, sent_from

_MARK = re.compile(r"^--[ \xa0]?$", re.MULTILINE)
_RULE = re.compile(r"^[ \t]*[_\-=*]{3,}[ \t]*$")
_MOST_LINES_AFTER_CLOSING = 10
_LONGEST_CLOSING = 48
_LONGEST_SIGNATURE_LINE = 70
_LONGEST_PHONE_LINE = 120
_MOST_WORDS_OF_A_NAME = 6
_APART = re.compile(r"\s*[|,/·•]\s*|\s+[-–—]\s+")
_SENTENCE = re.compile(r"[.!?。！？]\s*$")
_POSTSCRIPT = re.compile(r"^p\.?\s?s\.?\b", re.IGNORECASE)


def without_signature(text: str) -> str:
    """The text without its signature; a text that is nothing but one stays as it is."""
    mark = _last_mark(text)
    if mark is not None:
        text = text[:mark].rstrip()
    lines = text.rstrip().split("\n")
    lines = _without_phone_line(lines)
    lines = _without_closing(lines)
    return "\n".join(lines).strip("\n ")


def without_own_name(text: str, name: str) -> str:
    """The text without the block at its end that begins with its writer's name: title, numbers, office hours."""
    names = {name.casefold(), *name.casefold().split()[:1]} - {""}
    lines = text.rstrip().split("\n")
    for at in range(max(1, len(lines) - _MOST_LINES_AFTER_CLOSING), len(lines)):
        first = _APART.split(lines[at].strip(" \t,.-–—*_").casefold(), maxsplit=1)[0]
        after = [each.strip() for each in lines[at + 1 :] if each.strip()]
        whole = [lines[at].strip(), *after]
        if first in names and not lines[at - 1].strip() and all(map(_belongs_to_signature, whole)):
            return "\n".join(lines[:at]).strip("\n ")
    return text


def _last_mark(text: str) -> int | None:
    """Where the line `-- ` is (RFC 3676 4.3)."""
    match = _MARK.search(text)
    return match.start() if match else None


def _without_phone_line(lines: list[str]) -> list[str]:
    """Without “Sent from my …” as the last line, and the rule above it."""
    at = len(lines) - 1
    while at >= 0 and not lines[at].strip():
        at -= 1
    last = fold(lines[at]).strip("<>[]*_ ") if at >= 0 else ""
    begins = last.startswith(sent_from()) or (last.endswith(("送信", "보냄")) and len(last) < _LONGEST_CLOSING)
    if not begins or len(last) > _LONGEST_PHONE_LINE or _SENTENCE.search(last.replace(".", "")):
        return lines
    kept = lines[:at]
    while kept and (not kept[-1].strip() or _RULE.match(kept[-1])):
        kept.pop()
    return kept


def _without_closing(lines: list[str]) -> list[str]:
    """Without “Kind regards” and the name, title and numbers under it, unless a sentence follows."""
    first = max(0, len(lines) - 2 * _MOST_LINES_AFTER_CLOSING)
    for at in range(first, len(lines)):
        line = lines[at].strip()
        if len(line) <= _LONGEST_CLOSING and fold(line).rstrip(" ,.!;:-–—") in closings():
            after = [each.strip() for each in lines[at + 1 :] if each.strip()]
            if len(after) <= _MOST_LINES_AFTER_CLOSING and _is_signature(after):
                return lines[:at]
    return lines


def _is_signature(lines: list[str]) -> bool:
    """Whether lines are a name and what belongs to it: nothing is cut that might be said."""
    if not lines:
        return True
    words = lines[0].strip("-–—*_ ").split()
    named = len(words) <= _MOST_WORDS_OF_A_NAME and not any(word[0].islower() or word[0].isdigit() for word in words)
    return named and all(map(_belongs_to_signature, lines))


def _belongs_to_signature(line: str) -> bool:
    return len(line) <= _LONGEST_SIGNATURE_LINE and not line.endswith(("?", "!")) and not _POSTSCRIPT.match(line)
