"""What a yes or a no does to an open card.

Where a channel vouches that words decide (`Message.words_decide`: mail, whose sender was proved, and the terminal), a
yes is a click: `Decisions` checks its owner and what has come up since, and books once. Elsewhere a click is needed,
and the answer says so. What the card doubts is never booked by a mere yes: the doubt is told, and asked about.
"""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.port import CalendarError
from threadline.calendar.when import resolve
from threadline.calendar.when.languages.detection import detect
from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_status import status_of
from threadline.core.channels.card_view import card_view, warnings_of
from threadline.core.channels.formatting import when_label
from threadline.core.channels.offer_text import changes_in_words, offer_facts
from threadline.core.dialogue.assent import Assent, Verdict
from threadline.core.dialogue.card_wishes import Wish
from threadline.core.dialogue.choices import Choice
from threadline.core.dialogue.end_wishes import end_wished
from threadline.core.dialogue.named_choices import named_choice
from threadline.core.dialogue.open_cards import OpenCards
from threadline.core.dialogue.repeat_wishes import repetition_wished
from threadline.core.domain.message import Turn
from threadline.core.domain.open_question import Missing, OpenQuestion
from threadline.core.domain.proposal import (
    Action,
    AlreadyDecided,
    Alternative,
    Conflicting,
    DecisionError,
    Offer,
    Proposal,
)
from threadline.core.domain.reading import Reading
from threadline.core.proposals.decisions import Decisions, EditSource
from threadline.core.proposals.offers import PAST
from threadline.core.scheduling.change_by_words import ChangeRequests
from threadline.core.scheduling.event_resolution import ResolvedEvent
from threadline.core.scheduling.planner import Plan
from threadline.core.scheduling.reading_context import ReadingContext
from threadline.texts.messages import _


