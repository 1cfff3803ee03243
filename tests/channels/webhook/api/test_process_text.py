"""Events read out of text: who is meant by a name, and what is not booked unseen."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import House

pytestmark = pytest.mark.asyncio(loop_scope="module")

PATH = "/api/v1/calendar/process-text"


async def meet(client: Client, *guests: tuple[str, str]) -> None:
    """Put an event of next week into the calendar."""
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=8)
    event = {
        "title": "Planning",
        "start": start.isoformat(),
        "end": (start + timedelta(hours=1)).isoformat(),
        "attendees": [{"name": name, "email": email} for name, email in guests],
    }
    assert (await client.post("/api/v1/calendar/events", event)).status == 200


async def test_a_name_is_the_one_person_of_the_calendar_who_has_it(ana: Client) -> None:
    await meet(ana, ("Nia Lopez", "nia@partner.example"))
    read = (await ana.post(PATH, {"text": "Coffee with nia on 10 March 2027 at 3pm about the Budget"})).json
    assert read["event"]["attendees"] == [{"name": "Nia Lopez", "email": "nia@partner.example"}]


async def test_of_two_people_of_one_name_neither_is_taken(bo: Client) -> None:
    await meet(bo, ("Nia Lopez", "nia@partner.example"), ("Nia Berg", "nia.berg@partner.example"))
    text = "Coffee with Nia on 10 March 2027 at 3pm for an hour"
    read = (await bo.post(PATH, {"text": text, "create_event": True})).json
    assert read["event"]["attendees"] == [{"name": "Nia", "email": None}]
    assert read["created"] is False
    assert read["warnings"][0] == (
        "Who is meant by “Nia”: Nia Lopez <nia@partner.example> or Nia Berg <nia.berg@partner.example>?"
    )
    whole = (await bo.post(PATH, {"text": text.replace("Nia", "nia berg"), "create_event": True})).json
    assert whole["event"]["attendees"] == [{"name": "Nia Berg", "email": "nia.berg@partner.example"}]
    assert whole["created"] is True


async def test_a_name_with_its_address_is_one_guest(ana: Client) -> None:
    read = (await ana.post(PATH, {"text": "Sync with Cy Ode <cy@partner.example> on 11 March 2027 at noon"})).json
    assert read["event"]["attendees"] == [{"name": "Cy Ode", "email": "cy@partner.example"}]


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("Call on 10 March 2027 at 3pm XKT", "I do not know the time zone “XKT”"),
        ("Call on 10 March 2027 at 3pm Zoe's time", "Zoe's time"),
        ("Standup every weekday at 9 except the days when Bo is away", "I could not make sense of"),
        ("Review on Monday 10 March 2027 at 3pm", "Wednesday"),
    ],
)
async def test_a_doubt_is_told_first_and_nothing_is_booked_over_it(ana: Client, text: str, doubt: str) -> None:
    read = (await ana.post(PATH, {"text": text, "create_event": True})).json
    assert doubt in read["warnings"][0]
    assert read["created"] is False
    proposal = (await ana.get(f"/api/v1/proposals/{read['proposal_id']}")).json
    assert proposal["state"] == "proposed"
    assert doubt in proposal["card"]["warnings"][0]


async def test_a_range_with_a_length_is_a_search_and_no_event_of_days(ana: Client) -> None:
    read = (await ana.post(PATH, {"text": "30 minutes with Bo next week", "create_event": True})).json
    start, end = (datetime.fromisoformat(read["event"][edge]) for edge in ("start", "end"))
    assert end - start == timedelta(minutes=30)
    assert read["created"] is False


@pytest.mark.parametrize(
    ("preferences", "text", "start", "minutes"),
    [
        ({}, "Review on 3/4/2027 at 15:00 for an hour", "2027-04-03T15:00", 60),
        ({"date_order": "month-day"}, "Review on 3/4/2027 at 15:00 for an hour", "2027-03-04T15:00", 60),
        ({"country": "US"}, "Review on 3/4/2027 at 15:00 for an hour", "2027-03-04T15:00", 60),
        ({"lunch": "12:30-13:15"}, "Lunch on 10 March 2027", "2027-03-10T12:30", 45),
        ({"working_hours": "20:00-23:30"}, "Sync on 10 March 2027 at 9 for an hour", "2027-03-10T21:00", 60),
    ],
)
async def test_words_are_read_as_the_person_means_them(
    house: House, preferences: dict[str, str], text: str, start: str, minutes: int
) -> None:
    cy = await house.person(name="cy")
    for key, value in preferences.items():
        assert (await cy.put("/api/v1/settings/preferences", {"key": key, "value": value})).status == 200
    event = (await cy.post(PATH, {"text": text})).json["event"]
    first, last = (datetime.fromisoformat(event[edge]) for edge in ("start", "end"))
    assert (event["start"][:16], last - first) == (start, timedelta(minutes=minutes))
