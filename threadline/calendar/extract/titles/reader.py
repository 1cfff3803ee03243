"""What the event is called: a quoted or labelled title, what to be reminded of, or the words round an event noun."""

from __future__ import annotations

import re
from collections.abc import Iterable

from threadline import regex
from threadline.calendar.extract.model import Evidence
from threadline.calendar.extract.people.name_words import DETERMINERS, GIVEN_NAMES
from threadline.calendar.extract.places.words import OTHERS
from threadline.calendar.extract.times import NO_COMPOUND
from threadline.calendar.extract.titles.kinds import KindReader, is_everyone
from threadline.calendar.extract.titles.predicates import predicates
from threadline.calendar.extract.titles.text import CALENDAR, WORD, Taken, Word, cleaned
from threadline.calendar.extract.titles.words import (
    ALSO_NOUNS,
    ASKED_OF_US,
    BEFORE_VERBS,
    BEING,
    BETWEEN,
    CALLS,
    COMMAND_NOUNS,
    COMPOUNDED,
    DOING,
    ENDS,
    ENDS_CHORE,
    GOES_TO,
    MEALS,
    NEVER_FIRST,
    ORDINALS,
    PARTICLES,
    RELATIVE,
    TOPICS,
)
from threadline.calendar.extract.vocabulary import (
    EVENT_NOUNS,
    GENERIC,
    KINDS,
    NUMBERS,
    PLACE_WORDS,
    STOP_WORDS,
)

_QUOTED = regex.compile(r"[\"“„«「]([^\"”“»」\n]{2,80})[\"”“»」]")
_NAMES = regex.compile(r"[^\W\d_]{3}")
_CALLED = regex.compile(
    r"\b(?:called|titled|named|entitled|labeled|labelled|(?:with|by) (?:the )?(?:subject|title|name)|subject|title|"
    r"name it)\s+(?:of\s+|is\s+|as\s+)?([^,.;\n]{2,60})",
    re.IGNORECASE,
)
_CHORE = regex.compile(
    r"\b(?:remind(?:er)?(?:\s+(?:me|us))?|(?:don't|do not) let me forget|remember|tell me|notify me|alert me|"
    r"(?:an?|my|the)\s+(?:appointment|appt|event|reminder|time|plan|entry)(?:\s+for\s+me)?|appointment|"
    r"i(?:'ll)?\s+(?:have|need|want|got|am going|plan)|i'd like|i would like|i'm going|we(?:'re| are) going|i gotta|"
    r"i've got|for me|we (?:have|need|want))\s+"
    r"(?P<between>(?:[^\s.?!]+\s+){0,8}?)(?:to|that i (?:have|need) to)\s+(?=[^\W\d_])"
    r"|\breminder:?\s+(?=(?:take|call|pay|buy|send|pick|drop|get|give|feed|water|walk|clean|wash|go|check|renew|"
    r"submit|email|order|return|book|bring|finish)\s)(?P<none>)",
    re.IGNORECASE,
)

_SET = regex.compile(
    r"\b(?:one[ -]on[ -]one|1[ -]?on[ -]?1|lunch and learn|meet and greet|show and tell|meet & greet|date night|"
    r"(?:take|drop|pick|bring) (?:the |my |our )?[a-z']+(?: [a-z']+)? (?:off|up|back)"
    r"(?: (?:at|from) (?:the )?[a-z]+)?)\b(?! (?:for|of) )",
    re.IGNORECASE,
)
_HAVE_DONE = regex.compile(
    r"(?:get|have) (?:my|the|our|his|her|their) (?:[a-z]+ ){1,3}?(?:[a-z]+ed|done|cut|fit|redone|seen to|"
    r"put (?:on|in))\b",
    re.IGNORECASE,
)
"""What is to be done by others: "an appointment to get my oil changed"."""
_VISITS = ("meet", "see")
_MOST_WORDS = 8


def quoted_title(text: str) -> Evidence | None:
    """A title in quotation marks; it must hold a word that is no number."""
    for match in _QUOTED.finditer(text):
        if _NAMES.search(match.group(1)):
            return cleaned(text, *match.span(1))
    return None


