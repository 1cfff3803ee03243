"""Another time that somebody in the thread names for the card at hand: "I can't before 5, Friday 10am would suit me".

Its owner's words change the card. What somebody else says stands on it as a time to take: only its owner decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from threadline import regex
from threadline.calendar.event import EventDraft
from threadline.core.channels.formatting import when_label
from threadline.core.channels.offer_text import changes_in_words
from threadline.core.dialogue.assent import Assent, unsigned
from threadline.core.dialogue.card_answers import how_to_decide
from threadline.core.dialogue.card_wishes import Wish, read_wish
from threadline.core.dialogue.open_cards import CardTable
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import OpenQuestion
from threadline.core.domain.proposal import Action, Alternative, DecisionError, Proposal
from threadline.core.proposals.decisions import Decisions, EditSource
from threadline.core.scheduling.planner import Plan
from threadline.texts.messages import _
from threadline.texts.speaking import speaking

_LONGEST = 200
_MOST = 3
_CANNOT = regex.compile(
    r"(?<!\w)(?:can't|can not|cannot|couldn't|won't|not (?:free|available|around|possible|before|until|till|able)|"
    r"(?:doesn't|does not|don't|isn't|is not) (?:work|suit|good|great|ideal|possible|free)|unavailable|busy|"
    r"clash(?:es)?|"
    r"conflict|no good|bad for me|(?:too|bit) (?:early|late|tight)|already (?:have|booked|busy)|i'm (?:out|away|off|"
    r"in a)|"
    r"(?:kann|könnte|schaffe?|geht|passt|klappt|ginge|habe?|bin)(?: [\w']+){0,5} nicht|nicht (?:vor|frei|möglich)|"
    r"erst (?:ab|nach|um)|keine zeit|verhindert|zu (?:früh|spät)|(?:bin|hab)(?: [\w']+){0,3} (?:schon|belegt|weg|"
    r"unterwegs)|"
    r"(?:peux|pourrai|suis|marche|va|convient|arrange|serai)(?: [\w']+)? pas|pas (?:avant|libre|dispo\w*|possible)|"
    r"(?:trop|un peu) (?:tôt|tard)|(?:déjà )?pris|prise|occupée?|impossible|"
    r"no (?:puedo|podré|me (?:va|viene)|estoy|llego|tengo)|imposible|ocupad[oa]|demasiado (?:pronto|tarde|temprano)|"
    r"non (?:posso|potrò|riesco|ci sono|sono|va|mi va|ce la)|impegnat[oa]|troppo (?:presto|tardi)|"
    r"não (?:posso|consigo|dá|estou|tenho|me|vou)|muito (?:cedo|tarde)|(?:demasiado|tarde) demais|"
    r"(?:kan|lukt|past|schikt|komt|heb|ben)(?: [\w']+){0,4} niet|niet (?:voor|vrij|mogelijk)|pas (?:na|vanaf|om)|bezet|"
    r"te (?:vroeg|laat))(?!\w)",
    re.IGNORECASE,
)
_SUITS = regex.compile(
    r"(?<!\w)(?:(?:would|could|might|also|that|'d|does|do)?\s*(?:suits?|works?|fits?)(?: (?:me|us|well|better|best|"
    r"fine|great|"
    r"much|too|for (?:me|us)|on my (?:end|side)))*|would (?:be|work|suit)|is (?:better|fine|good|free|easier)|i'm free|"
    r"i am free|(?:i|we) (?:can|could) (?:do|make|offer)|i'd (?:rather|prefer)|prefer|how about|what about|any "
    r"chance (?:of|on|for)|could we|"
    r"can we|"
    r"shall we|why not|maybe|perhaps|rather|instead|better|easier|free (?:on|at|from)?|available|"
    r"(?:würde|ginge|geht|passt|passte|wäre|wär|kann|könnte|hätte|klappt|klappte|lieber|besser|vielleicht|stattdessen|"
    r"wie wäre es mit|wie wäre|wie wär's mit|wie sieht's|können wir|könnten wir|frei)|"
    r"(?:m'irait|m'arrange(?:rait)?|me (?:va|conviendrait|convient)|ça irait|ce serait|serait|plutôt|je (?:peux|"
    r"pourrais|"
    r"suis (?:libre|dispo|disponible)|serais|préfère(?:rais)?)|et si(?: on (?:disait|faisait|se (?:voyait|voit)))?|"
    r"on (?:peut|pourrait)|pourrait-on|peut-on|mieux|"
    r"pourquoi pas|que (?:dis|dites)-(?:tu|vous) de)|"
    r"(?:me (?:va|viene|iría|vendría|cuadra)|sería|puedo|podría|prefiero|preferiría|qué tal|y si|podemos|podríamos|"
    r"mejor|"
    r"estoy libre|estaría)|"
    r"(?:mi (?:va|andrebbe)|sarebbe|posso|potrei|preferirei|preferisco|che ne dici di|che ne dite di|possiamo|potremmo|"
    r"meglio|piuttosto|sono liber[oa]|andrebbe)|"
    r"(?:dá-me|dava|para mim|seria|posso|podia|poderia|prefiro|preferia|que tal|podemos|podíamos|melhor|estou livre)|"
    r"(?:zou|komt|past|schikt|kan ik|ik kan|liever|beter|wat dacht je van|hoe is|kunnen we|zullen we|ben ik vrij|"
    r"ik ben vrij|misschien))(?!\w)",
    re.IGNORECASE,
)
_ASKS = regex.compile(
    r"[¿\s]*(?:what(?! about)|when|who|where|which|is there|are there|do (?:i|we) have|was|wann|wer|wo|welche\w*|"
    r"habe? ich|"
    r"qu'est|quand|qui|où|quel\w*|qué(?! tal)|cuándo|quién|cosa|che cosa|quando|chi|o que|quem|wat(?! dacht)|wanneer|"
    r"wie(?= ))"
    r"(?! wäre| wär| sieht|'s)(?!\w)",
    re.IGNORECASE,
)
"""What begins so asks something, and proposes no time."""
_PARTS = regex.compile(
    r"(?:[,;!?–—]|\.(?!\d))\s+|\n+|\s+(?:but|so|aber|sondern|dafür|mais|par contre|donc|pero|sino|así que|ma|però|"
    r"quindi|"
    r"mas|porém|então|maar|dus)\s+",
    re.IGNORECASE,
)
_OR = regex.compile(r"\s+(?:or|oder|ou|o|of|oppure)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OtherTimes:
    """Takes them up."""

    decisions: Decisions
    cards: CardTable

    async def answer(self, turn: Turn, question: OpenQuestion | None, _assent: Assent | None) -> Plan | None:
        """What comes of it; None where the words name no other time for the one card that waits."""
        if question is not None or turn.sequence == 1:
            return None
        cards = await self.cards.of(turn)
        waiting = (*cards.mine, *cards.theirs)
        if len(waiting) != 1 or waiting[0].offer.action not in (Action.BOOK, Action.CHANGE) or waiting[0].offer.members:
            return None
        [card] = waiting
        draft = card.offer.draft
        if draft.all_day or draft.rrule is not None or turn.message.material or turn.message.attachments:
            return None
        zone, own = turn.message.zone or turn.person.zone, bool(cards.mine)
        wishes = other_times(turn.message.text, sent_at=turn.message.sent_at, zone=zone, name=turn.person.name, own=own)
        times = [each for wish in wishes if (each := wish.applied(draft)).start != draft.start]
        if not times or any(each.start <= turn.message.sent_at for each in times):
            return None
        if not own:
            return await self._suggested(turn, card, times)
        return await self._edited(turn, card, times[0]) if len(times) == 1 else None

    async def _edited(self, turn: Turn, card: Proposal, wanted: EventDraft) -> Plan:
        if turn.has_edited(card.offer.edited_by):  # this turn was begun before, and came as far as this
            return Plan((how_to_decide(card, turn),), said=True, shown=(card,))
        before = card.offer.draft
        try:
            source = EditSource(turn.edit_mark)
            edited = await self.decisions.edit(turn.person, card.id, wanted, version=card.version, said=source)
        except DecisionError as error:
            return Plan((str(error),), said=True, shown=(card,))
        lines = changes_in_words(before, edited.offer.draft, turn.person.zone)
        heading = _("**{title}**, not booked yet:", title=edited.offer.draft.title)
        return Plan((heading, *lines, how_to_decide(edited, turn)), said=True, shown=(edited,))

    async def _suggested(self, turn: Turn, card: Proposal, times: Sequence[EventDraft]) -> Plan:
        who = turn.person.name or turn.person.email or ""
        zone = card.offer.draft.zone
        with speaking(card.offer.language):
            others = [Alternative(each.start, each.end, when_label(each, zone), "wished") for each in times]
            told = _proposed(who, times, zone)
        try:
            shown = await self.decisions.proposals.suggest(card, others, told)
        except DecisionError as error:
            return Plan((str(error),), said=True)
        first, *more = _proposed(who, times, turn.person.zone)
        owner = _("Only the person whose card it is can decide on it.")
        return Plan((f"**{card.offer.draft.title}**: {first}", *more, owner), said=True, shown=(shown,))


def _proposed(who: str, times: Sequence[EventDraft], zone: str) -> list[str]:
    return [_("{name} proposes another time: {time}.", name=who, time=when_label(each, zone)) for each in times]


def other_times(text: str, *, sent_at: datetime, zone: str, name: str = "", own: bool = False) -> tuple[Wish, ...]:
    """The times that words name in the place of the one at hand, and nothing else; none where they say more.

    Of their `own` card people say why; other words that change it are read elsewhere.
    """
    said = unsigned(text, name).replace("’", "'").strip()
    if len(said) > _LONGEST or _ASKS.match(said):
        return ()
    parts = [part for part in _PARTS.split(said) if part.strip(" .!?")]
    refused = [part for part in parts if _refuses(part)]
    kept = [part for part in parts if part not in refused]
    if not kept or (own and not refused):
        return ()
    wishes = _wishes(", ".join(kept), sent_at=sent_at, zone=zone)
    return wishes if 0 < len(wishes) <= _MOST else ()


def _refuses(part: str) -> bool:
    return _CANNOT.search(part) is not None


def _wishes(said: str, *, sent_at: datetime, zone: str) -> tuple[Wish, ...]:
    """Each of the times; none where one of the words says something else."""
    for words in (said, _SUITS.sub(" ", said)):
        found = [read_wish(each.strip(" ,?!."), sent_at=sent_at, zone=zone) for each in _OR.split(words)]
        wishes = tuple(wish for wish in found if wish is not None and _is_time_alone(wish))
        if len(wishes) == len(found):
            return wishes
    return ()


def _is_time_alone(wish: Wish) -> bool:
    """Whether it names a time, and perhaps a length, and nothing else."""
    return wish.start is not None and replace(wish, start=None, length=None) == _only(wish)


def _only(wish: Wish) -> Wish:
    """What a wish that names a time alone is beside it."""
    return Wish(keeps_clock=wish.keeps_clock, keeps_day=wish.keeps_day)
