"""Votes in words: "Tuesday works for me", "1 and 3", "none of these", "alles außer Mittwoch".

What has any other word in it is no vote: then it was said about something else, or needs somebody who understands more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.core.polls.vote_vocabulary import (
    ALL,
    BREAKS,
    COUNTED,
    DENIALS,
    EXCEPT,
    FILLER,
    LAST,
    NONE,
    ORDINALS,
    SHORT_DAYS,
)
from threadline.core.scheduling.search_words import PARTS, WEEKDAYS

_LONGEST = 160
_EXCEPTED = "\x00"  # stands for "all but" while a message is parted at its buts
_I = re.IGNORECASE
_PLAIN = frozenset(" ".join((*FILLER, *DENIALS)).split())
_DENIAL = frozenset(" ".join(DENIALS).split())
_COUNTED = {word: number for number, words in enumerate(COUNTED, 1) for word in words.split()}
_BREAKS = regex.compile(BREAKS, _I)
_EXCEPT = regex.compile(rf"(?<!\w)(?:{EXCEPT})(?!\w)", _I)
_WHOLE = tuple(
    (name, regex.compile(rf"(?<!\w)(?:{words})(?!\w)", _I)) for name, words in (("none", NONE), ("all", ALL))
)
_CONTRACTED = regex.compile(r"(?<!\w)(?:n|d|l|m|s|j|qu|c)['’](?=\w)", _I)
_TOKEN = regex.compile(
    "|".join(
        (
            *(f"(?P<w{n}>{names})(?!\\w)" for n, names in enumerate(WEEKDAYS)),
            *(f"(?P<p{n}>{names})(?!\\w)" for n, (_o, _c, names) in enumerate(PARTS[:3])),
            *(f"(?P<o{n}>(?:{names}))(?!\\w)" for n, names in enumerate(ORDINALS, 1)),
            rf"(?P<last>{LAST})(?!\w)",
            *(f"(?P<s{n}>(?:{names})\\.?(?=\\s*(?:um |at |à |alle |om )?\\d))" for n, names in enumerate(SHORT_DAYS)),
            r"(?P<clock>\d{1,2}(?:[:.h]\d{2}|\s*[ap]\.?m\.?(?!\w)|\s*uhr(?!\w)|\s*heures?(?!\w)|h(?!\w)))",
            r"(?P<date>\d{1,2}[./]\d{1,2}\.?(?!\d))",
            r"(?P<number>\d{1,2})(?P<nth>st|nd|rd|th|\.(?=\s*\w)|º|ª)?(?!\d)",
            r"(?P<word>[^\W\d_][\w'’]*)",
            r"(?P<plus>\+1|👍|✅|✔️?)",
        )
    ),
    _I,
)


class Kind(StrEnum):
    """What a token is."""

    DAY = "day"
    PART = "part"
    NUMBER = "number"
    NTH = "nth"
    CLOCK = "clock"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Kind
    text: str
    value: int = 0
    minutes: int | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    """A time as somebody names it: by its number, or by what is said of its day and hour."""

    number: int | None = None
    day: int | None = None
    date: int | None = None
    month: int | None = None
    minutes: int | None = None
    half_open: bool = False
    part: int | None = None


@dataclass(slots=True)
class _Clause:
    mentions: list[_Mention] = field(default_factory=list)
    denied: bool = False
    all: bool = False
    excepted: bool = False
    none: bool = False


@dataclass(frozen=True, slots=True)
class VoteWords:
    """What a message says of the times of any poll: not yet which of them it means."""

    clauses: tuple[_Clause, ...]

    def of(self, starts: Sequence[datetime], *zones: str) -> "Vote | None":
        """Which of these times, said on the clock of the first zone where that fits; None for other times."""
        for zone in dict.fromkeys(zones):
            local = [start.astimezone(ZoneInfo(zone)) for start in starts]
            if (vote := self._of(local)) is not None:
                return vote
        return None

    def _of(self, local: Sequence[datetime]) -> "Vote | None":
        everything = frozenset(range(1, len(local) + 1))
        wanted, denied, said_all, said_none = frozenset[int](), frozenset[int](), False, False
        for clause in self.clauses:
            found = [_matches(each, local) for each in clause.mentions]
            if not all(found):
                return None
            numbers = frozenset[int]().union(*found)
            if clause.excepted:
                said_all, denied = True, denied | numbers
            elif clause.denied and numbers:
                denied |= numbers
            elif numbers:
                wanted |= numbers
            elif clause.none or clause.denied:
                said_none = True
            elif clause.all:
                said_all = True
        if said_all and not (said_none and not denied):
            return Vote(everything - denied)
        if wanted:
            return Vote(wanted - denied)
        if said_none or denied == everything:
            return Vote(frozenset())
        return Vote(everything - denied, partly=True) if denied else None


@dataclass(frozen=True, slots=True)
class Vote:
    """Which times suit somebody. `partly`: they only said which do not, and of the others (`numbers`) nothing."""

    numbers: frozenset[int]
    partly: bool = False


def read_vote(text: str) -> VoteWords | None:
    """The vote that a message is, if it is nothing else."""
    said = _CONTRACTED.sub(lambda found: f"{found[0][:-1]}' ", text.replace("’", "'")).strip()
    if not said or len(said) > _LONGEST or "?" in said:
        return None
    clauses = []
    said = _EXCEPT.sub(_EXCEPTED, said)
    for part in _BREAKS.split(said):
        clause = _clause(part)
        if clause is None:
            return None
        if clause.mentions or clause.denied or clause.all or clause.none:
            clauses.append(clause)
    telling = [each for each in clauses if each.mentions or each.all or each.none or _is_denial(said)]
    return VoteWords(tuple(clauses)) if telling else None


def read_mailed_vote(text: str) -> VoteWords | None:
    """The vote in a mail: the whole of it, or its first line that is one."""
    lines = [line for line in text.splitlines() if line.strip()]
    return read_vote(text) or next(filter(None, map(read_vote, lines[:4])), None)


def _is_denial(said: str) -> bool:
    """Whether a denial without a time is about coming at all: "I can't make it", not a mere "no"."""
    return len(said.split()) > 1


def _clause(part: str) -> _Clause | None:
    clause = _Clause()
    if _EXCEPTED in part:
        clause.excepted = True
        part = part.replace(_EXCEPTED, " ")
    else:
        for name, pattern in _WHOLE:
            found = pattern.search(part)
            if found is not None:
                setattr(clause, name, True)
                part = part[: found.start()] + " " + part[found.end() :]
                break
    tokens = list(_tokens(part))
    for token in tokens:
        if token.kind is Kind.WORD and token.text not in _PLAIN and token.text not in _COUNTED:
            return None
    clause.denied = any(token.text in _DENIAL for token in tokens if token.kind is Kind.WORD)
    clause.mentions = list(_mentions(tokens))
    return clause


def _tokens(part: str) -> Iterator[_Token]:
    at = 0
    while at < len(part):
        found = _TOKEN.match(part, at) if not (at and part[at - 1].isalpha() and part[at].isalpha()) else None
        if found is None:
            at += 1
            continue
        token = _token(found)
        if token is None:  # a short day that is only a word here
            word = re.compile(r"[^\W\d_][\w']*").match(part, at)
            assert word is not None  # noqa: S101 - a day begins with a letter
            yield _Token(Kind.WORD, word[0].casefold())
            at = word.end()
            continue
        yield token
        at = found.end()


def _token(found: re.Match[str]) -> _Token | None:
    name, text = found.lastgroup or "", found[0].casefold()
    if name == "nth":
        return _Token(Kind.NTH, text, int(found["number"]))
    match name[0], name:
        case "w", "word":
            return _Token(Kind.WORD, text)
        case _, "number":
            return _Token(Kind.NUMBER, text, int(text))
        case _, "clock":
            return _clock(text)
        case _, "date":
            day, month = re.split(r"[./]", text)[:2]
            return _Token(Kind.NTH, text, int(day), int(month))
        case _, "plus":
            return _Token(Kind.WORD, "yes")
        case _, "last":
            return _Token(Kind.NUMBER, text, -1)
        case "w", _:
            return _Token(Kind.DAY, text, int(name[1:]))
        case "s", _:
            two_letters = len(text.strip(".")) < 3
            return _Token(Kind.DAY, text, int(name[1:])) if not two_letters or found[0][0].isupper() else None
        case "p", _:
            return _Token(Kind.PART, text, int(name[1:]))
        case _:
            return _Token(Kind.NUMBER, text, int(name[1:]), strict=True)


def _clock(text: str) -> _Token:
    hour, minute = int(re.match(r"\d+", text)[0]), re.search(r"[:.h](\d{2})", text)  # type: ignore[index]
    half = "p" if "p" in text else "a" if "a" in text else ""
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return _Token(Kind.CLOCK, text, hour, int(minute[1]) if minute else 0, strict=bool(half) or hour > 12)


def _mentions(tokens: Sequence[_Token]) -> Iterator[_Mention]:
    """The times that are named: a day takes the hour, the date or the part of the day that stands with it."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        match token.kind:
            case Kind.DAY:
                mention = _Mention(day=token.value)
                while at < len(tokens) and (joined := _joined(mention, tokens[at])) is not None:
                    mention, at = joined, at + 1
                yield mention
            case Kind.CLOCK:
                yield _Mention(minutes=token.value * 60 + (token.minutes or 0), half_open=not token.strict)
            case Kind.NTH:
                yield _Mention(date=token.value, month=token.minutes)
            case Kind.NUMBER:
                yield _Mention(number=token.value)
            case Kind.PART:
                yield _Mention(part=token.value)
            case Kind.WORD if token.text in _COUNTED and token.text not in _PLAIN:
                yield _Mention(number=_COUNTED[token.text])


