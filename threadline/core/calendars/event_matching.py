"""Knowing an event again by the words somebody uses for it: its title, who takes part, when it is."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from threadline import regex
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract.vocabulary import GENERIC, STOP_WORDS, words_in
from threadline.calendar.recurrence import as_utc
from threadline.core.channels.formatting import and_list
from threadline.texts.messages import _

_WORD = regex.compile(r"[^\W_]+")
_ANY_EVENT = words_in(
    "meeting meetings appointment appointments call calls one ones event events mtg series next termin termine "
    "besprechung treffen reunion rendez vous cita riunione reuniao vergadering afspraak nachster nachste nachstes "
    "terminen besprechungen reunions reunion reuniones citas riunioni appuntamento appuntamenti reunioes compromisso "
    "compromissos vergaderingen afspraken spotkania moten moder "
    "nachsten prochain prochaine proxima proximo prossimo prossima volgende "
    "telefonat telefonate anruf anrufe gesprach gesprache appel appels entretien rdv llamada llamadas chiamata "
    "chiamate telefonata telefonate chamada chamadas ligacao gesprek gesprekken belletje telefoontje"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are meant: words of their title, people in them, a stretch of time in which they start."""

    title: str | None = None
    people: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None

    @property
    def anything(self) -> bool:
        """Whether the title or a person narrows it down."""
        return bool(self.words or self.people)

    @property
    def words(self) -> frozenset[str]:
        """The words that a title must have; words for any event are none."""
        return words_of(self.title or "") - _ANY_EVENT - GENERIC - STOP_WORDS

    def fits(self, draft: EventDraft) -> bool:
        """Whether an event is one of them."""
        said = words_of(draft.title)
        if not all(any(_same(word, other) for other in said) for word in self.words):
            return False
        if not all(any(fits_person(name, who) for who in draft.attendees) or _in(name, said) for name in self.people):
            return False
        if self.start is not None and self.end is not None:
            return as_utc(self.start) <= as_utc(draft.start) < as_utc(self.end)
        return self.start is None or as_utc(draft.start) == as_utc(self.start)

    def __str__(self) -> str:
        names = and_list(self.people)
        if self.words:
            if not names:
                return _("“{title}”", title=self.title)
            return _("“{title}” with {names}", title=self.title, names=names)
        return _("meetings with {names}", names=names) if names else _("meetings")


def fits_person(name: str, attendee: Attendee) -> bool:
    """Whether somebody is called so: by address, or by words of the name or of the address before its @."""
    wanted = name.strip().removeprefix("@").lower()
    if "@" in wanted:
        return (attendee.email or "").lower() == wanted
    local = (attendee.email or "").partition("@")[0]
    return bool(words_of(wanted)) and words_of(wanted) <= words_of(f"{attendee.name} {local}")


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in small letters and without accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return frozenset(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))))


def _in(name: str, words: Iterable[str]) -> bool:
    return "@" not in name and words_of(name) <= frozenset(words)


def _same(one: str, other: str) -> bool:
    """Words are the same with or without the s of the plural."""
    return one == other or (len(one) > 3 and one.rstrip("s") == other.rstrip("s"))
