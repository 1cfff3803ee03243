"""What is to be done, by whom and until when: read out of minutes, lists and messages of several such clauses.

Only what is plain is taken: a line of a list, a line or clause that begins with somebody (a name, or "I"), and a day
that stands at its end behind a word for a deadline, in brackets, or behind a dash.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.when import resolve
from threadline.core.dialogue.action_item_words import (
    ASKED,
    DEADLINES,
    FIRST_PERSON,
    HEADINGS,
    NOBODY,
    OWN_HEADINGS,
    STATIVE,
    THIRD_PERSON,
)

_LONGEST_TEXT = 20_000
_LONGEST = 200
_MOST = 30
_FEWEST = 2
_VERB_LAST = 2
"""So many words may stand behind a deadline: "die Rechnung bis Montag zahlen"."""
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?: [^\W\d_a-zß-öø-ÿ][\w.'’-]*){0,2}"
_TWO_NAMES = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?: [^\W\d_a-zß-öø-ÿ][\w.'’-]*)?"
_BULLET = r"\s*(?:[-*•–▪◦]|\d{1,2}[.)])\s+(?:\[[ xX]?\]\s*)?|\s*\[[ xX]?\]\s*"
_BETWEEN = (
    r"(?<=[^\W\d_]{2})[.;]\s+|(?<=\d)[.;]\s+(?=[^\W\d_])|,\s+(?:and |und |et |y |e |en )?|;\s*|"
    r"\s+(?:and|und|et|y|e|en)\s+"
)
_DONE = r"\s*(?:(?:[-*•–▪◦]|\d{1,2}[.)])\s+)?\[[xX]\]"


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something to do. `who` is None for the one who says it, "" where nobody is named; `listed`: a line of a list."""

    who: str | None
    title: str
    due: date | None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class ActionItems:
    """What was read. `whole`: the text says nothing else; `own`: its heading says that all of it is the speaker's."""

    items: tuple[ActionItem, ...]
    whole: bool
    headed: bool = False
    own: bool = False

    @property
    def plain(self) -> bool:
        """Whether the text is so plainly a list of what is to be done that it is offered without being asked for."""
        dated = sum(each.due is not None for each in self.items)
        if not self.whole or not self.items:
            return False
        return self.headed or (len(self.items) >= _FEWEST and dated == len(self.items))


def asks_for_items(text: str) -> tuple[bool, str]:
    """Whether a message asks what is to be done in a text, and the text where it stands behind the request."""
    first, _, rest = text.strip().partition("\n")
    head, colon, tail = first.partition(":")
    for words, below in ((first, rest), (head if colon else "", f"{tail}\n{rest}")):
        if words and _asking().fullmatch(" ".join(words.replace("’", "'").split()).strip(" .!?¿¡")):
            return True, below.strip()
    return False, ""


def read_items(text: str, now: datetime, zone: str) -> ActionItems:
    """What is to be done by the words of a text, said at `now` (aware) on the clock of `zone`."""
    if len(text) > _LONGEST_TEXT or not _sign().search(text):
        return ActionItems((), whole=False)
    items: list[ActionItem] = []
    whole, headed, own, under = True, False, False, False
    day_of = DayOf(now, zone)
    for line in filter(str.strip, text.replace("’", "'").splitlines()):
        if (heading := _heading().fullmatch(line.strip())) is not None:
            headed = under = True
            own = own or _own_heading().fullmatch(heading["what"].strip()) is not None
            if not heading["rest"]:
                continue
            line = heading["rest"]
        found = _of_line(line, day_of, under=under)
        if found is None:
            continue  # it is done
        items += found
        whole = whole and bool(found)
        if not found:
            under = False
    return ActionItems(tuple(items[:_MOST]), whole, headed, own)


def _of_line(line: str, day_of: "DayOf", *, under: bool) -> list[ActionItem] | None:
    """The items of a line; None for one that is ticked off."""
    if re.match(_DONE, line):
        return None
    bullet = re.match(_BULLET, line)
    listed = bullet is not None or under
    said = line[bullet.end() :].strip() if bullet is not None else line.strip()
    if bullet is not None or _opens(said, colon=True) is not None:
        one = _item(said, day_of, listed=listed)
        return [one] if one is not None else []
    if under and _opens(said, listed=True) is None:
        parts = re.split(r";\s*" if ";" in said else r",\s+", said)
        return [each for each in (_item(part, day_of, listed=True) for part in parts) if each is not None]
    clauses = list(_clauses(said))
    found = [_item(each, day_of, listed=listed) for each in clauses]
    return [each for each in found if each is not None] if all(found) else []