_BETWEEN = frozenset(
    (
        *("at", "the", "of", "in", "on", "um", "den", "dem", "am", "im", "le", "à", "a", "las", "la", "el"),
        *("alle", "il", "ore", "às", "as", "om", "de", "o"),
    )
)


def _joined(mention: _Mention, token: _Token) -> _Mention | None:
    match token.kind:
        case Kind.WORD if token.text in _BETWEEN:
            return mention
        case Kind.CLOCK if mention.minutes is None:
            return replace(mention, minutes=token.value * 60 + (token.minutes or 0), half_open=not token.strict)
        case Kind.NTH if mention.date is None:
            return replace(mention, date=token.value, month=token.minutes)
        case Kind.NUMBER if mention.minutes is None and not token.strict and token.value >= 0:
            return replace(mention, minutes=token.value * 60, half_open=True)
        case Kind.PART if mention.part is None:
            return replace(mention, part=token.value)
    return None


def _matches(mention: _Mention, local: Sequence[datetime]) -> frozenset[int]:
    """The numbers of the times that a mention fits."""
    if mention.number is not None:
        if mention.number == -1:
            return frozenset({len(local)})
        if 1 <= mention.number <= len(local):
            return frozenset({mention.number})
        as_hour = _Mention(minutes=mention.number * 60, half_open=True)
        return _matches(as_hour, local) or _matches(_Mention(date=mention.number), local)
    return frozenset(number for number, start in enumerate(local, 1) if _fits(mention, start))


def _fits(mention: _Mention, start: datetime) -> bool:
    if mention.day is not None and start.weekday() != mention.day:
        return False
    if mention.month is not None and mention.month != start.month:
        return False
    if mention.date is not None and mention.date != start.day:
        return False
    if mention.part is not None and not _within(PARTS[mention.part][:2], start.time()):
        return False
    if mention.minutes is None:
        return True
    minutes = start.hour * 60 + start.minute
    if mention.half_open and mention.minutes < 12 * 60 and minutes == mention.minutes + 12 * 60:
        return True
    if minutes == mention.minutes:
        return True
    return mention.day is not None and mention.half_open and mention.date is None and start.day * 60 == mention.minutes


def _within(part: tuple[time, time], moment: time) -> bool:
    return part[0] <= moment < part[1]
