"""Telling attendees by the channels that reach people by their address, for calendars that do not do it themselves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import structlog

from threadline.calendar.event import Attendee, Event, EventDraft
from threadline.calendar.ics_lines import is_address
from threadline.core.channels.edge import channel_edge
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.port import AnswerCarrier, Channel, InvitationAnswer, Inviter, Method
from threadline.core.domain.event_diff import person_key
from threadline.core.domain.message import Person

log = structlog.get_logger()


class Invitations:
    """Hands invitations to every channel that is an `Inviter`; each tells once per sequence, however often this
    runs."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels

    def reach(self, organiser: Person) -> bool:
        """Whether somebody is told at all on behalf of this person: answers go to their address."""
        return is_address(organiser.email) and any(map(_invites, self._channels.values()))

    async def tell(self, event: Event, organiser: Person, method: Method) -> bool:
        """Tell the attendees who have an address; whether a channel took it over, or nobody was to be told.

        Raises `StorageError` where a channel could not keep it.
        """
        if not any(attendee.email for attendee in event.draft.attendees):
            return True
        told = False
        for channel in self._channels.values():
            if not isinstance(channel, Inviter):
                continue
            try:
                with channel_edge(channel.name):
                    await channel.invite(event, organiser, method)
                told = self.reach(organiser)
            except ChannelError as error:  # it must not keep the event from being booked
                log.warning("attendees not told", channel=channel.name, event_id=event.id, error=type(error).__name__)
        return told

    async def tell_removed(self, event: Event, before: EventDraft, organiser: Person) -> None:
        """Tell those who were invited before and are not any more that the event is none of theirs."""
        left = {person_key(attendee) for attendee in event.draft.attendees}
        gone = tuple(attendee for attendee in before.attendees if person_key(attendee) not in left)
        if gone:
            await self.tell(replace(event, draft=replace(before, attendees=gone)), organiser, Method.CANCEL)

    def carries_answers(self, guest: Person, organizer: Attendee | None) -> bool:
        """Whether what a guest answers reaches who organises an event, by a channel of ours."""
        address = organizer.email if organizer is not None else None
        return bool(address) and is_address(guest.email) and self._carrier(address or "") is not None

    async def answer(self, answer: InvitationAnswer, guest: Person, *, key: str) -> bool:
        """Carry a guest's answer to who organises the event, once per `key`; whether it reaches them.

        Raises `StorageError` where a channel could not keep it.
        """
        organizer = answer.event.draft.organizer
        if not self.carries_answers(guest, organizer) or organizer is None:
            return False
        carrier = self._carrier(organizer.email or "")
        return carrier is not None and await carrier.carry_answer(answer, guest, key=key)

    def _carrier(self, address: str) -> AnswerCarrier | None:
        carriers = (each for each in self._channels.values() if isinstance(each, AnswerCarrier))
        return next((each for each in carriers if each.carries_answers_to(address)), None)


def _invites(channel: Channel) -> bool:
    return isinstance(channel, Inviter) and channel.invites


@dataclass(frozen=True, slots=True)
class GuestTelling:
    """How the guests of a person's events on one calendar are told, where that is `wished`.

    `by_server`: the calendar's back end tells them. Whom it says that it has not reached is told as all are elsewhere.
    """

    invitations: Invitations
    person: Person
    wished: bool
    by_server: bool

    @property
    def asks_server(self) -> bool:
        """Whether the back end is asked to tell them."""
        return self.wished and self.by_server

    async def tell(self, event: Event, method: Method) -> tuple[str, ...]:
        """Tell those whom the back end does not; the addresses of those it did not reach and nobody else can.

        What somebody else organises is theirs to tell of, whatever a guest does to their own copy.
        """
        if not self.wished or self._is_others(event.draft):
            return ()
        if self.by_server:
            event = replace(event, draft=_with_only(event.draft, event.untold))
        told = await self.invitations.tell(event, self.person, method)
        return event.untold if self.by_server and not told else ()

    async def tell_removed(self, event: Event, before: EventDraft) -> None:
        """Tell those who are no attendees any more, whom the back end does not."""
        if self.wished and not self._is_others(before):
            before = _with_only(before, event.untold) if self.by_server else before
            await self.invitations.tell_removed(event, before, self.person)

    def _is_others(self, draft: EventDraft) -> bool:
        organizer = draft.organizer
        return organizer is not None and (organizer.email or "").lower() != (self.person.email or "").lower()


def _with_only(draft: EventDraft, addresses: Collection[str]) -> EventDraft:
    kept = tuple(who for who in draft.attendees if (who.email or "").lower() in addresses)
    return replace(draft, attendees=kept)