def _clauses(line: str) -> Iterator[str]:
    """The clauses of a line that each begin with somebody; what begins with nobody belongs to the one before."""
    parts = re.split(_BETWEEN, line)
    clause = ""
    for part in filter(None, map(str.strip, parts)):
        if clause and _opens(part) is None:
            clause = line[line.find(clause) : line.find(part, line.find(clause) + len(clause)) + len(part)]
            continue
        if clause:
            yield clause
        clause = part
    if clause:
        yield clause


def _opens(said: str, *, colon: bool = False, listed: bool = False) -> tuple[str | None, str] | None:
    """Who a clause begins with (None: who says it), and what they are to do; None where it begins with nobody.

    A line of a list may begin with a verb as well, so that a name there needs a mark, or a word like "to" behind it.
    """
    marked = _marked().match(said)
    if marked is not None:
        name = next(filter(None, marked.groups()))
        if name.casefold() not in NOBODY:
            return (None if _is_first(name) else name), said[marked.end() :]
    if colon:
        return None
    first = _first().match(said)
    if first is not None and first.end() < len(said):
        return None, said[first.end() :].strip()
    third = (_third_by_modal() if listed else _third()).match(said)
    if third is None or third["name"].split()[0].casefold() in NOBODY or "'" in third["name"]:
        return None
    return third["name"], said[third.end() :]


def _is_first(name: str) -> bool:
    return name.casefold() in ("i", "me", "ich", "moi", "yo", "io", "eu", "ik")


def _item(said: str, day_of: "DayOf", *, listed: bool) -> ActionItem | None:
    opened = _opens(said, listed=listed)
    who, rest = opened if opened is not None else ("", said)
    if opened is None and not listed:
        return None
    rest, due = _dated(rest, day_of)
    if opened is None and (
        named := re.search(rf"\s*[(\[]@?(?P<name>{_NAME})[)\]]$|\s+[–—-]\s+(?P<after>{_NAME})$", rest)
    ):
        name = named["name"] or named["after"]
        if name.casefold() not in NOBODY and len(rest) > len(named[0]):
            who, rest = (None if _is_first(name) else name), rest[: named.start()]
    title = rest.strip(" .,;:–—-")
    if not title or len(title) > _LONGEST or "?" in title or title.split()[0].casefold() in STATIVE:
        return None
    return ActionItem(who, title, due, listed)


class DayOf:
    """Finds the days in words: where each stands, and which it is."""

    def __init__(self, now: datetime, zone: str) -> None:
        self._clock = ZoneInfo(zone)
        self._now = now.astimezone(self._clock)

    def __call__(self, words: str) -> list[tuple[int, int, date]]:
        """Where each begins and ends, and the day."""
        found = []
        for when in resolve(words, self._now, zone=self._clock):
            moment = when.start if when.start is not None else when.end
            if moment is not None and not when.rrule:
                found.append((when.span[0], when.span[1], moment.astimezone(self._clock).date()))
        return found

    def of_month(self, number: int) -> date | None:
        """The next day of that number."""
        today = self._now.date()
        days = (today + timedelta(days=ahead) for ahead in range(62))
        return next((day for day in days if day.day == number), None)


