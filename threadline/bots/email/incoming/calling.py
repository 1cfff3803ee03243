"""Sentences of a mail between people that call the assistant by its name: "Threadline, please book it"."""

import re

from threadline.core.dialogue.assent import is_bare_yes

NAME = "Threadline"
_CALLING = re.compile(
    rf"(^|[.!?]\s+)(?:@?{NAME}\s*[,:]\s*|@{NAME}\s+)([^.!?\n]{{1,200}}[.!?]*)", re.IGNORECASE | re.MULTILINE
)


def uncalled(text: str) -> str:
    """The text without the name, which is no part of what is said."""
    return _CALLING.sub(lambda match: f"{match[1]}{match[2][:1].upper()}{match[2][1:]}", text)


def without_asking(text: str) -> str | None:
    """The text without the sentence that asks for nothing but to book what the others say; None where none does."""
    asking = next((each for each in _CALLING.finditer(text) if is_bare_yes(each[2])), None)
    if asking is None:
        return None
    return f"{text[: asking.start()]}{asking[1]}{text[asking.end() :]}".strip()
