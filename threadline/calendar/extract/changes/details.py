"""Reading what is to be kept with an event: a reminder, a note, how its time shows, an answer to its organiser."""

from __future__ import annotations

import re
from datetime import timedelta

from threadline import regex
from threadline.calendar.extract.changes.amounts import read_amount
from threadline.calendar.extract.changes.model import Answer, Showing, Tail, WantedChange
from threadline.calendar.extract.changes.words import details as words
from threadline.calendar.extract.model import Evidence

_MOST_REMINDED = timedelta(days=28)
_LONGEST_NOTE = 280
_I = re.IGNORECASE
_REMIND = regex.compile(rf"(?<!\w)(?:{words.REMIND})(?!\w)", _I)
_BEFORE = regex.compile(rf"(?<!\w)(?:{words.BEFORE})(?!\w)", _I)
_NO_REMINDER = regex.compile(rf"^\s*(?:{words.NONE_OF})\s+(?:{words.REMIND})\s*$", _I)
_SETTING = regex.compile(rf"(?<![\w])(?:{words.SETTING})(?!\w)|[\s.,!?-]", _I)
_ABOUT_LEAD = regex.compile(r"^\s*(?:for|to|für|an|pour|para|per|voor|de|of)\s+", _I)
_NOTE = regex.compile(
    rf"^(?:(?:{words.VERBS_OF_NOTES})\s+)?(?:(?:{words.ARTICLES})\s+)?(?:{words.NOTES})"
    rf"(?:\s+(?:hinzu|toe))?(?:\s+(?:{words.OF})\s+(?P<about>[^:]{{2,60}}?))?\s*:\s*(?P<text>.+)$",
    _I | re.DOTALL,
)
_NOTE_THAT = regex.compile(
    rf"^(?:{words.VERBS_OF_NOTES})\s+(?:{words.ARTICLES})\s+(?:{words.NOTES})\s+(?:hinzu\s+|toe\s+)?"
    r"(?:that says|saying|to|that|dass|que|che|dat|,|-|–)\s*(?P<text>.+)$",
    _I | re.DOTALL,
)
_INTO_NOTES = regex.compile(
    rf"^(?:{words.VERBS_OF_NOTES})\s+[\"“„«'](?P<text>.+?)[\"”“»']\s+(?:{words.INTO})\s+(?:{words.ARTICLES})\s+"
    rf"(?:{words.NOTES})(?:\s+(?:hinzu|toe))?(?:\s+(?:{words.OF})\s+(?P<about>.{{2,60}}))?$",
    _I | re.DOTALL,
)
_DESCRIPTION = regex.compile(
    rf"^(?:{words.VERBS_OF_CHANGE})\s+(?:{words.ARTICLES})\s+(?:{words.NOTES})"
    rf"(?:\s+(?:{words.OF})\s+(?P<about>(?:(?!\s(?:{words.INTO})\s).){{2,60}}?))?\s*(?:\s(?:{words.INTO})\s+|:\s*)(?P<text>.+)$",
    _I | re.DOTALL,
)
_SHOWN: dict[Showing, re.Pattern[str]] = {
    name: regex.compile(
        rf"^(?:{words.SHOWING})\s*(?P<about>.*?)\s*(?<!\w)(?:(?:{words.AS})\s+)?(?P<state>{states})\s*$", _I
    )
    for name, states in words.SHOWN.items()
}
_PLEASE = regex.compile(
    r"[\s,]+(?:please|pls|bitte|stp|svp|s'il (?:te|vous) plaît|por favor|per favore|alsjeblieft)$", _I
)
_ME = regex.compile(rf"^(?:-?(?:{words.ME}))?\s*(?:(?:{words.AS})\s*)?$", _I)
_AS = regex.compile(rf"\s+(?:{words.AS})\s*$", _I)
_ANSWERED: dict[Answer, re.Pattern[str]] = {
    name: regex.compile(rf"^(?:{lead})\s+(?P<about>.+)$", _I) for name, lead in words.ANSWERS.items()
}
_ANSWERED_AROUND: dict[Answer, re.Pattern[str]] = {
    name: regex.compile(rf"^(?:{around})$", _I) for name, around in words.SPLIT_VERBS.items()
}
_ANSWERED_ALONE: dict[Answer, re.Pattern[str]] = {
    name: regex.compile(rf"^(?:{alone})$", _I) for name, alone in words.ALONE.items()
}
_STATED = regex.compile(r"^(?:i|ich|je|yo|no puedo|non posso|não posso|count)\b", _I)
_POINTS_ON = regex.compile(r"^(?:it|that|this|then|there)\s", _I)
_POINTS = regex.compile(
    r"^(?:it|that|this(?: one)?|es|das|ihn|sie|le|la|lo|ça|questo|isso|het|dat|the (?:invite|invitation))$", _I
)


