"""Processes that remind people at an instant of the test's, on the channels of a running service."""

from datetime import UTC, datetime, timedelta

from threadline.calendar.event import EventDraft
from threadline.core.domain.message import Person
from threadline.core.reminders.reminders import Reminders
from threadline.core.services import Services
from threadline.storage.reminders import ReminderStore

NINE = datetime(2030, 1, 15, 9, 0, tzinfo=UTC)


async def meeting(services: Services, person: Person, title: str, *, key: str) -> None:
    """A meeting of an hour, ten minutes after nine."""
    [calendar] = await services.calendars.registry.of(person)
    [info] = await calendar.calendars()
    start = NINE + timedelta(minutes=10)
    await calendar.create(info.id, EventDraft(title, start, start + timedelta(hours=1), "UTC"), key=key)


async def reminded(services: Services, channel: str, now: datetime) -> None:
    """What one process plans and tells at an instant, on one channel."""
    replica = Reminders(
        ReminderStore(services.storage.database, clock=lambda: now),
        people=services.people.directory,
        preferences=services.people.preferences,
        agenda=services.calendars.agenda,
        proposals=services.proposals.repository,
        channels={channel: services.channels[channel]},
        clock=lambda: now,
    )
    await replica.plan()
    await replica.tell()
