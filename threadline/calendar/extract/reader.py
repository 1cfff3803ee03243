"""From a chat line or a whole mail to an event: every slot with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.acts import Act, Judgement, time_marks
from threadline.calendar.acts.absences import absence_of_another, absence_title
from threadline.calendar.extract.chosen import chosen_by_place
from threadline.calendar.extract.entries import is_entry
from threadline.calendar.extract.intents import read_intent
from threadline.calendar.extract.leftovers import leftovers
from threadline.calendar.extract.lengths import is_window, minutes, uses_length, with_days, with_meal_hour
from threadline.calendar.extract.model import Evidence, Extraction, Intent
from threadline.calendar.extract.page.labels import LabelKind, Labelled, read_labels, value_of
from threadline.calendar.extract.page.lookalikes import without_lookalikes
from threadline.calendar.extract.page.mail import own_words, without_courtesies
from threadline.calendar.extract.page.markup import Page, page_of
from threadline.calendar.extract.people.name_words import COLLECTIVE, COLLECTIVE_PATTERN, GIVEN_NAMES
from threadline.calendar.extract.people.names import ADDRESS, may_be_name, overlaps
from threadline.calendar.extract.people.reader import read_people
from threadline.calendar.extract.places.reader import read_place
from threadline.calendar.extract.places.words import OTHERS
from threadline.calendar.extract.said import Spans, counting, times_that_count, words_that_count
from threadline.calendar.extract.stretches import Stretches
from threadline.calendar.extract.tagging import Tagged, tag
from threadline.calendar.extract.times import best_time, in_order, is_unread, moved_to, without_compound
from threadline.calendar.extract.titles.commanded import commanded, opening, trimmed
from threadline.calendar.extract.titles.eastern import LANGUAGES as EASTERN
from threadline.calendar.extract.titles.eastern import remainder
from threadline.calendar.extract.titles.kinds import is_everyone, is_kind, is_nameless
from threadline.calendar.extract.titles.mending import mended
from threadline.calendar.extract.titles.predicates import is_said_of_times
from threadline.calendar.extract.titles.reader import TitleReader, quoted_title, span_of
from threadline.calendar.extract.titles.text import cleaned
from threadline.calendar.extract.vocabulary import EVENT_NOUNS, GENERIC, NEGATIONS, RELATIONS, STOP_WORDS
from threadline.calendar.when import Kind, Policy, Role, When, resolve
from threadline.calendar.when.languages.detection import detect
from threadline.calendar.when.languages.telling import WORDS

_USUAL = Policy()
_READ = 20_000
_HEAD = 2000
ADDRESSED = -100
_LEAST_CONFIDENCE = 0.35
_ENGLISH = STOP_WORDS | EVENT_NOUNS | GENERIC | RELATIONS | frozenset(WORDS["en"].split())
_NAMING_NOTHING = NEGATIONS | OTHERS
_WORD = regex.compile(r"[^\W\d_][\w'-]*")
_COLLECTIVE = regex.compile(rf"(?<!\w)(?:{COLLECTIVE_PATTERN})(?!\w)", re.IGNORECASE)
"""Who is invited is no place: "nodig iedereen uit"."""
_ROMANCE = frozenset(["fr", "es", "it", "pt"])
_REMINDS = regex.compile(r"\b(?:remind|reminder|reminders|notify|notice|forget|let me know)\b", re.IGNORECASE)
"""Who is to be reminded of a meeting speaks of one that has its name elsewhere."""


def extract(
    text: str,
    reference: datetime,
    *,
    zone: ZoneInfo | None = None,
    policy: Policy | None = None,
    people: Iterable[str] = (),
    language: str | None = None,
    wanted: bool = False,
    clocks: Mapping[str, ZoneInfo] | None = None,
    least: int = ADDRESSED,
) -> Extraction:
    """Read the event that `text`, said at the aware `reference`, speaks of.

    Quoted history and signatures of mails are left out, and so is what stands behind 20 000 characters; offsets count
    in the text as given. `people` are names known in the conversation; `wanted`: it is to become an event, so its words
    name one; `clocks` says in which zones people are, by name ("3pm Bo's time"). `least` is how sure an act has to be
    to be the intent: what is given to be extracted is heard more willingly (`ADDRESSED`) than talk (0). Raises
    ValueError for a naive reference or an unknown language.
    """
    page = page_of(own_words(text[:_READ]))
    slots = _Slots(page.text, reference, zone=zone, policy=policy, people=people, language=language, clocks=clocks)
    return _in_place(slots.extraction(wanted=wanted, least=least), page)


class _Slots:
    """The slots of a text without marks, each read from what the others left."""

    def __init__(
        self,
        text: str,
        reference: datetime,
        *,
        zone: ZoneInfo | None,
        policy: Policy | None,
        people: Iterable[str],
        language: str | None,
        clocks: Mapping[str, ZoneInfo] | None,
    ) -> None:
        self._text = text
        self._reference = reference
        self._policy = policy or _USUAL
        self._language = language
        self._labels = read_labels(text)
        self._body = without_courtesies(text)
        quoted = _quoted(text, reference) if not any(label.kind is LabelKind.TITLE for label in self._labels) else None
        said = without_lookalikes(self._body if quoted is None else _without(self._body, quoted.span), self._labels)
        self._whens = in_order(
            tuple(
                when
                for when in resolve(said, reference, zone=zone, policy=policy, language=language, clocks=clocks)
                if when.confidence >= _LEAST_CONFIDENCE or is_unread(when)
            )
        )
        pieces = [without_compound(piece, text) for when in self._whens for piece in when.pieces]
        self._times = [(first, last) for first, last in pieces if first < last]
        named = read_people(self._body, self._times, people, self._labels)
        self._people = tuple(each for each in named if not is_everyone(each))
        self._place = read_place(self._body, self._times + span_of(self._people), self._labels)
        self._quoted = quoted
        self._language_read = language or detect(text[:_HEAD])
        self._learned: Tagged | None = None
        if _is_foreign(self._body, self._language_read):
            self._learned = _naming(tag(_unlabelled(self._body, self._labels), self._times))
            self._complete(self._learned)

    def _complete(self, learned: Tagged) -> None:
        """Take people and place from the tagger where the rules found none."""
        if not self._people:
            elsewhere = [self._place.span] if self._place else []
            said = [each for each in learned.people if may_be_name(each.value) and not is_everyone(each)]
            if self._language_read == "de" and self._times:  # where every noun has a capital, and nobody is just added
                said = [each for each in said if each.value.split()[0].lower() in GIVEN_NAMES]
            self._people = tuple(each for each in said if not overlaps(each.span, elsewhere))
        if self._place is None:
            taken = span_of(self._people)
            said = [each for each in learned.places if _COLLECTIVE.search(each.value) is None]
            if self._language_read == "de":  # where every noun has a capital: "Massage notieren" names no place
                said = [each for each in said if not each.value.islower()]
            self._place = next((each for each in said if not overlaps(each.span, taken)), None)

    def extraction(self, *, wanted: bool, least: int) -> Extraction:
        """All of them; the intent says which time is meant and how sure a title has to be."""
        text, whens = self._text, self._whens
        intent, shown, acts = read_intent(text, time_marks(whens, self._reference), least=least)
        counted = counting(acts)
        best = best_time(times_that_count(whens, counted))
        company = intent is Intent.NONE and bool(self._people or self._place)
        if company and is_entry(text, best, self._taken(), acts, self._reference):
            intent, shown = Intent.CREATE, Evidence(text.strip(), (0, len(text)))
        if intent in {Intent.NONE, Intent.QUERY} and best is not None and self._is_filled_in(best):
            intent, shown = Intent.CREATE, Evidence(text.strip(), (0, len(text)))
        if intent is Intent.UPDATE:
            best = moved_to(text, whens, self._reference) or best
            whens = tuple(sorted(whens, key=lambda when: when is not best))
        elif intent not in {Intent.QUERY, Intent.FIND_TIME, Intent.CANCEL}:
            best = with_days(self._body, chosen_by_place(self._body, whens) or best, whens)
            best = self._away(best, whens, acts) or with_meal_hour(self._body, best, whens, self._policy)
            whens = (best, *(when for when in whens if when.span != best.span)) if best else whens
        title, kind = self._title(Intent.CREATE if wanted and intent is Intent.NONE else intent, best, counted)
        if intent is Intent.CREATE and kind is None and (absence := _absence(self._body)):
            title = absence if title is None or _within(title.span, absence.span) else title
        taken = [*span_of(self._people), *(each.span for each in (title, self._place, kind) if each)]
        return Extraction(
            intent=intent,
            title=title.value if title else None,
            attendees=tuple(person.value for person in self._people),
            location=self._place.value if self._place else None,
            when=best,
            whens=whens,
            when_spans=tuple(text[first:last] for first, last in sorted(self._times)),
            duration_minutes=minutes(best, whens),
            people=self._people,
            title_evidence=title,
            place_evidence=self._place,
            intent_evidence=shown,
            confidence=_confidence(best, title),
            kind_evidence=kind,
            window=is_window(text, best, whens),
            leftovers=leftovers(
                self._body,
                best,
                whens,
                taken,
                self._language or detect(text) or "",
                length_used=uses_length(best, whens),
            ),
            acts=acts,
        )

    def _is_filled_in(self, best: When) -> bool:
        """Whether it is a form's lines with what and when: "What: budget call / When: Thursday 11:00" asks nothing."""
        when = [label.value.span for label in self._labels if label.kind is LabelKind.TIME]
        has_time = any(first <= best.span[0] < last for first, last in when)
        return has_time and value_of(self._labels, LabelKind.TITLE) is not None

    def _away(self, best: When | None, whens: tuple[When, ...], acts: tuple[Judgement, ...]) -> When | None:
        """The time right behind the words that tell of an absence, which "out on Friday" refuses for all else."""
        lead = max(acts, key=lambda each: each.margin, default=None)
        offers = best is None or (best.kind is Kind.INSTANT and not best.all_day)  # "but I can do Thursday at 3"
        if offers or lead is None or lead.act is not Act.ANNOUNCE:
            return None
        refused = [when for when in whens if when.role is Role.REFUSED and when.kind is not Kind.DURATION]
        found = absence_title(self._body) if refused else None
        behind = sorted((when for when in whens if found and when.span[0] >= found[1][1]), key=lambda when: when.span)
        return behind[0] if behind and behind[0] in refused else None

    def _taken(self) -> list[tuple[int, int]]:
        """The stretches of times, people and the place."""
        return [*self._times, *span_of(self._people), *([self._place.span] if self._place else [])]

    def _title(self, intent: Intent, best: When | None, counted: Spans) -> tuple[Evidence | None, Evidence | None]:
        """The title; or, where an event is wanted of which only the sort is said, that."""
        labelled = value_of(self._labels, LabelKind.TITLE)
        if labelled is not None and not _is_time(labelled.value, self._reference):
            return cleaned(self._text, *labelled.span), None
        if self._quoted is not None:
            return self._quoted, None
        people, place = span_of(self._people), [self._place.span] if self._place else []
        beside = (when for when in self._whens if best and when.span != best.span and when.kind is not Kind.DURATION)
        others = [piece for when in beside for piece in when.pieces]
        aside = others if intent is Intent.CREATE else []
        said = words_that_count(_unlabelled(self._body, self._labels), counted)
        reader = TitleReader(said, self._times, people, place, aside=aside)
        if self._learned is not None:
            named = self._learned_title(self._learned, reader, intent)
            if any(named) or self._language_read != "en" or intent is not Intent.CREATE or not self._times:
                return named
        asked = intent in {Intent.QUERY, Intent.FIND_TIME, Intent.NONE}
        title = reader.read(asked=asked, owned=intent is Intent.CREATE)
        if title is None and intent is Intent.CREATE:  # the line above, of which no act was made, may be its heading
            whole = _unlabelled(self._body, self._labels)
            title = TitleReader(whole, self._times, people, place, aside=aside).read(asked=True)
        reminds = _REMINDS.search(self._text) is not None
        if title is None or reminds or intent not in (Intent.CREATE, Intent.UPDATE) or not is_kind(title):
            return title, None
        if intent is Intent.UPDATE:
            return None, None
        return reader.beside(title), reader.kind(title, names=people)

    def _learned_title(
        self, learned: Tagged, reader: TitleReader, intent: Intent
    ) -> tuple[Evidence | None, Evidence | None]:
        """What the tagger calls the event; where it finds no name, the bare word for its sort."""
        taken = span_of(self._people)
        others = [each for each in learned.people if not overlaps(each.span, taken) and self._language_read == "de"]
        place = [self._place.span] if self._place else []
        elsewhere = [*place, *(match.span() for match in ADDRESS.finditer(self._body))]  # no part of an address
        said = (*(each for each in learned.titles if not any(_holds(one, each.span) for one in elsewhere)), *others)
        opens = len(self._body) - len(self._body.lstrip())
        plain = (trimmed(each, self._language_read or "", opens=each.span[0] <= opens) for each in said)
        title = next((each for each in plain if each and not is_kind(each) and not is_nameless(each)), None)
        if intent is Intent.CREATE:
            slots = Stretches(self._taken())
            wanted = commanded(self._body, self._language_read or "", slots)
            if self._language_read in EASTERN:
                title = remainder(self._body, self._language_read, self._times, taken + place) or title
            title = mended(title, wanted, self._body, taken, place) or opening(self._body, slots, taken + place)
            title = None if title is not None and (is_kind(title) or is_said_of_times(title.value)) else title
        if self._language_read in _ROMANCE:
            title = reader.qualified(title)
        noun = reader.noun()
        if (title is None or is_everyone(title)) and noun is not None and intent is Intent.CREATE:
            title = reader.visit(noun)
        if title is not None and not is_everyone(title):
            return title, None
        if noun is None or is_kind(noun):
            return None, reader.kind(noun, names=span_of(self._people)) if noun and intent is Intent.CREATE else None
        return noun, None


