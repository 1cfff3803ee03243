"""A search for a time over several turns: its limits are kept, and what is said further narrows it.

"30 minutes with Bo next week, no mornings" and then "another day": the mornings stay out.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.core.channels.offer_text import changes_in_words
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import Action, DecisionError, Offer, Proposal
from threadline.core.domain.reading import Reading
from threadline.core.proposals.decisions import Decisions, EditSource
from threadline.core.scheduling.event_resolution import EventResolver
from threadline.core.scheduling.meeting_finder import MeetingFinder, NoTime
from threadline.core.scheduling.question_words import part_of_day
from threadline.core.scheduling.said_before import Said, SaidBefore
from threadline.core.scheduling.search_limits import Limits, Search, read_search
from threadline.core.scheduling.search_words import ANOTHER_DAY, ANOTHER_TIME, EARLIER, LATER, POLITE
from threadline.storage.persons import utc_now
from threadline.texts.messages import N_, _

_I = re.IGNORECASE
_SEARCH = regex.compile(
    r"(?<!\w)(?:find|suggest|propose|look for|search for|when (?:can|could|are|is|do)|any (?:time|slot)|a (?:time|"
    r"slot)|finde|such|"
    r"schlag|wann (?:können|passt|hätte)|trouve|cherche|quand (?:peut|pouvons|est-ce)|busca|encuentra|cuándo "
    r"(?:podemos|puede)|trova|"
    r"cerca|quando (?:possiamo|podemos)|encontre|procure|zoek|vind|wanneer (?:kunnen|kan))(?!\w)",
    _I,
)
_PARTS = {
    "later": regex.compile(rf"(?<!\w)(?:{LATER})(?!\w)", _I),
    "earlier": regex.compile(rf"(?<!\w)(?:{EARLIER})(?!\w)", _I),
    "day": regex.compile(rf"(?<!\w)(?:{ANOTHER_DAY})(?!\w)", _I),
    "time": regex.compile(rf"(?<!\w)(?:{ANOTHER_TIME})(?!\w)", _I),
}
_POLITE = regex.compile(rf"(?<!\w)(?:{POLITE})(?!\w)|[\s.,;:!?'’-]", _I)
_ANOTHER_LENGTH = N_("You also said “{words}”: I looked for a single length only.")
_MOST_REFINED = 5
_STEP = timedelta(minutes=30)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_LONGEST_REFINEMENT = 500
"""Of how many characters words can be that only narrow a search."""


class SearchTurns:
    """Finds times by all that was said of them."""

    def __init__(
        self,
        *,
        finding: MeetingFinder,
        decisions: Decisions,
        event_resolver: EventResolver,
        said_before: SaidBefore,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._finding = finding
        self._decisions = decisions
        self._event_resolver = event_resolver
        self._said_before = said_before
        self._clock = clock

    async def found(self, turn: Turn, reading: Reading) -> Offer | None:
        """The best time as an offer, where the message looks for one; None where it does not. Raises `NoTime`."""
        search = read_search(turn.message.text, turn.message.sent_at, _zone(turn))
        if not seeks(turn.message.text, reading, search):
            return None
        known = reading
        if search.length is not None and reading.duration != search.length:
            known = replace(known, duration=search.length)
        elif search.length is None and known.duration is not None and known.duration >= _DAY:
            known = replace(known, duration=None)  # "some day next week": when, not how long
        if search.limits.meal and known.duration is None:
            known = replace(known, duration=_HOUR)
        title = reading.title if reading.title and not _is_limit(reading.title, turn) else None
        doubts = (*known.doubts, *(_(_ANOTHER_LENGTH, words=words) for words in search.further_lengths))
        return await self._finding.offer(
            turn.person,
            replace(known, title=title, between=part_of_day(search.rest), doubts=doubts),
            self._clock(),
            conversation_id=turn.conversation_id,
            limits=search.limits,
        )

    async def refined(self, turn: Turn) -> tuple[str, ...] | None:
        """What comes of words that only narrow a search whose card is still open: the card shows another time.

        None where they are no such words, or there is no such card.
        """
        parts, search = _refinement(turn.message.text, turn)
        if not parts and not search.limits.anything and not _other_days(search):
            return None
        card = await self._card(turn)
        limits = await self._limits_before(turn) if card is not None else None
        if card is None or limits is None:
            return None
        if turn.has_edited(card.offer.edited_by):
            return (_("**{title}** now shows a different time.", title=card.offer.draft.title),)
        draft = card.offer.draft
        narrowed = _moved(parts, limits.with_further(search.limits), draft, card.offer, turn.person.zone)
        reading = Reading(
            Intent.FIND_TIME,
            duration=draft.duration,
            attendees=tuple(who.email or who.name for who in draft.attendees),
            title=draft.title,
            location=draft.location,
            seeks_time=True,
        )
        try:
            offer = await self._finding.offer(
                turn.person, reading, self._clock(), conversation_id=turn.conversation_id, limits=narrowed
            )
            return await self._shown(turn, card, offer)
        except (NoTime, DecisionError) as error:
            return (_("{reason}. The card stays as it is.", reason=str(error).rstrip(".")),)

    async def _shown(self, turn: Turn, card: Proposal, offer: Offer) -> tuple[str, ...]:
        moved = replace(card.offer.draft, start=offer.draft.start, end=offer.draft.end, zone=offer.draft.zone)
        said = EditSource(turn.edit_mark, alternatives=offer.alternatives, warnings=offer.warnings)
        edited = await self._decisions.edit(turn.person, card.id, moved, version=card.version, said=said)
        lines = changes_in_words(card.offer.draft, edited.offer.draft, turn.person.zone)
        others = [f"- {each.label}" for each in offer.alternatives]
        more = (_("Other times that work:"), *others) if others else ()
        heading = _("**{title}**, not booked yet:", title=moved.title)
        return (heading, *lines, *offer.warnings, *more)

    async def _card(self, turn: Turn) -> Proposal | None:
        found = await self._event_resolver.at_hand(turn.person, turn.conversation_id, self._clock())
        card = found.events[0].proposal if found.events else None
        return card if card is not None and card.offer.action is Action.BOOK and not card.offer.draft.all_day else None

    async def _limits_before(self, turn: Turn) -> Limits | None:
        """What was said of the time so far: the message that began the search and all that narrowed it since."""
        kept: list[Limits] = []
        for said in (await self._said_before(turn))[:_MOST_REFINED]:
            parts, refined = _refinement(said.text, turn)
            if not _begins(said, turn):
                if not parts and not refined.limits.anything and not _other_days(refined):
                    return None
                kept.append(refined.limits)
                continue
            begun = read_search(said.text, turn.message.sent_at, _zone(turn))
            limits = replace(begun.limits, between=begun.limits.between or part_of_day(begun.rest))
            for each in reversed(kept):
                limits = limits.with_further(each)
            return limits
        return None


def seeks(text: str, reading: Reading, search: Search) -> bool:
    """Whether a message looks for a time to meet: it says with whom, and how long or that a time is to be found."""
    if reading.seeks_time:
        return True
    if reading.intent not in (Intent.NONE, Intent.FIND_TIME, Intent.CREATE) or not reading.attendees:
        return False
    hour = reading.draft is not None and not reading.draft.all_day  # was said: "om 12 uur" is no length of twelve
    if hour and not (search.around_meal and _SEARCH.search(text)):
        return False
    looks = _SEARCH.search(text) is not None and reading.hourless
    if (
        reading.intent is Intent.CREATE
        and not looks
        and not (search.limits.anything and search.length and _is_roomy(search))
    ):
        return False
    return bool(search.length or _SEARCH.search(text)) and (search.limits.anything or _is_roomy(search))


def _is_roomy(search: Search) -> bool:
    limits = search.limits
    if limits.start is None or limits.end is None:
        return limits.end is not None or limits.anything
    return limits.end - limits.start > (search.length or _HOUR)


def _begins(said: Said, turn: Turn) -> bool:
    """Whether an earlier message began a search."""
    search = read_search(said.text, turn.message.sent_at, _zone(turn))
    named = "@" in said.text or re.search(r"\b(?:with|mit|avec|con|com|met)\b", said.text, _I) is not None
    return bool(search.length or _SEARCH.search(said.text)) and (named or _SEARCH.search(said.text) is not None)


def _refinement(text: str, turn: Turn) -> tuple[frozenset[str], Search]:
    """What a message says that only narrows a search; nothing where it says something besides."""
    if len(text) > _LONGEST_REFINEMENT:
        return frozenset(), Search(Limits())
    search = read_search(text, turn.message.sent_at, _zone(turn), further=True)
    rest, parts = search.rest, set()
    for name, pattern in _PARTS.items():
        if pattern.search(rest):
            parts.add(name)
            rest = pattern.sub(" ", rest)
    if search.length is not None or _POLITE.sub("", rest):
        return frozenset(), Search(Limits())
    return frozenset(parts), search


def _other_days(search: Search) -> bool:
    """Whether the search is to look on other days: "or Tuesday?", "next week instead"."""
    start, end = search.limits.start, search.limits.end
    return start is not None and end is not None and end - start >= timedelta(hours=23)


def _moved(parts: frozenset[str], limits: Limits, draft: EventDraft, offer: Offer, zone: str) -> Limits:
    local = draft.start.astimezone(ZoneInfo(zone))
    if "later" in parts:
        limits = replace(limits, start=draft.start + _STEP)
    if "earlier" in parts:
        limits = replace(limits, end=draft.end - _STEP)
    if "day" in parts:
        limits = replace(limits, barred_dates=limits.barred_dates | {local.date()})
    if "time" in parts:
        last = max((draft.start, *(each.start for each in offer.alternatives)))
        limits = replace(limits, start=last + _STEP)
    return limits


def _is_limit(title: str, turn: Turn) -> bool:
    """Whether what was read as a title is one of the limits: "no mornings", "lunch" of "after lunch"."""
    rest = read_search(turn.message.text, turn.message.sent_at, _zone(turn)).rest
    words = {word.lower() for word in re.findall(r"\w+", rest)}
    return not {word.lower() for word in re.findall(r"\w+", title)} & words


def _zone(turn: Turn) -> str:
    return turn.message.zone or turn.person.zone
