"""Who is told of what the API does to a calendar: by the back end where it does that, else by channels."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House
from threadline.calendar.event import Attendee, Event, EventDraft, Identity, Response
from threadline.calendar.memory import MemoryBackend, MemoryCalendar
from threadline.calendar.port import EventNotFound
from threadline.core.channels.memory import MemoryChannel
from threadline.core.channels.port import InvitationAnswer, Method
from threadline.core.domain.message import Person

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/calendar/events"
BO, CLEO = {"name": "Bo", "email": "bo@example.com"}, {"name": "Cleo", "email": "cleo@example.com"}
EVENT = {
    "title": "Lunch",
    "start": "2027-05-03T12:00:00+02:00",
    "end": "2027-05-03T13:00:00+02:00",
    "attendees": [BO],
    "calendar_id": "default",
}


@dataclass
class Post(MemoryChannel):
    """A channel that reaches people by address."""

    name: str = "post"
    sent: list[tuple[str, str, list[str | None]]] = field(default_factory=list)

    answers: list[tuple[str, Response]] = field(default_factory=list)
    invites: bool = True

    async def invite(self, event: Event, organiser: Person, method: Method) -> None:
        self.sent.append((method.value, event.draft.title, [each.email for each in event.draft.attendees]))

    def carries_answers_to(self, address: str) -> bool:
        return True

    async def carry_answer(self, answer: InvitationAnswer, guest: Person, *, key: str) -> bool:
        self.answers.append((answer.event.uid, answer.response))
        return True

    def taken(self) -> list[tuple[str, str, list[str | None]]]:
        sent, self.sent = self.sent, []
        return sent


@pytest_asyncio.fixture(loop_scope="module")
async def post(house: House) -> AsyncIterator[Post]:
    channel = Post()
    house.services.channels.join(channel)
    yield channel
    house.services.channels.leave(channel)


async def test_attendees_hear_of_all_that_is_done(ana: Client, post: Post) -> None:
    made = (await ana.post(PATH, EVENT)).json
    assert post.taken() == [("REQUEST", "Lunch", ["bo@example.com"])]
    one = f"{PATH}/{made['id']}"
    await ana.patch(one, {"attendees": [CLEO]})
    assert post.taken() == [("REQUEST", "Lunch", ["cleo@example.com"]), ("CANCEL", "Lunch", ["bo@example.com"])]
    await ana.delete(one)
    assert post.taken() == [("CANCEL", "Lunch", ["cleo@example.com"])]


async def test_attendees_hear_of_one_time_of_a_series_by_the_series(ana: Client, post: Post) -> None:
    made = (await ana.post(PATH, {**EVENT, "recurrence": "FREQ=DAILY;COUNT=3"})).json
    may = "time_min=2027-05-01T00:00:00Z&time_max=2027-06-01T00:00:00Z&calendar_id=default"
    times = (await ana.get(f"{PATH}?{may}")).json["events"]
    post.taken()
    await ana.delete(f"{PATH}/{times[1]['id']}")
    assert post.taken() == [("REQUEST", "Lunch", ["bo@example.com"])]
    await ana.delete(f"{PATH}/{made['id']}")
    assert [method for method, *_ in post.taken()] == ["CANCEL"]


async def test_nobody_is_told_who_is_not_to_be(ana: Client, post: Post) -> None:
    made = (await ana.post(PATH, {**EVENT, "invite": False})).json
    one = f"{PATH}/{made['id']}"
    await ana.patch(one, {"title": "Brunch", "invite": False})
    await ana.delete(f"{one}?invite=false")
    await ana.put("/api/v1/settings/preferences", {"key": "invite_attendees", "value": "false"})
    await ana.post(PATH, EVENT)
    assert post.taken() == []
    await ana.post(PATH, {**EVENT, "invite": True})
    assert len(post.taken()) == 1


async def test_a_back_end_that_invites_is_asked_to(house: House, ana: Client, post: Post) -> None:
    calendar = MemoryCalendar(ana.person_id)
    calendar.name, calendar.server_tells = "inviting", True
    backends: dict[str, Any] = house.services.calendars.registry.backends  # type: ignore[assignment]
    backends["inviting"] = MemoryBackend(lambda _: calendar, name="inviting")
    try:
        made = (await ana.post(PATH, {**EVENT, "calendar_id": "inviting:default"})).json
        one = f"{PATH}/{made['id']}?calendar_id=inviting:default"
        await ana.patch(one, {"title": "Brunch"})
        await ana.delete(one)
    finally:
        del backends["inviting"]
    assert [operation for operation, _ in calendar.invited] == ["create", "update", "delete"]
    assert post.taken() == []


async def test_what_somebody_else_organises_is_declined_and_nobody_else_loses_it(
    ana: Client, house: House, post: Post
) -> None:
    person = await house.services.people.directory.get(ana.person_id)
    (calendar,) = await house.services.calendars.registry.of(person)
    start = datetime(2027, 5, 3, 10, tzinfo=UTC)
    draft = EventDraft("Offsite", start, start + timedelta(hours=1), "UTC")
    guests = (Attendee("Ana", person.email), Attendee("Cleo", "cleo@example.com"))
    draft = replace(draft, organizer=Attendee("Bea", "bea@partner.example"), attendees=guests)
    event = await calendar.create("default", draft, "theirs", copy_of=Identity("uid-1@partner.example"))
    assert (await ana.delete(f"{PATH}/{event.id}?calendar_id=default")).status in (200, 204)
    assert post.taken() == []
    assert post.answers == [("uid-1@partner.example", Response.DECLINED)]
    with pytest.raises(EventNotFound):
        await calendar.get("default", event.id)