class CardAnswers:
    """Carries out what words say to a card."""

    def __init__(self, decisions: Decisions, change_requests: ChangeRequests) -> None:
        self._decisions = decisions
        self._change_requests = change_requests

    async def answer(self, turn: Turn, assent: Assent, cards: OpenCards, asked: OpenQuestion | None) -> Plan | None:
        """What comes of it; None where it is about no card. Asking twice about one message decides once."""
        if assent.rest:
            changed = await self._changed(turn, assent, cards)
            over = changed is None and assent.lets_go and cards.mine and explains(assent.rest, turn)
            return await self._dismissed(turn, cards) if over else changed
        if not cards.mine:
            if turn.epoch > 1 and cards.decided is not None:  # this turn was begun before, and came as far as this
                return Plan((told_outcome(cards.decided, turn),), said=True)
            return Plan((_("Only the person whose card it is can decide on it."),), said=True) if cards.theirs else None
        if assent.verdict is Verdict.NO:
            return await self._dismissed(turn, cards)
        if len(cards.mine) > 1:
            return Plan(_which(cards, turn), said=True, shown=cards.mine)
        [card] = cards.mine
        if not turn.message.words_decide:
            return Plan((_click_needed(card, turn),), said=True, shown=(card,))
        return await self._confirmed(turn, card, anyway=assent.anyway or _told_before(asked, card))

    async def _changed(self, turn: Turn, assent: Assent, cards: OpenCards) -> Plan | None:
        """A yes or a no that comes with a change: the card shows it, and waits for another yes."""
        if not cards.mine:
            return None
        for words in (assent.rest, f"make it {assent.rest}", f"move it {assent.rest}"):
            part = replace(turn, message=replace(turn.message, text=words))
            outcome = await self._change_requests.answer(part, Intent.UPDATE)
            now = await self._decisions.proposals.find(cards.mine[0].id)
            if outcome is not None and now is not None and turn.has_edited(now.offer.edited_by):
                last = how_to_decide(now, turn)
                return Plan((*outcome.facts, last), outcome.offer, said=True, shown=(now,))
        return None

    async def wished(self, turn: Turn, wish: Wish, cards: OpenCards, context: ReadingContext) -> Plan | None:
        """The one card that is open as the words want it; None where none is, or more are."""
        if len(cards.mine) != 1 or cards.mine[0].offer.action not in (Action.BOOK, Action.CHANGE):
            return None
        [card] = cards.mine
        if turn.has_edited(card.offer.edited_by):  # this turn was begun before, and came as far as this
            return Plan((how_to_decide(card, turn),), said=True, shown=(card,))
        before = card.offer.draft
        if before.all_day or before.rrule:
            return None
        wanted = context.recognised(Reading(Intent.UPDATE, draft=wish.applied(before)))
        if wanted.draft is None or wanted.draft == before:
            return None
        said = EditSource(turn.edit_mark, warnings=wanted.warnings)
        try:
            edited = await self._decisions.edit(turn.person, card.id, wanted.draft, version=card.version, said=said)
        except DecisionError as error:
            return Plan((str(error),), said=True, shown=(card,))
        return _changed_card(turn, before, edited)

    async def bounded(self, turn: Turn, cards: OpenCards) -> Plan | None:
        """The one open card with another end, or how it repeats, where words say nothing else; None for the rest."""
        if len(cards.mine) != 1 or cards.mine[0].offer.action not in (Action.BOOK, Action.CHANGE):
            return None
        [card] = cards.mine
        if turn.has_edited(card.offer.edited_by):  # this turn was begun before, and came as far as this
            return Plan((how_to_decide(card, turn),), said=True, shown=(card,))
        before, zone = card.offer.draft, turn.message.zone or turn.person.zone
        end = end_wished(turn.message.text, before, zone, turn.message.sent_at)
        draft = replace(before, end=end) if end is not None else _repeated(turn, card)
        if draft is None:
            return None
        said = EditSource(turn.edit_mark)
        try:
            edited = await self._decisions.edit(turn.person, card.id, draft, version=card.version, said=said)
        except DecisionError as error:
            return Plan((str(error),), said=True, shown=(card,))
        return _changed_card(turn, before, edited)

    async def chosen(self, turn: Turn, choice: Choice, cards: OpenCards) -> Plan | None:
        """The card with another of its times, where words choose one; None where no card has times to choose from."""
        card = next((each for each in cards.mine if each.offer.alternatives), None)
        if card is None or card.offer.action not in (Action.BOOK, Action.CHANGE):
            return None
        if turn.has_edited(card.offer.edited_by):  # this turn was begun before, and came as far as this
            return Plan((how_to_decide(card, turn),), said=True, shown=(card,))
        times, zone = _times_of(card, turn), turn.message.zone or turn.person.zone
        taken = choice.of([(each, each.start) for each in times], sent_at=turn.message.sent_at, zone=zone)
        if taken is None:
            return _no_such_time(card, times) if choice.pick is not None else None
        if taken.start == card.offer.draft.start:
            return Plan((how_to_decide(card, turn),), said=True, shown=(card,)) if choice.marked else None
        return await self._taken(turn, card, taken)

    async def event_chosen(self, turn: Turn, choice: Choice | None, asked: OpenQuestion) -> Plan | None:
        """What was wanted when it was asked which event is meant, for the one that words choose now.

        None where they are neither a choice nor name one of the events.
        """
        zone, sent_at = turn.message.zone or turn.person.zone, turn.message.sent_at
        named = False

        def among(events: Sequence[ResolvedEvent]) -> ResolvedEvent | None:
            nonlocal named
            options = [(each, each.shown or each.draft) for each in events]
            one = named_choice(turn.message.text, options, sent_at=sent_at, zone=zone)
            if one is None and choice is not None:
                one = choice.of([(each, draft.start) for each, draft in options], sent_at=sent_at, zone=zone)
            named = one is not None
            return one

        part = replace(turn, message=replace(turn.message, text=asked.words))
        outcome = await self._change_requests.answer(part, Intent.UPDATE, among=among)
        if outcome is None or (choice is None and not named):
            return None
        if outcome.which:
            return Plan(outcome.facts, asked=asked)
        told = offer_facts(outcome.offer, turn.person.zone, shared=turn.message.shared) if outcome.offer else ()
        return Plan((*outcome.facts, *told), outcome.offer)

    async def _taken(self, turn: Turn, card: Proposal, taken: Alternative) -> Plan:
        before = card.offer.draft
        kept = [each for each in card.offer.alternatives if each.start != taken.start]
        others = (replace(_time_of(card, turn), kind=taken.kind), *kept)
        draft = replace(before, start=taken.start, end=taken.end)
        said = EditSource(turn.edit_mark, alternatives=others)
        try:
            edited = await self._decisions.edit(turn.person, card.id, draft, version=card.version, said=said)
        except DecisionError as error:
            return Plan((str(error),), said=True, shown=(card,))
        return _changed_card(turn, before, edited)

    async def _dismissed(self, turn: Turn, cards: OpenCards) -> Plan:
        """A no lets go of what was proposed last: all that came of one message."""
        newest = cards.mine[0]
        told = []
        for card in (each for each in cards.mine if each.message_id == newest.message_id):
            try:
                told.append(told_outcome(await self._decisions.dismiss(turn.person, card.id), turn))
            except AlreadyDecided as error:
                told.append(told_outcome(error.proposal, turn))
        return Plan(tuple(told), said=True)

    async def _confirmed(self, turn: Turn, card: Proposal, *, anyway: bool) -> Plan:
        doubts = _doubts(card.offer, turn)
        if doubts and not anyway:
            return _doubted(card, turn, doubts)
        try:
            done = await self._decisions.confirm(turn.person, card.id, version=card.version if anyway else None)
        except Conflicting as error:
            return _doubted(error.proposal, turn, _doubts(error.proposal.offer, turn) or (f"{error}.",))
        except AlreadyDecided as error:
            return Plan((told_outcome(error.proposal, turn),), said=True)
        except (DecisionError, CalendarError) as error:
            return Plan((_("It is not booked: {reason}", reason=str(error)),), said=True, shown=(card,))
        return Plan((told_outcome(done, turn),), said=True)


def _repeated(turn: Turn, card: Proposal) -> EventDraft | None:
    fresh = card.offer.action is Action.BOOK and not card.offer.draft.rrule
    return repetition_wished(turn, card.offer.draft, detect(turn.message.text) or "en") if fresh else None


