"""Answers that are true: a sentence that claims a booking, a change or a message that did not happen is replaced.

No model books, moves, cancels or sends anything, so an answer that says so in the first person is wrong whatever it is
about. What is true instead is said by code, once, in the place of the first such sentence.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from threadline import regex
from threadline.core.turns.claim_words import WORDS, ClaimPatterns, concerns_calendar, patterns, patterns_of
from threadline.texts.messages import _

_SENTENCE = regex.compile(
    # Words without end are cut, for what is not over is looked at again with each word that comes.
    r"(?:[^.!?。！？؟।\n]|\.(?=\w)|(?<=\d)\.(?=\s*\d)){1,1000}[.!?。！？؟।]*[\"”'’)*_]*[ \t]*|[.!?。！？؟।]+[ \t]*|\n+"
)
_ENDED = regex.compile(r"[\s.!?。！？؟।][\"”'’)*_]*$")
_FENCE = regex.compile(r"^\s*(?:```|~~~)")
_QUOTED = regex.compile(r"^\s*>")
_MARKS = regex.compile(r"[*_`#]+")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is so, as code knows it.

    `cards`: a card comes with the answer. `calendar`: the message is about the calendar. `events`: events were looked
    up, so that sentences about how they stand are no claims. `booked`: something of this thread was booked before.
    `facts` are sentences of code, which are true as they are.
    """

    cards: bool = False
    calendar: bool = False
    events: bool = False
    booked: bool = False
    facts: str = ""


class Truth:
    """One answer as it grows, with its false sentences replaced.

    `languages` are those in which a sentence that is not over yet is watched; a whole one is checked in all.
    """

    def __init__(self, grounds: Callable[[], Grounds], languages: Sequence[str] = ("en",)) -> None:
        self._grounds = grounds
        self._watched = tuple(patterns_of(each) for each in dict.fromkeys(("en", *languages)) if each in WORDS)
        self._read = 0
        self._kept = ""
        self._source = ""
        self._told = False
        self._fenced = False
        self._last = ("", False)

    def so_far(self, text: str) -> str:
        """The answer so far; the sentence that is still being said is held back while it claims something."""
        if not text.startswith(self._source[: self._read]):
            self._read, self._kept, self._told, self._fenced = 0, "", False, False
        self._source = text
        pieces = _SENTENCE.findall(text[self._read :])
        for piece in pieces[:-1]:
            self._take(piece)
            self._read += len(piece)
        rest = pieces[-1] if pieces else ""
        # A word that is not whole says nothing yet; the last one of a sentence may say all, as verbs do in German.
        words = rest if _ENDED.search(rest) else rest.rpartition(" ")[0]
        if words != self._last[0]:
            self._last = words, self._claims(words, self._watched)
        return self._kept + ("" if self._last[1] else rest)

    def final(self, text: str) -> str:
        """The whole answer."""
        self.so_far(text)
        rest = text[self._read :]
        if rest:
            self._read += len(rest)
            self._take(rest)
        return self._kept.rstrip() if self._told else text

    def _take(self, piece: str) -> None:
        if _FENCE.match(piece):
            self._fenced = not self._fenced
        if not self._claims(piece):
            self._kept += piece
        elif not self._told:
            self._told = True
            self._kept += f"{self._instead(piece)}{_blank_after(piece)}"

    def _claims(self, piece: str, languages: Iterable[ClaimPatterns] | None = None) -> bool:
        said = _MARKS.sub("", piece).strip()
        if not said or self._fenced or _QUOTED.match(piece) or said.endswith(("?", "？", "؟")):
            return False
        grounds = self._grounds()
        if said in grounds.facts:
            return False
        return any(_says(said, words, grounds) for words in languages or patterns().values())

    def _instead(self, piece: str) -> str:
        if self._grounds().cards:
            return _("Nothing is booked, changed or sent yet: please confirm it on the card below.")
        if any(_promises(piece, words) for words in patterns().values()):
            return _("I do none of that on my own: I propose it, and you confirm it.")
        if self._grounds().booked:  # by a click before, so that "I have not booked" would be as untrue
            return _("Nothing was booked, changed or sent just now.")
        return _("I have not booked, changed or sent anything.")


def _says(sentence: str, words: ClaimPatterns, grounds: Grounds) -> bool:
    """Whether one of the clauses claims something, and does not take it back itself."""
    if _promises(sentence, words):
        return True
    clauses = [clause for part in words.clauses.split(sentence) if (clause := part.strip())]
    if (reports := words.reports.match(sentence)) is not None:
        clauses = [part.strip() for part in words.clauses.split(sentence[reports.end() :])[1:]]
    kinds = (words.acts, words.deeds) if grounds.calendar or concerns_calendar(sentence) else (words.acts,)
    if any(kind.search(clause) and not words.nots.search(clause) for clause in clauses for kind in kinds):
        return True
    if not grounds.calendar or grounds.events or grounds.booked or words.nots.search(sentence):
        return False
    return any(words.states.search(clause) for clause in clauses)


def _promises(sentence: str, words: ClaimPatterns) -> bool:
    """Whether it says that something will be done, without anybody's doing."""
    return words.promises.search(sentence) is not None and not words.ifs.search(sentence)


def _blank_after(piece: str) -> str:
    return piece[len(piece.rstrip()) :] or " "
