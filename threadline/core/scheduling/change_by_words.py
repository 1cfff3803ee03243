"""Changes events by words: "move it to 4", "add Bo", "cancel the design review".

A proposal that is still open is edited at once, and its card tells so. An event that is booked is not touched: what is
to become of it is proposed, and its owner confirms it. Words decide nothing that code does not check: only the owner's
own proposals and calendars are looked at, and where more than one event fits, the person is asked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.extract.changes.model import Scope, WantedChange
from threadline.calendar.extract.changes.reader import read_change, takes_out
from threadline.calendar.extract.vocabulary import EVENT_NOUNS
from threadline.calendar.port import CalendarError
from threadline.core.calendars.participants import Participants
from threadline.core.channels.formatting import and_list, when_label
from threadline.core.channels.offer_text import changes_in_words
from threadline.core.domain.message import Turn
from threadline.core.domain.proposal import Action, DecisionError, Evidence, Member, Offer, Proposal, Target, ToldBy
from threadline.core.domain.reading import Reading
from threadline.core.proposals.answers import other_organizer
from threadline.core.proposals.decisions import Decisions, EditSource
from threadline.core.scheduling.apply_change import Changed, PartOfDay, Unclear, apply_change
from threadline.core.scheduling.change_targets import ChangeTargets
from threadline.core.scheduling.change_wording import (
    ask_how_much,
    ask_which,
    doubts_of,
    is_clock,
    is_of_series,
    is_ones_own,
    is_time_alone,
    not_yours,
    presupposes,
)
from threadline.core.scheduling.event_resolution import (
    EventResolver,
    Found,
    ResolvedEvent,
    next_occurrence,
)
from threadline.core.scheduling.event_words import day_of, is_about_events
from threadline.core.scheduling.part_of_day import PartOfDaySearch
from threadline.core.scheduling.said_before import SaidBefore
from threadline.core.scheduling.subject_offers import SubjectOffers
from threadline.storage.persons import utc_now
from threadline.texts.messages import N_, _, ngettext

_WHICH = N_("Which event do you mean? Say its title or its time, for example “move the design review to 4”.")
_NONE_LEFT = N_("Nothing of that is booked or waiting any more.")
_STRANGERS = N_("That event is somebody else's: only the person who asked for it can change it.")
SAME = N_("It already is: nothing had to change.")
_MOST_AT_ONCE = 20
_ANSWERS = {"accepted": Action.ACCEPT, "tentative": Action.TENTATIVE, "declined": Action.DECLINE}


Choosing = Callable[[Sequence[ResolvedEvent]], ResolvedEvent | None]
"""Chooses one of several events that fit."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is answered, and what is proposed for it; `which`: it is asked which of several events is meant."""

    facts: tuple[str, ...]
    offer: Offer | None = None
    which: bool = False


