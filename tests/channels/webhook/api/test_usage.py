"""Usage, costs, limits and activity: what a person's answers took, in days of their zone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.channels.webhook.client import Client
from tests.channels.webhook.house import ZONE, House, instant
from threadline.bots.webhook.http.cursors import write_cursor
from threadline.config.limits import SpendingLimit
from threadline.storage.persons import new_id
from threadline.storage.turns import TurnOutcome, TurnStore

pytestmark = pytest.mark.asyncio(loop_scope="module")

USAGE = "/api/v1/usage"
COSTS = "/api/v1/usage/costs"
ACTIVITY = "/api/v1/activity"
PRICED = TurnOutcome(
    "answered", "done", provider="openai", model="small", input_tokens=100, output_tokens=20, cost_usd=0.25
)
UNPRICED = replace(PRICED, provider="house", model="own", cost_usd=None)
MARCH = {"time_min": "2026-03-01T00:00:00+01:00", "time_max": "2026-04-01T00:00:00+02:00"}
LIMITS = [
    SpendingLimit.model_validate(each)
    for each in (
        {"scope": "person", "per": "day", "requests": 3},
        {"scope": "person", "per": "month", "usd": "5"},
        {"scope": "channel", "per": "day", "requests": 1_000},
        {"scope": "channel", "channel": "slack", "per": "day", "requests": 50},
        {"scope": "workspace", "per": "month", "requests": 10_000},
    )
]


async def answered(house: House, client: Client, at: str, outcome: TurnOutcome, *, channel: str = "webhook") -> str:
    """An answer of that moment."""
    turns = TurnStore(house.services.storage.database, clock=lambda: instant(at))
    accepted = await turns.accept(
        channel=channel,
        event_key=new_id(),
        conversation_key=new_id(),
        person_id=client.person_id,
        text="hello",
        body="{}",
        title="",
        sent_at=instant(at),
    )
    started = await turns.start(accepted.message_id)
    assert started is not None
    await turns.finish(accepted.message_id, started.epoch, outcome)
    return accepted.message_id


async def a_march(house: House, client: Client) -> None:
    """Answers around midnight, around the change of clocks, and of the months before and after."""
    await answered(house, client, "2026-02-28T23:59:59+01:00", PRICED)
    await answered(house, client, "2026-03-01T00:00:00+01:00", PRICED)
    await answered(house, client, "2026-03-28T23:59:59+01:00", PRICED, channel="slack")
    await answered(house, client, "2026-03-29T23:59:59+02:00", UNPRICED)
    await answered(house, client, "2026-03-29T12:00:00+02:00", replace(PRICED, model="large", cost_usd=0.5))
    await answered(house, client, "2026-03-30T00:00:00+02:00", UNPRICED)
    await answered(house, client, "2026-03-30T00:01:00+02:00", TurnOutcome("stopped", "half"))
    await answered(house, client, "2026-03-30T00:02:00+02:00", TurnOutcome("failed", "No.", code="limit"))
    await answered(house, client, "2026-04-01T00:00:00+02:00", PRICED)


def tally(requests: int, unpriced: int, cost: float | None, **more: Any) -> dict[str, Any]:
    return {"requests": requests, "unpriced_requests": unpriced, "cost_usd": cost, **more}


async def test_usage_is_added_up_by_the_persons_days(house: House, ana: Client, bo: Client) -> None:
    await a_march(house, ana)
    report = (await ana.get(USAGE, params=MARCH)).json
    assert report["timezone"] == ZONE
    assert (report["time_min"], report["time_max"]) == (MARCH["time_min"], MARCH["time_max"])
    assert report["totals"] == tally(6, 3, 1.0, input_tokens=500, output_tokens=100)
    days = {day["day"]: (day["requests"], day["unpriced_requests"], day["cost_usd"]) for day in report["days"]}
    assert days == {
        "2026-03-01": (1, 0, 0.25),
        "2026-03-28": (1, 0, 0.25),
        "2026-03-29": (2, 1, 0.5),
        "2026-03-30": (2, 2, None),
    }
    [twenty_ninth] = [day for day in report["days"] if day["day"] == "2026-03-29"]
    tokens = {"input_tokens": 100, "output_tokens": 20}
    assert twenty_ninth["providers"] == [
        tally(1, 1, None, provider="house", **tokens),
        tally(1, 0, 0.5, provider="openai", **tokens),
    ]
    assert [(each["provider"], each["requests"]) for each in report["providers"]] == [
        (None, 1),
        ("house", 2),
        ("openai", 3),
    ]
    models = [(each["provider"], each["model"], each["requests"], each["cost_usd"]) for each in report["models"]]
    assert models == [
        (None, None, 1, None),
        ("house", "own", 2, None),
        ("openai", "large", 1, 0.5),
        ("openai", "small", 2, 0.5),
    ]
    assert [(each["channel"], each["requests"]) for each in report["channels"]] == [("slack", 1), ("webhook", 5)]
    assert (await bo.get(USAGE, params=MARCH)).json["totals"]["requests"] == 0


async def test_costs(house: House, ana: Client, bo: Client) -> None:
    await a_march(house, ana)
    report = (await ana.get(COSTS, params=MARCH)).json
    assert (report["currency"], report["totals"]) == ("USD", tally(6, 3, 1.0))
    assert report["days"][-1] == tally(
        2,
        2,
        None,
        day="2026-03-30",
        providers=[tally(1, 1, None, provider=None), tally(1, 1, None, provider="house")],
    )
    assert report["models"][-1] == tally(2, 0, 0.5, provider="openai", model="small")
    assert [each["cost_usd"] for each in report["providers"]] == [None, None, 1.0]
    nothing = (await bo.get(COSTS, params=MARCH)).json
    assert (nothing["totals"], nothing["days"]) == (tally(0, 0, 0.0), [])


async def test_the_last_thirty_days_are_the_usual_range(house: House, ana: Client) -> None:
    await ana.post("/api/v1/webhook", {"prompt": "Count me."})
    report = (await ana.get(USAGE)).json
    since, until = instant(report["time_min"]), instant(report["time_max"])
    today = datetime.now(ZoneInfo(ZONE)).date()
    assert (since.date(), until.date()) == (today - timedelta(days=29), today + timedelta(days=1))
    assert (since.hour, until.hour) == (0, 0)
    assert report["totals"]["requests"] == 1
    assert report["days"][-1]["providers"][0]["provider"] == "scripted"
    alone = (await ana.get(USAGE, params={"time_max": report["time_max"]})).json
    assert alone["time_min"] == report["time_min"]


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"time_min": MARCH["time_max"], "time_max": MARCH["time_min"]}, "time_max"),
        ({"time_min": "2024-01-01T00:00:00Z", "time_max": "2026-01-01T00:00:00Z"}, "time_max"),
        ({"time_min": "9999-12-31T00:00:00Z"}, "time_min"),
    ],
)
async def test_ranges_that_make_no_sense(ana: Client, params: dict[str, str], field: str) -> None:
    for path in (USAGE, COSTS):
        refused = await ana.get(path, params=params)
        refused.refused(422, "UNPROCESSABLE")
        assert refused.fields() == [field]
    (await ana.get(USAGE, params={"time_min": "yesterday"})).refused(400, "VALIDATION_ERROR")


async def test_the_limits_that_apply_and_what_is_used_of_them(house: House, ana: Client) -> None:
    now = datetime.now(UTC).isoformat()
    await answered(house, ana, now, PRICED)
    await answered(house, ana, now, UNPRICED, channel="slack")
    async with house.rebuilt(limits=tuple(LIMITS)) as other:
        limits = (await Client(other.http, other.address, ana.token).get(USAGE)).json["limits"]
        figures = (await other.stranger.get("/metrics")).text
    assert 'threadline_limit_used_ratio{channel="slack",of="requests",per="day"} 0.02\n' in figures
    assert 'threadline_limit_used_ratio{channel="all",of="requests",per="month"}' in figures
    assert 'of="usd"' not in figures  # that one is each person's own
    day, month, webhook, slack, workspace = limits
    assert (day["scope"], day["per"], day["requests"], day["requests_used"]) == ("person", "day", 3, 2)
    assert (day["usd"], day["channel"]) == (None, None)
    assert (month["usd"], month["usd_used"], month["unpriced_requests"]) == (5.0, 0.25, 1)
    assert (webhook["channel"], slack["channel"], slack["requests_used"]) == ("webhook", "slack", 1)
    assert (workspace["scope"], workspace["channel"]) == ("workspace", None)
    assert workspace["requests_used"] >= webhook["requests_used"] > 0
    since, until = instant(day["since"]), instant(day["until"])
    assert since.astimezone(ZoneInfo(ZONE)).hour == 0
    assert since <= datetime.now(UTC) < until
    assert instant(workspace["since"]).astimezone(UTC).hour == 0
    assert (await ana.get(USAGE)).json["limits"] == []


async def test_activity_is_answers_and_actions_by_time(house: House, ana: Client, bo: Client) -> None:
    first = await answered(house, ana, "2026-03-01T10:00:00Z", PRICED)
    event = {"title": "Lunch", "start": "2026-03-02T12:00:00Z", "end": "2026-03-02T13:00:00Z"}
    created = (await ana.post("/api/v1/calendar/events", event)).json
    asked = (
        await ana.post("/api/v1/webhook", {"prompt": "Lunch with Bo tomorrow at noon", "type": "calendar_event"})
    ).json
    await ana.post(f"/api/v1/proposals/{asked['proposal']['id']}/dismiss", {"version": 1})
    found = (await ana.get(ACTIVITY)).json
    told = [(each["kind"], each["what"], each["subject"]) for each in found["activity"]]
    assert told == [
        ("action", "proposal.dismiss", asked["proposal"]["id"]),
        ("answer", "answered", asked["message_id"]),
        ("action", "event.create", created["id"]),
        ("answer", "answered", first),
    ]
    assert found["next_page"] is None
    oldest = found["activity"][-1]
    assert (oldest["provider"], oldest["model"], oldest["cost_usd"], oldest["channel"]) == (
        "openai",
        "small",
        0.25,
        "webhook",
    )
    assert (await bo.get(ACTIVITY)).json == {"activity": [], "next_page": None}


async def test_activity_is_read_in_pages(house: House, ana: Client) -> None:
    expected = []
    for hour in range(5):
        expected.append(await answered(house, ana, f"2026-03-01T1{hour}:00:00Z", PRICED))
        await house.services.storage.audit.append(
            person_id=ana.person_id, action="event.create", subject=f"event-{hour}"
        )
    whole = [each["subject"] for each in (await ana.get(ACTIVITY)).json["activity"]]
    assert whole == [f"event-{hour}" for hour in (4, 3, 2, 1, 0)] + expected[::-1]
    for limit in (1, 3, 4):
        seen: list[str] = []
        params: dict[str, str] = {"limit": str(limit)}
        while True:
            page = (await ana.get(ACTIVITY, params=params)).json
            seen += [each["subject"] for each in page["activity"]]
            if page["next_page"] is None:
                break
            params["page_token"] = page["next_page"]
        assert seen == whole


@pytest.mark.parametrize("place", ["a", "a/b", "a/9999999999999999999"])
async def test_a_page_token_of_another_list(ana: Client, place: str) -> None:
    token = write_cursor((datetime(2026, 1, 1, tzinfo=UTC), place))
    refused = await ana.get(ACTIVITY, params={"page_token": token})
    refused.refused(422, "UNPROCESSABLE")
    assert refused.fields() == ["page_token"]


async def test_days_are_added_up_to_weeks_and_months_and_narrowed(house: House) -> None:
    person, boss = await house.person("read"), await house.person()
    for at, outcome, channel in (
        ("2026-03-01T12:00:00+01:00", PRICED, "webhook"),
        ("2026-03-02T12:00:00+01:00", PRICED, "slack"),
        ("2026-03-08T12:00:00+01:00", UNPRICED, "webhook"),
    ):
        await answered(house, person, at, outcome, channel=channel)
    weeks = (await person.get(USAGE, params={**MARCH, "group_by": "week"})).json
    assert [(each["start"], each["requests"], each["unpriced_requests"]) for each in weeks["groups"]] == [
        ("2026-02-23", 1, 0),
        ("2026-03-02", 2, 1),
    ]
    months = (await person.get(COSTS, params={**MARCH, "group_by": "month", "channel": "webhook"})).json
    [month] = months["groups"]
    assert (month["start"], month["requests"], month["cost_usd"]) == ("2026-03-01", 2, 0.25)
    assert (await person.get(USAGE, params={**MARCH, "provider": "house"})).json["totals"]["cost_usd"] is None
    (await person.get(USAGE, params={**MARCH, "person": "all"})).refused(403, "ACCESS_DENIED")
    of_them = (await boss.get(USAGE, params={**MARCH, "person": person.person_id})).json["totals"]
    assert of_them["requests"] == 3
    assert (await boss.get(USAGE, params={**MARCH, "person": "all"})).json["totals"]["requests"] >= 3