def read_detail(body: str, offset: int) -> WantedChange | None:
    """What a clause wants kept with an event; None where it is no such clause, or not wholly understood."""
    shorter = _PLEASE.sub("", body)
    for reader in (_reminder, _note, _shown, _answer):
        found = reader(shorter, offset)
        if found is not None:
            return found
    return None


def _reminder(body: str, offset: int) -> WantedChange | None:
    if _NO_REMINDER.match(body):
        return WantedChange(tails=(Tail(reminders=()),))
    verb, amount = _REMIND.search(body), read_amount(body)
    if verb is None or amount is None or amount[0] > _MOST_REMINDED or amount[0] % timedelta(minutes=1):
        return None
    length, (first, last) = amount
    before = _BEFORE.search(body, last)
    rest, about = _without(body, verb.span(), (first, last)), None
    if before is not None:
        # "10 minutes before the dentist": what is behind the word names the event.
        head, behind = rest[: before.start()], rest[before.end() :]
        if _SETTING.sub("", behind):
            about = _named(body, behind, before.end(), offset)
        rest = head
    elif match := re.search(r"(?<!\w)(?:for|to|für|an|pour|para|per|voor)\s+(?P<about>\S.*)$", rest[last:], _I):
        about = _named(body, match["about"], last + match.start("about"), offset)
        rest = rest[: last + match.start()]
    if _SETTING.sub("", rest):
        return None
    minutes = int(length.total_seconds() // 60)
    said = Evidence(body[first:last], (offset + first, offset + last))
    return WantedChange(about=about, tails=(Tail(reminders=(minutes,), amount=said),))


def _note(body: str, offset: int) -> WantedChange | None:
    for pattern, adds in ((_INTO_NOTES, True), (_NOTE, True), (_DESCRIPTION, False), (_NOTE_THAT, True)):
        match = pattern.match(body)
        if match is None or not match["text"].strip() or len(match["text"]) > _LONGEST_NOTE:
            continue
        groups = match.groupdict()
        about = _named(body, groups.get("about") or "", match.start("about") if groups.get("about") else 0, offset)
        first = match.start("text")
        text = match["text"].strip().strip('"“”„«»')
        note = Evidence(text, (offset + first, offset + match.end("text")))
        return WantedChange(about=about, note=note, note_adds=adds)
    return None


def _shown(body: str, offset: int) -> WantedChange | None:
    for state, pattern in _SHOWN.items():
        match = pattern.match(body)
        if match is None:
            continue
        said = match["about"]
        points = _ME.match(said) is not None
        if not points and not (
            _AS.search(said) or re.search(rf"(?:{words.AS})\s+(?:{re.escape(match['state'])})\s*$", body, _I)
        ):
            continue
        about = None if points else _named(body, _AS.sub("", said), match.start("about"), offset)
        return WantedChange(about=about, tails=(Tail(show_as=state),))
    return None


def _answer(body: str, offset: int) -> WantedChange | None:
    for response, alone in _ANSWERED_ALONE.items():
        if alone.match(body) is not None:
            return WantedChange(answer=response, unsure=True)
    for response, around in _ANSWERED_AROUND.items():
        if (match := around.match(body)) is not None:
            name = next(key for key, value in match.groupdict().items() if value)
            return _answering(body, response, match[name], match.start(name), offset)
    for response, pattern in _ANSWERED.items():
        if (match := pattern.match(body)) is not None:
            return _answering(body, response, match["about"], match.start("about"), offset)
    return None


def _answering(body: str, response: Answer, said: str, first: int, offset: int) -> WantedChange | None:
    if "," in said or _POINTS_ON.match(said.strip()):  # "I can't make it at 2, how about 5?"
        return None
    if _POINTS.match(said.strip()) and _STATED.match(body):  # "I can't make it" tells, and asks for nothing
        return None
    about = None if _POINTS.match(said.strip()) else _named(body, said, first, offset)
    return WantedChange(about=about, answer=response, unsure=about is not None)


def _named(body: str, said: str, first: int, offset: int) -> Evidence | None:
    """The words that name an event, without what leads to them; None for those that only point."""
    lead = _ABOUT_LEAD.match(said)
    begin = lead.end() if lead else 0
    words_said = said[begin:].strip(" .,!?")
    if not words_said or _POINTS.match(words_said) or _ME.match(words_said):
        return None
    start = body.index(words_said, first)
    return Evidence(words_said, (offset + start, offset + start + len(words_said)))


def _without(body: str, *spans: tuple[int, int]) -> str:
    return "".join(" " if any(a <= i < b for a, b in spans) else sign for i, sign in enumerate(body))