_NAMELESS = STOP_WORDS | GENERIC
_ENDING = STOP_WORDS | ENDS
_NEVER_LEADING = _NAMELESS | ENDS
_ASKED = ASKED_OF_US | DETERMINERS
_COUNTED = ORDINALS | {"first", "second"}
_OPENING = ORDINALS | {"first", "second", "final"}
_NOT_BELONGING = (NUMBERS | ORDINALS | TOPICS) - {"half"}


class TitleReader(KindReader):
    """Reads the title of one text in English."""

    def read(self, *, asked: bool, owned: bool = True) -> Evidence | None:
        """The title, or None when nothing names the event; a question (`asked`) names one only by an event word.

        `owned`: whose party it is belongs to its name, as it does where it is to be written into a calendar.
        """
        self._owned = owned
        if match := _CALLED.search(self._text):
            first, last = match.span(1)
            within = [begin for begin, _ in self._times if begin > first]
            within += [match.start() for match in CALENDAR.finditer(self._text, first)]
            within += [begin for begin, _ in self._slots if begin > first]
            return cleaned(self._text, first, min([last, *within]))
        chore = None if asked else self._chore()
        named = chore or self._set_phrase() or self._noun_phrase() or self._stem()
        if named is not None or asked:
            return named or self._meal()
        for found in (self._leading(self._words), self._topic()):
            if found is not None and not is_everyone(found):
                return found
        return self._meal()

    def beside(self, title: Evidence) -> Evidence | None:
        """Another name for what a mere sort of event was said of: "an appointment on Friday at 3, haircut"."""
        later = [word for word in self._words if word[1] >= title.span[1]]
        found = self._noun_phrase(later, named=True) or self._topic(later)
        if found is None and later and self._text[title.span[1] : later[0][1]] in (" ", ": ", ", "):
            plain = (
                later[0][0].lower() not in _NAMELESS
                and later[0][0].lower() not in ENDS
                and not self._is_taken(later[0])
            )
            found = self._leading(later) if plain else None
        return found

    def _meal(self) -> Evidence | None:
        """A meal that a question is about, though it was read as its hour: "how much time before lunch"."""
        meal = next((word for word in self._words if word[0].lower() in MEALS), None)
        return cleaned(self._text, meal[1], meal[2]) if meal else None

    def _chore(self) -> Evidence | None:
        """What is to be done, behind "remind me to" and the like."""
        for match in _CHORE.finditer(self._text):
            between = match.span("between")
            if match["none"] is None and not all(
                word.group().lower() in BETWEEN or self._is_taken((word.group(), word.start(), word.end()), self._timed)
                for word in WORD.finditer(self._text, *between)
            ):
                continue
            found = self._done(match.end())
            if found is None:
                continue
            first, said = found.value.split()[0].lower(), match.group().lower()
            reminds = "remind" in said and first not in ("remind", "let")
            if (
                reminds
                or _HAVE_DONE.match(found.value)
                or not (first in ASKED_OF_US or first in DETERMINERS)
                or (first in _VISITS and "appointment" in said)
            ):
                return found
        return None

    def _done(self, first: int) -> Evidence | None:
        last = first
        for match in WORD.finditer(self._text, first):
            word = (match.group(), match.start(), match.end())
            between = self._text[last : word[1]]
            if self._is_taken(word, self._timed) or word[0].lower() in ENDS_CHORE:
                break
            if any(mark in between for mark in ".!?;,\n"):
                break
            last = word[2]
        return cleaned(self._text, first, last) if last > first else None

    def _set_phrase(self) -> Evidence | None:
        """A name of several words that stand together: "one on one", "drop the kids off at school"."""
        for match in _SET.finditer(self._text):
            if not self._timed.touches(*match.span()) and not self._people.touches(*match.span()):
                return Evidence(match.group(), match.span())
        return None

    def _noun_phrase(self, words: list[Word] | None = None, *, named: bool = False) -> Evidence | None:
        """The first event word with what belongs to it: "sales meeting", "Flight to Oslo", "Mum's birthday party"."""
        words = self._words if words is None else words
        for index, word in enumerate(words):
            particle = self._with_particle(words, index)
            if not (particle or self._is_noun(words, index)) or self._is_taken(word):
                continue
            last = index + particle
            while last + 1 < len(words) and self._continues(words, last):
                last += 1
            last = self._before_event(words, self._stretched(words, index, last))
            first = index
            while first and index - first < _MOST_WORDS and self._belongs(words, first):
                first -= 1
            if named and all(each[0].lower() in KINDS for each in words[first : last + 1]):
                continue
            first += first < index and words[first][0] in ("s", "&")
            if particle and last == index + particle:  # whose little word is no preposition: "check in"
                begin, end = words[first][1], words[last][2]
                return Evidence(self._text[begin:end], (begin, end))
            return cleaned(self._text, words[first][1], words[last][2])
        return None

    def _is_noun(self, words: list[Word], index: int) -> bool:
        lower = words[index][0].lower()
        plain = lower if lower in EVENT_NOUNS else lower.removesuffix("s")
        if plain not in EVENT_NOUNS:
            return False
        following = words[index + 1][0].lower() if index + 1 < len(words) else ""
        if plain.endswith("ing") and index and words[index - 1][0].lower() in BEING:
            return False
        if following == "room" or (plain in CALLS and following in ("me", "us", "it", "off")):
            return False
        before = words[index - 1][0].lower() if index else ""
        if plain == "night":
            return bool(before) and before not in NO_COMPOUND
        if plain in ("date", "dates") and (not index or before in _NAMELESS or before == "important"):
            return following == "with"
        commanded = index == 0 or before in ("please", "you", "to", "and", "just")
        alone = (
            not following or following in ENDS or (plain != "show" and self._is_taken(words[index + 1], self._timed))
        )
        return alone or not (commanded and plain in COMMAND_NOUNS)

    def _with_particle(self, words: list[Word], index: int) -> bool:
        """Whether a verb and its particle make a noun here, behind what stands before nouns."""
        wanted = PARTICLES.get(words[index][0].lower())
        if wanted is None or not index or not self._joined(words, index):
            return False
        before = words[index - 1][0].lower()
        return words[index + 1][0].lower() in wanted.split() and before not in BEFORE_VERBS

    def _continues(self, words: list[Word], last: int) -> bool:
        if not self._joined(words, last) or self._is_taken(words[last + 1]):
            return False
        following = words[last + 1][0].lower()
        if following in ("and", "&") and self._joined(words, last + 1):
            after = words[last + 2]
            return after[0].lower() in EVENT_NOUNS and not self._is_taken(after)
        return following in EVENT_NOUNS or following.removesuffix("s") in EVENT_NOUNS

    def _stretched(self, words: list[Word], index: int, last: int) -> int:
        """A journey with where it goes, an interview with whom it is of, a talk with what it is about."""
        noun = words[last][0].lower()
        if noun in GOES_TO and self._joined(words, last) and words[last + 1][0].lower() in ("home", "back"):
            return last + 1
        if noun in GOES_TO and self._joined(words, last) and words[last + 1][0].lower() in ("to", "from", "nach"):
            end = last + 2
            while end < len(words) and self._text[words[end - 1][2] : words[end][1]] == " ":
                if words[end][0].lower() in ENDS or self._is_taken(words[end], self._timed):
                    break
                end += 1
            return end - 1 if end > last + 2 else last
        if noun == "interview" and index == last:
            while self._joined(words, last) and self._is_taken(words[last + 1], self._people):
                last += 1
        if self._joined(words, last) and words[last + 1][0].lower() in ("of", "about", "regarding", "notes"):
            end = last + 2
            while end < len(words) and self._text[words[end - 1][2] : words[end][1]] == " ":
                if words[end][0].lower() in ENDS or self._is_taken(words[end]):
                    break
                end += 1
            return end - 1 if end > last + 2 else last
        return last

    def _before_event(self, words: list[Word], last: int) -> int:
        """The last word before "event": "Training Video event"."""
        for end in range(last + 1, min(last + 4, len(words))):
            if not self._joined(words, end - 1) or self._is_taken(words[end]):
                break
            if words[end][0].lower() == "event":
                return end - 1
            if words[end][0].lower() in _ENDING:
                break
        return last

    def _belongs(self, words: list[Word], first: int) -> bool:
        previous = words[first - 1]
        lower = previous[0].lower()
        joined = self._text[previous[2] : words[first][1]] in {" ", "-", " & ", " ' "}
        opens = lower in _OPENING and not self._text[: previous[1]].strip()  # "First aid training on Thursday"
        if opens and joined and not self._is_taken(previous, self._timed):
            return True
        if not joined or lower in _NOT_BELONGING or lower in DOING:
            return False
        if self._is_taken(previous, self._timed):
            relative = lower in RELATIVE or lower.endswith(("'s", "’s"))
            return self._is_taken(previous, self._aside) and not relative
        if lower.endswith(("'s", "’s")):
            return lower not in STOP_WORDS and (self._owned or not self._is_taken(previous, self._people))
        return lower not in STOP_WORDS and lower not in GENERIC and lower not in OTHERS and not self._is_taken(previous)

    def _leading(self, words: list[Word]) -> Evidence | None:
        """What stands between the command and the first word that begins another slot."""
        kept: list[Word] = []
        calls = commanded = False
        said_of_times = predicates(self._text, self._words, self._timed)
        for word in words:
            lower = word[0].lower()
            broken = bool(kept) and any(mark in self._text[kept[-1][2] : word[1]] for mark in ".!?;:,\n")
            small = bool(kept) and kept[-1][0].lower() in GOES_TO and lower in ("to", "from")
            if kept and not small:
                ends = lower in ENDS or (self._is_taken(word) and not (calls and self._is_taken(word, self._people)))
                if broken or ends or len(kept) >= _MOST_WORDS:
                    break
            also = not kept and commanded and lower in ALSO_NOUNS and not self._is_taken(word)
            commanded = commanded or lower in ASKED_OF_US
            counted = also or (not kept and lower in _COUNTED and self._counts(words, word))
            nothing = lower in _NAMELESS or lower in NEVER_FIRST or lower.isdecimal()
            nothing = nothing or self._is_taken(word, said_of_times)
            if not kept and not counted and (nothing or self._is_taken(word)):
                calls = lower in CALLS
                if not (calls and self._is_before_person(words, word)):
                    continue
            calls = calls or lower in CALLS
            kept.append(word)
        while kept and kept[-1][0].lower() in _NAMELESS and not (len(kept) > 1 and kept[-1][0].lower() in COMPOUNDED):
            kept.pop()
        return cleaned(self._text, kept[0][1], kept[-1][2]) if kept else None

    def _counts(self, words: list[Word], word: Word) -> bool:
        """Whether an ordinal stands before what it counts: "second reading", not "second, book a room"."""
        following = next((each for each in words if each[1] >= word[2]), None)
        if following is None or self._text[word[2] : following[1]] != " " or self._is_taken(word, self._timed):
            return False
        return following[0].lower() not in _NEVER_LEADING and not self._is_taken(following)

    def _is_before_person(self, words: list[Word], word: Word) -> bool:
        following = next((each for each in words if each[1] >= word[2]), None)
        return following is not None and self._is_taken(following, self._people)

    def _topic(self, words: list[Word] | None = None) -> Evidence | None:
        words = self._words if words is None else words
        for index, word in enumerate(words[:-1]):
            following = words[index + 1]
            free = not self._is_taken(following) and following[0].lower() not in PLACE_WORDS
            named = following[0].lower() in GIVEN_NAMES or following[0].lower() in ("me", "us", "you", "it", "that")
            if word[0].lower() in TOPICS and free and not named:
                return self._leading(words[index + 1 :])
            if word[0].lower() in ("discuss", "review") and index and words[index - 1][0].lower() == "to" and free:
                return self._leading(words[index + 1 :])
        return None


def span_of(evidence: Iterable[Evidence]) -> Taken:
    """The stretches of some evidence."""
    return [each.span for each in evidence]