def _naming(learned: Tagged) -> Tagged:
    """What the tagger says, without what names nothing: "nicht", and all who are concerned as a place."""

    def kept(found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(each for each in found if not _NAMING_NOTHING.issuperset(each.value.lower().split()))

    places = tuple(each for each in learned.places if COLLECTIVE.isdisjoint(each.value.lower().split()))
    return Tagged(kept(learned.titles), kept(learned.people), kept(places))


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    """Whether a stretch is only a part of another: "office" of "out of the office"."""
    return inner != outer and outer[0] <= inner[0] and inner[1] <= outer[1]


def _holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    """Whether a stretch lies within another, or is it."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _absence(text: str) -> Evidence | None:
    """What an absence is called, where nothing else names the event."""
    found = absence_of_another(text) or absence_title(text)
    return Evidence(*found) if found else None


def _is_foreign(text: str, language: str | None) -> bool:
    """Whether the rules for English have no words here: another language, or one that nobody knows."""
    head = text[:_HEAD]
    if language not in (None, "en"):
        return True
    words = [word.lower() for word in _WORD.findall(head)]
    return len(words) > 1 and not any(word in _ENGLISH for word in words)


def _unlabelled(text: str, labels: Iterable[Labelled]) -> str:
    """The text without its labelled lines."""
    for label in labels:
        text = _without(text, (label.label[0], label.value.span[1]), with_mark="\n")
    return text


def _in_place(found: Extraction, page: Page) -> Extraction:
    """The extraction with its spans in the text as it was given."""
    if page.offsets is None:
        return found

    def placed(evidence: Evidence | None) -> Evidence | None:
        return replace(evidence, span=page.span(*evidence.span)) if evidence else None

    def timed(when: When) -> When:
        return replace(when, span=page.span(*when.span), pieces=tuple(page.span(*piece) for piece in when.pieces))

    return replace(
        found,
        when=timed(found.when) if found.when else None,
        whens=tuple(timed(when) for when in found.whens),
        people=tuple(replace(person, span=page.span(*person.span)) for person in found.people),
        title_evidence=placed(found.title_evidence),
        place_evidence=placed(found.place_evidence),
        intent_evidence=placed(found.intent_evidence),
        kind_evidence=placed(found.kind_evidence),
        leftovers=tuple(replace(each, span=page.span(*each.span)) for each in found.leftovers),
        acts=tuple(_act_in_place(each, page) for each in found.acts),
    )


def _act_in_place(act: Judgement, page: Page) -> Judgement:
    return replace(act, span=page.span(*act.span), named=page.span(*act.named) if act.named else None)


def _confidence(best: When | None, title: Evidence | None) -> float:
    """The time's own confidence, less without a title, little without a time."""
    sure = best.confidence if best else _LEAST_CONFIDENCE
    return round(sure if title else sure * 0.7, 2)


def _quoted(text: str, reference: datetime) -> Evidence | None:
    """A title in quotation marks, unless what is quoted is the time."""
    quoted = quoted_title(text)
    return None if quoted is None or _is_time(quoted.value, reference) else quoted


def _without(text: str, span: tuple[int, int], *, with_mark: str = "_") -> str:
    return text[: span[0]] + with_mark * (span[1] - span[0]) + text[span[1] :]


def _is_time(words: str, reference: datetime) -> bool:
    """True when the words are nothing but a time."""
    return any(len(when.text) >= len(words.strip()) - 1 for when in resolve(words, reference))