def _changed_card(turn: Turn, before: EventDraft, edited: Proposal) -> Plan:
    lines = changes_in_words(before, edited.offer.draft, turn.person.zone)
    heading = _("**{title}**, not booked yet:", title=edited.offer.draft.title)
    return Plan((heading, *lines, how_to_decide(edited, turn)), said=True, shown=(edited,))


def explains(rest: str, turn: Turn) -> bool:
    """Whether what follows a no only explains it: it asks nothing, and names no other time."""
    zone = ZoneInfo(turn.message.zone or turn.person.zone)
    return "?" not in rest and not resolve(rest, turn.message.sent_at.astimezone(zone), zone=zone)


def _time_of(card: Proposal, turn: Turn) -> Alternative:
    """The time that the card shows now, as one to choose."""
    draft = card.offer.draft
    return Alternative(draft.start, draft.end, when_label(draft, turn.person.zone), card.offer.alternatives[0].kind)


def _times_of(card: Proposal, turn: Turn) -> list[Alternative]:
    """The times to choose from in the order in which the person has them before them."""
    offer = card.offer
    found = [each for each in offer.alternatives if each.kind == "free"]
    if offer.held:  # they were told in their order when they were held
        return sorted((_time_of(card, turn), *found), key=lambda each: each.start)
    if found and offer.edited_by is None:  # the answer listed them apart from the one on the card
        return found
    times = [_time_of(card, turn), *offer.alternatives]
    return times if offer.edited_by is None else sorted(times, key=lambda each: each.start)


def _no_such_time(card: Proposal, times: Sequence[Alternative]) -> Plan:
    lines = (f"- {each.label}" for each in times)
    return Plan((_("There are not that many times to choose from:"), *lines), said=True, shown=(card,))


def _told_before(asked: OpenQuestion | None, card: Proposal) -> bool:
    """Whether the doubts of the card, as it is now, were asked about: then a yes is meant over them."""
    consent = asked is not None and asked.missing is Missing.CONSENT
    return consent and asked is not None and (asked.proposal_id, asked.version) == (card.id, card.version)


def _doubts(offer: Offer, turn: Turn) -> tuple[str, ...]:
    """What would be booked over unseen: what collides, what nobody knows, what could move the event."""
    speaks_against = offer.conflicts or offer.unknown_calendars or offer.doubtful or PAST in offer.warnings
    if not speaks_against:
        return ()
    reader = CardReader(turn.person.zone, shared=turn.message.shared)
    return tuple(warning.said for warning in warnings_of(offer, shared=reader.shared))


def _doubted(card: Proposal, turn: Turn, doubts: tuple[str, ...]) -> Plan:
    asked = OpenQuestion(
        Missing.CONSENT,
        turn.person.id,
        turn.message.text,
        turn.message.sent_at,
        turn.message.zone or turn.person.zone,
        proposal_id=card.id,
        version=card.version,
    )
    name = _("**{title}**, {when}, is not booked yet:", title=card.offer.draft.title, when=_when(card, turn))
    last = _("Shall I book it anyway? Answer “yes”, or say what should change.")
    lines = (doubt if doubt.endswith((".", "?", "!")) else f"{doubt}." for doubt in doubts)
    return Plan((name, *lines, last), said=True, shown=(card,), asked=asked)


def _click_needed(card: Proposal, turn: Turn) -> str:
    title, when = card.offer.draft.title, _when(card, turn)
    match card.offer.action:
        case Action.BOOK:
            return _("Press **Confirm** on the card to book **{title}**, {when}.", title=title, when=when)
        case Action.CANCEL:
            return _("Press the button on the card to confirm that **{title}**, {when}, goes.", title=title, when=when)
        case Action.HAND_OVER:
            return _("Press the button on the card to put it on your list: **{title}**.", title=title)
    return _("Press the button on the card to confirm the change: **{title}**, {when}.", title=title, when=when)


def how_to_decide(card: Proposal, turn: Turn) -> str:
    """What decides on a card that is open: a click, or words where they do."""
    if turn.message.words_decide and card.offer.handover is not None:
        return _("It is not on your list yet. Answer “yes” to put it there.")
    if turn.message.words_decide:
        return _("It is not booked yet. Answer “yes” to book it so.")
    return _click_needed(card, turn)


def _which(cards: OpenCards, turn: Turn) -> tuple[str, ...]:
    lines = (f"- **{card.offer.draft.title}**, {_when(card, turn)}" for card in cards.mine)
    return (_("Several cards wait for you. Please confirm each on its own card:"), *lines)


def told_outcome(card: Proposal, turn: Turn) -> str:
    """How a card stands on which was decided; what decides on it where nothing was."""
    status = status_of(card)
    heading = card_view(card, CardReader(turn.person.zone, shared=turn.message.shared)).heading
    if status is None:
        return _click_needed(card, turn)
    when = "" if card.offer.handover is not None else f", {_when(card, turn)}"
    return f"**{heading}**{when}. {status.said} {status.reason}".strip()


def _when(card: Proposal, turn: Turn) -> str:
    return when_label(card.offer.draft, turn.person.zone)