def _dated(words: str, day_of: DayOf) -> tuple[str, date | None]:
    """The words without the day at their end, and that day."""
    said = words.rstrip(" .;,!")
    if words.startswith(f"{said}.") and said[-1:].isdecimal():
        said = f"{said}."  # "bis zum 12." is a day, "bis 12" may be an hour
    inner = re.search(r"\s*[(\[](?P<inner>[^()\[\]]{2,60})[)\]]$", said)
    if inner is not None:
        name, _, rest = inner["inner"].rpartition(",")
        for when in (inner["inner"], rest):
            found = [each for each in day_of(when.strip()) if each[1] == len(when.strip())]
            if found and _is_deadline(when.strip()[: found[0][0]]):
                kept = said[: inner.start()]
                return (f"{kept} ({name.strip()})" if name and when is rest else kept), found[0][2]
        return said, None
    if (ordinal := _ordinal().search(said)) is not None:
        return said[: ordinal.start()].rstrip(" ,;:–—-"), day_of.of_month(int(ordinal["day"]))
    for start, end, day in day_of(said):
        behind = said[end:].strip(" .")
        if len(behind.split()) > _VERB_LAST or (behind and not behind.replace(" ", "").isalpha()):
            continue
        inside = _leading().match(said[start:])  # a deadline may be read together with its word
        lead = _lead().search(said[:start] if inside is None else f"{said[:start]}{inside[0]}")
        if lead is not None and lead.start() > 0:
            return f"{said[: lead.start()].rstrip(' ,;:–—-')} {behind}".strip(), day
    return said, None


@cache
def _leading() -> re.Pattern[str]:
    return regex.compile(rf"(?:{DEADLINES})\s+(?:(?:the|den|dem|zum|le|la|el|il|lo|o|a|op)\s+)?", re.IGNORECASE)


def _is_deadline(lead: str) -> bool:
    return not lead.strip() or _lead().fullmatch(f" {lead.strip()} ") is not None


@cache
def _marked() -> re.Pattern[str]:
    return re.compile(
        rf"(?:@(?P<at>{_NAME}|\w+)[:,]?|\[(?P<box>{_NAME})\]:?|\*\*(?P<bold>{_NAME}):?\*\*:?|"
        rf"(?P<name>{_NAME})(?:\s*:|\s+[–—-]))\s+"
    )


@cache
def _third() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[OoAa] |[Ii]l |[Ll]a |[Ee]l |[Dd]er |[Dd]ie )?(?P<name>{_TWO_NAMES})(?:{THIRD_PERSON})?\s+(?=[a-zß-öø-ÿ])"
    )


@cache
def _third_by_modal() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>{_TWO_NAMES})(?:{THIRD_PERSON})\s+(?=[a-zß-öø-ÿ])")


@cache
def _ordinal() -> re.Pattern[str]:
    """A day of the month without its month, as German writes it: "bis zum 12." is no hour."""
    return regex.compile(r"\s(?:bis (?:zum|am|den)|spätestens am|vor dem)\s+(?P<day>\d{1,2})\.$", re.IGNORECASE)


@cache
def _sign() -> re.Pattern[str]:
    """Without one of these no line is read: a heading, a mark of a list, a word for a deadline."""
    return regex.compile(
        rf"^\W*(?:{HEADINGS})\b|^\s*(?:[-*•–▪◦\[@]|\d{{1,2}}[.)]\s)|(?<!\w)(?:{DEADLINES})(?!\w)",
        re.IGNORECASE | re.MULTILINE,
    )


@cache
def _asking() -> re.Pattern[str]:
    asked = "|".join(re.sub(r"\?P<my>", "?:", each) for each in ASKED)
    return regex.compile(rf"(?:(?:please|bitte|can you|could you|kannst du)\s+)?(?:{asked})", re.IGNORECASE)


@cache
def _heading() -> re.Pattern[str]:
    return regex.compile(
        rf"(?:#+\s*|\*\*)?(?P<what>{HEADINGS})(?:\*\*)?\s*(?::\s*(?P<rest>.*))?(?:\*\*)?", re.IGNORECASE
    )


@cache
def _own_heading() -> re.Pattern[str]:
    return regex.compile(OWN_HEADINGS, re.IGNORECASE)


@cache
def _first() -> re.Pattern[str]:
    return regex.compile("|".join(rf"(?:{each})(?:(?<=['\s])|\s+)" for each in FIRST_PERSON), re.IGNORECASE)


@cache
def _lead() -> re.Pattern[str]:
    return regex.compile(
        rf"(?:[\s,(–—-]+(?:{DEADLINES})|\s+[–—-])\s*(?:(?:the|den|dem|zum|le|la|el|il|lo|o|a|op)\s+)?$", re.IGNORECASE
    )
