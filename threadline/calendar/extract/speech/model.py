"""What the words of speaking about events look like: one table per language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Words and phrases of one language, in small letters, each field separated by `|`.

    `create`, `cancel`, `move`, `remind` and `find` (a free time) are verbs of commands in the forms that people say to
    an assistant; `meet` leads a proposal between people ("shall we", "let's"); `agree` and `refuse` answer one.
    `nouns` name events, `question` are question words, `agenda` what stands in a calendar, `free` and `busy` tell of a
    person, `negation` turns a sentence round, `past` shows a report. Where `spaced` is False the words are looked for
    anywhere, since the script leaves no blanks.
    """

    language: str
    create: str
    cancel: str
    move: str
    remind: str
    find: str
    meet: str
    nouns: str
    question: str
    agenda: str
    free: str
    busy: str
    yes: str
    no: str
    agree: str
    refuse: str
    negation: str
    past: str
    thanks: str
    greeting: str
    spaced: bool = True

    def phrases(self, field: str) -> tuple[str, ...]:
        """The phrases of a field, the longest first. Raises AttributeError for a name that is no field."""
        text: str = getattr(self, field)
        return tuple(sorted((phrase for phrase in text.split("|") if phrase), key=len, reverse=True))
