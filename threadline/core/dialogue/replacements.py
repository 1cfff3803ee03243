"""Somebody comes in another's place, or not at all: "with Carla instead of Bo", "statt Bo kommt Carla", "ohne Bo"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from threadline import regex
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Intent
from threadline.core.channels.offer_text import changes_in_words
from threadline.core.dialogue.assent import unsigned
from threadline.core.dialogue.card_answers import how_to_decide
from threadline.core.dialogue.card_remark_words import LEAD
from threadline.core.dialogue.guest_removals import guests_left
from threadline.core.dialogue.open_cards import OpenCards
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import Action, DecisionError
from threadline.core.domain.reading import Reading
from threadline.core.proposals.decisions import Decisions, EditSource
from threadline.core.scheduling.planner import Plan
from threadline.core.scheduling.reading_context import ReadingContext
from threadline.texts.messages import _

_LONGEST = 120
_INSTEAD = regex.compile(
    r"(?<!\w)(?:instead(?: of)?|rather than|in place of|replac(?:e|ing)|swap|substitute|take(?:s)? (?:his|her|"
    r"their) place|"
    r"(?:an)?statt(?:dessen)?|an (?:seiner|ihrer) stelle|ersetze?n?|tausche?n?|"
    r"plutôt que|à la place(?: de)?|au lieu de|remplace[rz]?|"
    r"en (?:vez|lugar) de|en su lugar|cambia[r]?|reemplaza[r]?|sustituye|sustituir|"
    r"invece(?: di)?|al posto(?: di)?|al suo posto|sostituisci|sostituire|"
    r"em vez d[eoa]|no lugar d[eoa]|em seu lugar|no (?:seu )?lugar(?: dele| dela)?|troca[r]?|substitui[r]?|"
    r"in plaats van|in zijn plaats|in haar plaats|vervang(?:en)?|ruil)(?!\w)",
    re.IGNORECASE,
)
_CANNOT = regex.compile(
    r"(?<!\w)(?:can't|cannot|won't|isn't (?:free|available)|is (?:sick|away|out|ill|off)|kann nicht|ist krank|"
    r"fällt aus|"
    r"ne (?:peut|vient) pas|est malade|no puede|non può|non viene|não pode|kan niet|is ziek)(?!\w)",
    re.IGNORECASE,
)
_AROUND = (
    "with for by of the a an in and so please let us let's do it make be ask invite add bring get have take come comes "
    "coming join joins there not going make it is to will meet meeting place his her their who instead rather "
    "than just "
    "mit von für durch dem der die das und bitte nehmen nimm lade ladet laden ein einladen hol kommt komm kommen "
    "wir den "
    "avec par pour le la les et s'il te plaît invite invitons prends mets vient viendra on va plutôt ce sera que "
    "con por para el los y invita invitamos pon viene venga que sea a al "
    "con per il lo e invita invitiamo metti viene venga sia al "
    "com por o os as e convida convide põe vem venha seja do da pelo pela "
    "met door voor de het en nodig uit neem komt laat we maar er doe aan vraag frag pide pregunta chiedi pede demande "
    "ditto can can't come kann nicht ne peut pas no puede non può não pode kan niet"
)
_WORD = regex.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[^\W\d_][\w'’.-]*")


@dataclass(frozen=True, slots=True)
class Replacements:
    """Changes who is invited on the open card."""

    decisions: Decisions

    async def answer(self, turn: Turn, cards: OpenCards, context: ReadingContext) -> Plan | None:
        """The card with one guest in another's place, or without one; None where the words say no such thing."""
        if len(cards.mine) != 1 or cards.mine[0].offer.action is not Action.BOOK:
            return None
        [card] = cards.mine
        if turn.has_edited(card.offer.edited_by):  # this turn was begun before, and came as far as this
            return Plan((how_to_decide(card, turn),), said=True, shown=(card,))
        said, guests = unsigned(turn.message.text, turn.person.name), card.offer.draft.attendees
        swapped = guests_swapped(said, guests)
        swapped = guests_left(said, guests) if swapped is None else swapped
        if swapped is None:
            return None
        before = card.offer.draft
        wanted = context.recognised(Reading(Intent.UPDATE, draft=replace(before, attendees=swapped)))
        draft = wanted.draft or before
        try:
            source = EditSource(turn.edit_mark, warnings=wanted.warnings)
            edited = await self.decisions.edit(turn.person, card.id, draft, version=card.version, said=source)
        except DecisionError as error:
            return Plan((str(error),), said=True, shown=(card,))
        return Plan(_told(turn, before, edited.offer.draft, how_to_decide(edited, turn)), said=True, shown=(edited,))


def _told(turn: Turn, before: EventDraft, now: EventDraft, last: str) -> tuple[str, ...]:
    heading = _("**{title}**, not booked yet:", title=now.title)
    return (heading, *changes_in_words(before, now, turn.person.zone), last)


def guests_swapped(text: str, guests: Sequence[Attendee]) -> tuple[Attendee, ...] | None:
    """The guests with one in another's place; None where the words name not both, or say something else."""
    said = " ".join(text.replace("’", "'").split())
    if len(said) > _LONGEST or "?" in said or not guests:
        return None
    if _INSTEAD.search(said) is None and _CANNOT.search(said) is None:
        return None
    rest = _CANNOT.sub(" ", _INSTEAD.sub(" ", said))
    gone = [guest for guest in guests if _is_named(guest, rest)]
    if len(gone) != 1:
        return None
    tokens = [token for token in _WORD.findall(rest) if not _names(gone[0], token)]
    coming = [token for token in tokens if _is_person(token)]
    others = [token for token in tokens if token not in coming and token.casefold().strip(".") not in _known()]
    if len(coming) != 1 or others:
        return None
    new = Attendee(email=coming[0]) if "@" in coming[0] else Attendee(name=coming[0])
    return tuple(new if guest == gone[0] else guest for guest in guests)


def _is_person(token: str) -> bool:
    return "@" in token or (token[0].isupper() and token.casefold() not in _known())


def _is_named(guest: Attendee, said: str) -> bool:
    return any(_names(guest, token) for token in _WORD.findall(said))


def _names(guest: Attendee, token: str) -> bool:
    known = {
        (guest.email or "").casefold(),
        (guest.email or "").partition("@")[0].casefold(),
        *guest.name.casefold().split(),
    } - {""}
    return token.casefold().removesuffix("'s").strip(".") in known


@cache
def _known() -> frozenset[str]:
    return frozenset(_AROUND.split()) | frozenset(word for lead in LEAD.split("|") for word in lead.split())
