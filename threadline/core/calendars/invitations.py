"""Telling attendees by the channels that reach people by their address, for calendars that do not do it themselves."""

from collections.abc import Mapping
from dataclasses import replace

import structlog

from threadline.calendar.event import Event, EventDraft
from threadline.core.channels.edge import channel_edge
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.port import Channel, Inviter, Method
from threadline.core.domain.event_diff import person_key
from threadline.core.domain.message import Person

log = structlog.get_logger()


class Invitations:
    """Hands invitations to every channel that is an `Inviter`; each tells once per sequence, however often this
    runs."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels

    async def tell(self, event: Event, organiser: Person, method: Method) -> None:
        """Tell the attendees who have an address. Raises `StorageError` where a channel could not keep it."""
        if not any(attendee.email for attendee in event.draft.attendees):
            return
        for channel in self._channels.values():
            if not isinstance(channel, Inviter):
                continue
            try:
                with channel_edge(channel.name):
                    await channel.invite(event, organiser, method)
            except ChannelError as error:  # it must not keep the event from being booked
                log.warning("attendees not told", channel=channel.name, event_id=event.id, error=type(error).__name__)

    async def tell_removed(self, event: Event, before: EventDraft, organiser: Person) -> None:
        """Tell those who were invited before and are not any more that the event is none of theirs."""
        left = {person_key(attendee) for attendee in event.draft.attendees}
        gone = tuple(attendee for attendee in before.attendees if person_key(attendee) not in left)
        if gone:
            await self.tell(replace(event, draft=replace(before, attendees=gone)), organiser, Method.CANCEL)
