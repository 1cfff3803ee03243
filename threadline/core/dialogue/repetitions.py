"""One more like the event at hand: "and another one on Thursday", "das Gleiche nochmal am Freitag mit Carla".

The new event is like the one at hand in all that the words do not say, and gets a card of its own. It is read only
where the words say nothing else.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.core.channels.offer_text import offer_facts
from threadline.core.dialogue.card_remark_words import LEAD
from threadline.core.dialogue.card_wishes import read_wish
from threadline.core.dialogue.event_names import nouns
from threadline.core.dialogue.open_cards import OpenCards
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import Action, Proposal, State
from threadline.core.domain.reading import Reading
from threadline.core.proposals.decisions import Decisions
from threadline.core.scheduling.planner import Plan
from threadline.core.scheduling.reading_context import ReadingContext

_LONGEST = 120
_WORD = regex.compile(r"[^\W\d_]+")
_TIME = r"(?!\s+(?:time|zeit|uhrzeit|heure|hora|ora|tijd|uur|place|room|ort|raum))"
_MORE = (
    r"another(?: one| time| slot)?|one more(?: time| of (?:those|these|them))?|a second one|an additional one|"
    r"(?:the )?same again|the same (?:thing )?once more|once more|one(?=\s+with)|"
    r"(?:das |den |die )?(?:gleiche|selbe)n? (?:nochmal|noch ?mal|noch einmal|wieder)|noch (?:eine[nrs]?|"
    r"ein)(?: davon)?|"
    r"noch (?:ein)?mal|nochmal|eine[nrs]?(?=\s+mit)|"
    r"(?:encore )?une? autre(?: fois)?|encore (?:une fois|une?)|(?:la même chose|pareil) encore(?: une fois)?|"
    r"une?(?=\s+avec)|"
    r"otr[oa](?: más| vez| igual)?|una? más|lo mismo otra vez|una?(?=\s+con)|"
    r"un'altra(?: volta)?|un altro|ancora un[oa']?(?: volta)?|lo stesso di nuovo|un[oa](?=\s+con)|"
    r"(?:mais )?outr[oa](?: vez| igual)?|mais um[a]?|o mesmo outra vez|uma?(?=\s+com)|"
    r"nog (?:een keer|eens|een(?:tje)?|één)|hetzelfde nog (?:eens|een keer)|een(?=\s+met)"
)
_SAME = (
    r"(?:the )?same(?: thing| one)?(?: please)?|(?:das |den |die |der )?(?:gleiche|selbe|dasselbe|dieselbe)n?|"
    r"(?:la même chose|le même|la même|pareil)|(?:lo mismo|l[oa] mism[oa]|igual)|(?:lo stesso|la stessa(?: cosa)?|"
    r"stessa cosa|uguale)|[oa] mesm[oa](?: coisa)?|(?:hetzelfde|dezelfde|zelfde)"
)
_AND = (
    r"(?:and(?: then| also)?|then|und(?: dann| auch| noch)?|et(?: puis| aussi)?|puis|y(?: también| luego)?|"
    r"e(?: poi| anche| depois| também)?|en(?: dan| ook)?)"
)
"""What makes "the same" another one, though a card waits."""
_AFTER = regex.compile(
    r"(?<!\w)(?:(?:right|straight|directly|just|immediately) )?after(?:wards|(?: (?:it|that|this|them))?(?=\W*$))|"
    r"(?<!\w)(?:(?:direkt|gleich|unmittelbar) )?(?:danach|im anschluss)|(?:juste |tout de suite )?après(?=\W*$)|"
    r"(?:justo )?después(?=\W*$)|(?:subito )?dopo(?=\W*$)|logo (?:a seguir|depois)|(?:meteen |direct )?(?:erna|daarna)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Repetitions:
    """Proposes one more of the event that the thread is about."""

    decisions: Decisions

    async def answer(self, turn: Turn, cards: OpenCards, context: ReadingContext) -> Plan | None:
        """What comes of such words; None where they are none, or there is no event that they can be about."""
        rest = asked_again(turn.message.text, waits=bool(cards.mine))
        card = cards.mine[0] if cards.mine else cards.decided
        if rest is None or card is None or not _is_event(card):
            return None
        draft = _like(card.offer.draft, rest, turn)
        if draft is None:
            return None
        reading = context.recognised(Reading(Intent.CREATE, draft=draft))
        offer = await self.decisions.offer(turn.person, reading)
        if offer is None:
            return None
        placed = await self.decisions.placed(turn.person, offer)
        return Plan(offer_facts(placed, turn.person.zone, shared=turn.message.shared), placed)


def asked_again(text: str, *, waits: bool) -> str | None:
    """What is said of one more besides that it is wanted; None where none is.

    `waits`: a card waits for its decision, so that "the same on Thursday" may be about that one; "and the same" is not.
    """
    said = " ".join(text.replace("’", "'").split())
    if len(said) > _LONGEST or "?" in said:
        return None
    match = _opening(waits).match(said)
    return said[match.end() :].strip(" ,.!") if match is not None and match.end() < len(said) else None


@cache
def _opening(waits: bool) -> re.Pattern[str]:
    wanted = _MORE if waits else f"{_MORE}|{_SAME}"
    further = rf"[\s,.!]*{_AND}\s+(?:{_SAME})(?!\w){_TIME}|" if waits else ""
    return regex.compile(
        rf"{further}[\s,.!]*(?:(?:{LEAD}|(?:please )?(?:book|add|plan|make|put in)|buche?|plane?|réserve|reserva|"
        rf"prenota|marca|boek)"
        rf"(?!\w)[\s,.!]*)*(?:{wanted})(?!\w){_TIME}",
        re.IGNORECASE,
    )


def _is_event(card: Proposal) -> bool:
    waits_or_stands = card.state in (State.PROPOSED, State.BOOKED)
    return waits_or_stands and card.offer.action is Action.BOOK and not card.offer.draft.all_day


def _like(draft: EventDraft, rest: str, turn: Turn) -> EventDraft | None:
    """The event like another, with what the rest of the words says; None where they say no time, or something else."""
    words = {word.casefold() for word in _WORD.findall(rest)}
    if words & nouns() - {word.casefold() for word in _WORD.findall(draft.title)}:  # "another call": no second gym
        return None
    single = replace(draft, rrule=None, excluded=(), organizer=None)
    if (after := _AFTER.search(rest)) is not None:
        single = replace(single, start=draft.end, end=draft.end + draft.duration)
        rest = f"{rest[: after.start()]} {rest[after.end() :]}".strip()
        if not rest:
            return single
    zone = turn.message.zone or turn.person.zone
    wish = read_wish(rest, sent_at=turn.message.sent_at, zone=zone, name=turn.person.name, company=True)
    if wish is None or (wish.start is None and wish.shift is None and after is None):
        return None
    if wish.start is not None and wish.start.astimezone(ZoneInfo(zone)) == draft.start:
        return None
    return wish.applied(replace(single, attendees=()) if wish.guests else single)
