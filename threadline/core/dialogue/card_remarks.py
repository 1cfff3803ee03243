"""What is said about the card of a thread that wants nothing new of it: how it stands, what was on it, "put it back".

A mere remark changes nothing but what its words say: the last change by words is taken back, what was booked is only
proposed to go again, and a day that does not suit is answered with the question for another.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.when import resolve
from threadline.core.channels.formatting import when_label
from threadline.core.channels.offer_text import changes_in_words, offer_facts
from threadline.core.dialogue import card_remark_words as words
from threadline.core.dialogue.card_answers import how_to_decide, told_outcome
from threadline.core.dialogue.open_cards import OpenCards
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import Action, DecisionError, Proposal, State, Target
from threadline.core.proposals.decisions import Decisions, EditSource
from threadline.core.scheduling.planner import Plan
from threadline.texts import formats
from threadline.texts.messages import N_, _

_LONGEST = 120
_NOT_BOOKED = N_("**{title}**, {when}, is not booked yet, and nobody was told of it.")
_NOT_DONE = N_("Nothing of that is done yet: **{title}**, {when}.")
_ANOTHER_DAY = N_("**{title}** is on {day}. When would suit better? For example “move it to Friday at 3”.")
_BY_BUTTON = N_("Press **Undo** on the card to take it back: **{title}**, {when}.")
_GAP = r"[\s,.!;:…–-]*"


class Remark(StrEnum):
    """What is said."""

    BACK = "back"
    STATUS = "status"
    SHOW = "show"


def remark_on_card(text: str) -> Remark | None:
    """What a message says about a card, and nothing else; None where it says more."""
    said = " ".join(text.replace("’", "'").split()).casefold()
    if not said or len(said) > _LONGEST:
        return None
    return next((remark for remark, pattern in _patterns().items() if pattern.fullmatch(said)), None)


@cache
def _patterns() -> dict[Remark, re.Pattern[str]]:
    lead = rf"{_GAP}(?:(?:{words.LEAD})(?!\w){_GAP})*"
    before = r"(?:[^,.!?]{1,40}[,.!;–-]\s*){0,2}"  # "Tuesday was better, put it back"
    return {
        Remark.BACK: regex.compile(rf"{before}{lead}(?:{words.BACK}){_GAP}", re.IGNORECASE),
        Remark.STATUS: regex.compile(rf"[¿]?{lead}(?:{words.STATUS})\s*\?+", re.IGNORECASE),
        Remark.SHOW: regex.compile(rf"[¿]?{lead}(?:{words.SHOW})[\s.!?]*", re.IGNORECASE),
    }


@dataclass(frozen=True, slots=True)
class CardRemarks:
    """Answers what is said about a card."""

    decisions: Decisions

    async def answer(self, turn: Turn, cards: OpenCards) -> Plan | None:
        """What comes of it; None where the message is no such remark, or there is no card that it can be about."""
        card = cards.mine[0] if cards.mine else cards.decided
        if card is None or card.offer.action.response is not None or card.offer.handover is not None:
            return None
        if cards.mine and refuses_day(turn, card):
            day = formats.day(card.offer.draft.start.astimezone(ZoneInfo(_zone(turn))))
            return Plan((_(_ANOTHER_DAY, title=card.offer.draft.title, day=day),), said=True)
        match remark_on_card(turn.message.text):
            case Remark.BACK:
                return await self._back(turn, cards) if _names_no_other_time(turn, card) else None
            case Remark.STATUS:
                return _standing(turn, cards.mine) if cards.mine else Plan((told_outcome(card, turn),), said=True)
            case Remark.SHOW if cards.mine:
                lines = (how_to_decide(each, turn) for each in cards.mine)
                return Plan(tuple(lines), said=True, shown=cards.mine)
        return None

    async def _back(self, turn: Turn, cards: OpenCards) -> Plan | None:
        """The last change by words is taken back, or what was booked last is proposed to go."""
        if cards.mine:
            return await self._as_before(turn, cards.mine[0])
        booked = cards.decided
        if booked is None or booked.state is not State.BOOKED:
            return None
        draft = booked.offer.draft
        if booked.offer.action is not Action.BOOK or booked.event_id is None or not booked.event_version:
            return Plan((_(_BY_BUTTON, title=draft.title, when=_when(booked, turn)),), said=True, shown=(booked,))
        target = Target(booked.event_id, booked.event_version, draft, booked.calendar, booked.calendar_id)
        offer = await self.decisions.placed(turn.person, await self.decisions.offer_change(turn.person, target, None))
        return Plan(offer_facts(offer, turn.person.zone, shared=turn.message.shared), offer)

    async def _as_before(self, turn: Turn, card: Proposal) -> Plan:
        before, earlier = card.offer.draft, card.offer.earlier
        if turn.has_edited(card.offer.edited_by):  # this turn was begun before, and came as far as this
            return Plan((how_to_decide(card, turn),), said=True, shown=(card,))
        if earlier is None:
            return _standing(turn, (card,))
        try:
            edited = await self.decisions.edit(
                turn.person, card.id, earlier, version=card.version, said=EditSource(turn.edit_mark)
            )
        except DecisionError as error:
            return Plan((str(error),), said=True, shown=(card,))
        lines = changes_in_words(before, edited.offer.draft, turn.person.zone)
        heading = _("**{title}**, not booked yet:", title=edited.offer.draft.title)
        return Plan((heading, *lines, how_to_decide(edited, turn)), said=True, shown=(edited,))


def refuses_day(turn: Turn, card: Proposal) -> bool:
    """Whether a message says that the day of a card does not suit, and offers no other time."""
    said = " ".join(turn.message.text.replace("’", "'").split())
    if len(said) > _LONGEST or "?" in said or card.offer.draft.all_day:
        return False
    if (refused := _refusing().search(said)) is None or "can't wait" in said.casefold():
        return False
    zone = ZoneInfo(_zone(turn))
    days = _days_of(said, turn.message.sent_at.astimezone(zone), zone)
    if days != {card.offer.draft.start.astimezone(zone).date()}:
        return False
    before = said[: refused.start()].casefold()
    people = {
        name.casefold()
        for who in card.offer.draft.attendees
        for name in (who.name, (who.email or "").partition("@")[0])
        if name
    }
    names_guest = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said.casefold()) for name in people)
    return names_guest or _oneself().search(said) is not None or not _other_subject(before)


def _names_no_other_time(turn: Turn, card: Proposal) -> bool:
    """Whether a time that stands beside "put it back" is the one that the event had before: "Tuesday was better"."""
    zone = ZoneInfo(_zone(turn))
    earlier = card.offer.earlier or card.offer.draft
    start = earlier.start.astimezone(zone)
    for when in resolve(turn.message.text, turn.message.sent_at.astimezone(zone), zone=zone):
        said = (when.start or when.end or start).astimezone(zone)
        if said.date() != start.date() if when.all_day else said.time() != start.time():
            return False
    return True


def _other_subject(before: str) -> bool:
    """Whether something else than a day is what does not suit: "the projector", "the vendor"."""
    rest = re.sub(rf"^{_GAP}(?:(?:{words.LEAD})(?!\w){_GAP})*", "", before)
    return len(re.findall(r"[^\W\d_]{2,}", rest)) > 2


@cache
def _refusing() -> re.Pattern[str]:
    return regex.compile(rf"(?:(?<!\w)|(?='))(?:{words.REFUSING})(?!\w)", re.IGNORECASE)


@cache
def _oneself() -> re.Pattern[str]:
    return regex.compile(rf"(?<!\w)(?:{words.ONESELF})(?!\w)", re.IGNORECASE)


def _days_of(said: str, now: datetime, zone: ZoneInfo) -> set[date]:
    """The days that words name; empty where they name an hour as well, for then another time may be wanted."""
    found = [each for each in resolve(said, now, zone=zone) if each.start is not None]
    if any(not each.all_day for each in found):
        return set()
    return {each.start.astimezone(zone).date() for each in found if each.start is not None}


def _standing(turn: Turn, mine: tuple[Proposal, ...]) -> Plan:
    lines = []
    for card in mine:
        text = _NOT_BOOKED if card.offer.action is Action.BOOK else _NOT_DONE
        lines.append(_(text, title=card.offer.draft.title, when=_when(card, turn)))
    lines.extend(how_to_decide(card, turn) for card in mine[:1])
    return Plan(tuple(lines), said=True, shown=mine)


def _when(card: Proposal, turn: Turn) -> str:
    return when_label(card.offer.draft, turn.person.zone)


def _zone(turn: Turn) -> str:
    return turn.message.zone or turn.person.zone