class ChangeRequests:
    """Carries out what words want done to an event."""

    def __init__(
        self,
        *,
        event_resolver: EventResolver,
        decisions: Decisions,
        participants: Participants,
        said_before: SaidBefore | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._decisions = decisions
        self._participants = participants
        self._parts = PartOfDaySearch(participants)
        self._targets = ChangeTargets(event_resolver, said_before, clock=clock)
        self._offers = SubjectOffers(decisions, event_resolver, clock)
        self._clock = clock

    async def answer(self, turn: Turn, intent: Intent, *, among: Choosing | None = None) -> Outcome | None:
        """What comes of the message, where it is about changing an event; else None.

        `intent` is what the message looks like otherwise; `among` chooses where several events fit. Asking twice about
        one message changes nothing twice.
        """
        message, person = turn.message, turn.person
        zone = ZoneInfo(message.zone or person.zone)
        languages = [language.partition("-")[0] for language in (message.wishes.language, person.language) if language]
        change = read_change(
            message.text,
            message.sent_at.astimezone(zone),
            zone=zone,
            people=await self._targets.invited(turn) if takes_out(message.text) else (),
            languages=languages,
        )
        if change is None:
            return None
        try:
            found = await self._targets.found(turn, change)
            if among is not None and len(found.events) > 1 and (one := among(found.events)) is not None:
                found = replace(found, events=(one,))
            return await self._decide(turn, change, found, intent)
        except (Unclear, DecisionError, CalendarError) as error:
            sentence = str(error)
            return Outcome((sentence if sentence.endswith((".", "?", "!")) else f"{sentence}.",))

    async def _decide(self, turn: Turn, change: WantedChange, found: Found, intent: Intent) -> Outcome | None:
        if len(found.events) > 1 and not found.every:
            return Outcome(ask_which(found.events, turn.person.zone, shared=turn.message.shared), which=True)
        if not found.events:
            return self._nothing(turn, change, found, intent)
        if len(found.events) > 1:
            return await self._decide_all(turn, change, found)
        [subject] = found.events
        if change.excepts and not subject.repeats:
            return None
        if subject.asked and not is_of_series(change):
            return Outcome(ask_how_much(subject, change, turn.person.zone))
        if subject.asked:
            found = await self._targets.found(turn, replace(change, scope=Scope.SERIES))
            [subject] = found.events
        if subject.proposal is not None:
            return await self._decide_open(turn, change, subject.proposal)
        return await self._decide_booked(turn, change, subject)

    def _nothing(self, turn: Turn, change: WantedChange, found: Found, intent: Intent) -> Outcome | None:
        """No event fits. That is only worth saying where the words were about events at all."""
        if change.unsure and not found.unknown and not change.answer:
            return None
        if change.about is None:
            if not (change.command or change.cancel):
                return None
            if found.strangers:
                return Outcome((_(_STRANGERS),))
            if intent not in (Intent.UPDATE, Intent.CANCEL) and not presupposes(change):
                return None
            return Outcome((_(_NONE_LEFT if found.over else _WHICH),))
        words, person = change.about.value, turn.person
        named = is_about_events(words, self._clock(), person.zone) or names_event(words)
        if not named or (change.add and not change.cancel):
            return None
        missing = (_("I could not read {calendar}, so it may be there.", calendar=name) for name in found.unknown)
        return Outcome((_("I found no event “{words}” in your calendar in the next weeks.", words=words), *missing))

    async def _decide_open(self, turn: Turn, change: WantedChange, proposal: Proposal) -> Outcome | None:
        person, zone = turn.person, turn.person.zone
        target = proposal.offer.target
        organizer = other_organizer(target.before, person) if target is not None else None
        if target is not None and organizer is not None and (change.cancel or change.answer is not None):
            await self._decisions.dismiss(person, proposal.id)
            return await self._answered(turn, change, target, organizer, ())
        if proposal.offer.action is Action.COUNTER and organizer is not None and not is_time_alone(change):
            raise Unclear(not_yours(proposal.offer.draft, organizer))
        answering = proposal.offer.action.response is not None and proposal.offer.action is not Action.COUNTER
        if target is not None and organizer is not None and answering and not change.copy:
            outcome = await self._countered(turn, change, target, organizer, proposal.offer.draft, scope=None)
            await self._decisions.dismiss(person, proposal.id)
            return outcome
        if change.answer is not None:
            if change.answer != "declined":
                return None
            change = replace(change, answer=None, cancel=True)
        if change.cancel:
            if proposal.offer.action is not Action.BOOK and proposal.offer.target is not None:
                await self._decisions.dismiss(person, proposal.id)
                offer = await self._decisions.offer_change(person, proposal.offer.target, None)
                return Outcome((), offer)
            if change.scope is Scope.ONE and proposal.offer.draft.rrule is not None:
                return await self._leave_out(turn, change, proposal)
            dismissed = await self._decisions.dismiss(person, proposal.id)
            return Outcome((_("I have dropped **{title}**. Nothing was booked.", title=dismissed.offer.draft.title),))
        before = proposal.offer.draft
        if change.copy:
            return await self._copied(turn, change, before)
        if turn.has_edited(proposal.offer.edited_by):  # this turn was begun before, and came as far as this
            return Outcome((_("**{title}** is {time} now.", title=before.title, time=when_label(before, zone)),))
        changed = await self._applied(turn, change, before, before)
        return await self._edited(turn, proposal, changed)

    async def _leave_out(self, turn: Turn, change: WantedChange, proposal: Proposal) -> Outcome:
        """Times of a series that is not booked yet are left out of it."""
        draft, zone = proposal.offer.draft, turn.person.zone
        left_out = []
        for said in (change.on, *change.further_on):
            day = day_of(said.value, draft.start, zone, change.language) if said else None
            one = next_occurrence(draft, day[0] if day else self._clock())
            if one is None or (day is not None and one.start >= day[1]):
                raise Unclear(_("The series has no such day. Which one should be left out?"))
            left_out.append(one.start)
        return await self._edited(turn, proposal, Changed(replace(draft, excluded=(*draft.excluded, *left_out))))

    async def _edited(self, turn: Turn, proposal: Proposal, changed: Changed) -> Outcome:
        before, zone = proposal.offer.draft, turn.person.zone
        said = EditSource(turn.edit_mark, changed.evidence, changed.alternatives)
        edited = await self._decisions.edit(
            turn.person, proposal.id, changed.draft, version=proposal.version, said=said
        )
        lines = changes_in_words(before, edited.offer.draft, zone) or (_(SAME),)
        heading = _("**{title}**, not booked yet:", title=edited.offer.draft.title)
        return Outcome((heading, *lines, *doubts_of(edited.offer, shared=turn.message.shared)))

    async def _decide_booked(self, turn: Turn, change: WantedChange, subject: ResolvedEvent) -> Outcome | None:
        target = subject.target
        assert target is not None  # noqa: S101 - a subject is a proposal or a target
        organizer = other_organizer(target.before, turn.person)
        evidence = (_evidence_of(change),) if change.about else ()
        if change.answer is not None or (change.cancel and organizer is not None):
            return await self._answered(turn, change, target, organizer, evidence)
        if organizer is not None and not change.copy and not is_ones_own(change):
            return await self._countered(turn, change, target, organizer, subject.shown, scope=subject.scope)
        if change.copy:
            return await self._copied(turn, change, subject.shown or target.before)
        if change.cancel:
            return Outcome((), await self._offers.cancellation(turn.person, subject, evidence))
        return await self._changed(turn, change, subject)

    async def _countered(
        self,
        turn: Turn,
        change: WantedChange,
        target: Target,
        organizer: Attendee,
        shown: EventDraft | None,
        *,
        scope: Scope | None,
    ) -> Outcome:
        """Another time for what somebody else organises is proposed to them; all else is theirs to change."""
        if not is_time_alone(change) or scope is Scope.FOLLOWING:
            raise Unclear(not_yours(target.before, organizer))
        changed = await self._applied(turn, change, target.before, shown)
        if changed.draft == target.before:
            return Outcome((_(SAME),))
        offer = await self._decisions.offer_counter(
            turn.person, target, changed.draft, evidence=changed.evidence, alternatives=changed.alternatives
        )
        if offer.told_by is ToldBy.NOBODY:
            raise Unclear(not_yours(target.before, organizer))
        return Outcome((), offer)

    async def _changed(self, turn: Turn, change: WantedChange, subject: ResolvedEvent) -> Outcome:
        offer = await self._offers.change(
            turn.person,
            subject,
            lambda draft, shown: self._applied(turn, change, draft, shown),
            ends=change.ends is not None,
        )
        return Outcome((), offer) if offer is not None else Outcome((_(SAME),))

    async def _decide_all(self, turn: Turn, change: WantedChange, found: Found) -> Outcome:
        """One card for the same act on several events; what others organise is not among them."""
        person = turn.person
        if change.copy or change.answer is not None or change.add or change.title is not None:
            return Outcome(ask_which(found.events, person.zone, shared=turn.message.shared))
        targets = [each.target for each in found.events if each.target is not None]
        own = [each for each in targets if other_organizer(each.before, person) is None or is_ones_own(change)]
        if not own:
            raise Unclear(_("All of them are organised by somebody else: I can answer them one by one."))
        if len(own) > _MOST_AT_ONCE:
            raise Unclear(
                ngettext(
                    "That would be {count} event at once. Which of them do you mean? Say a day or a person.",
                    "That would be {count} events at once. Which of them do you mean? Say a day or a person.",
                    len(own),
                )
            )
        if not change.cancel and any(tail.hour or is_clock(tail) for tail in change.tails) and len(own) > 1:
            raise Unclear(_("They would all be at the same time. Which one do you mean?"))
        drafts = [
            None if change.cancel else (await self._applied(turn, change, each.before, None)).draft for each in own
        ]
        members = tuple(Member(target, draft) for target, draft in zip(own[1:], drafts[1:], strict=True))
        left = [each.before.title for each in targets if each not in own]
        stays = _("{titles}: somebody else organises it, so it stays.", titles=and_list(left))
        warnings = [stays] if left else []
        warnings += [_("I could not read {calendar}, so there may be more.", calendar=name) for name in found.unknown]
        evidence = (_evidence_of(change),) if change.about else ()
        offer = await self._decisions.offer_change(
            person, own[0], drafts[0], evidence=evidence, warnings=warnings, members=members
        )
        return Outcome((), offer)

    async def _answered(
        self,
        turn: Turn,
        change: WantedChange,
        target: Target,
        organizer: Attendee | None,
        evidence: Sequence[Evidence],
    ) -> Outcome | None:
        if organizer is None:
            if change.unsure and change.about is None:
                return None
            raise Unclear(
                _(
                    "You organise **{title}** yourself, so there is nobody to answer. Shall I cancel or move it?",
                    title=target.before.title,
                )
            )
        action = Action.DECLINE if change.cancel else _ANSWERS[change.answer or "declined"]
        offer = await self._decisions.offer_answer(turn.person, target, action, evidence=evidence)
        if change.cancel:
            only = _(
                "It is organised by {organizer}, so I cannot cancel it for everybody: I can decline it for you.",
                organizer=organizer,
            )
            offer = replace(offer, warnings=(only, *offer.warnings))
        return Outcome((), offer)

    async def _copied(self, turn: Turn, change: WantedChange, original: EventDraft) -> Outcome:
        """A second event like the first, once, at another time."""
        single = replace(original, rrule=None, excluded=(), organizer=None)
        changed = await self._applied(turn, change, single, single)
        reading = Reading(
            Intent.CREATE, draft=changed.draft, evidence=changed.evidence, alternatives=changed.alternatives
        )
        return Outcome((), await self._decisions.offer(turn.person, reading))

    async def _applied(self, turn: Turn, change: WantedChange, draft: EventDraft, shown: EventDraft | None) -> Changed:
        names = [words.value for words in change.add]
        invitees = await self._participants.named(turn.person, names, conversation_id=turn.conversation_id)
        added: list[Attendee] = [invitee.attendee for invitee in invitees]
        now, zone = turn.message.sent_at, turn.person.zone
        try:
            return apply_change(change, draft, now=now, zone=zone, shown=shown, added=added)
        except PartOfDay as part:
            moved = shown or draft
            free = await self._parts.starts(turn.person, moved, part, now, conversation_id=turn.conversation_id)
            return apply_change(change, draft, now=now, zone=zone, shown=shown, added=added, free=free)


def names_event(words: str) -> bool:
    """Whether words have one for an event ("the standup", "my call") among them."""
    return any(word.strip(".,!?").lower() in EVENT_NOUNS for word in words.split())


def _evidence_of(change: WantedChange) -> Evidence:
    assert change.about is not None  # noqa: S101 - asked before
    return Evidence("title", change.about.value, *change.about.span)
