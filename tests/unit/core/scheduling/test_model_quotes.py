"""A model quotes, the grammar resolves."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from threadline.calendar.extract import Intent
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.interpretation import understand
from threadline.core.scheduling.model_quotes import Quotes, Situation, ask_for_quotes
from threadline.providers.port import (
    ChatMessage,
    CutOff,
    Delta,
    Finish,
    ProviderError,
    Restart,
    ScriptedProvider,
    Text,
    Unavailable,
    Usage,
)

SENT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TEXT = "The kick-off of the new site: Ana proposed Tuesday 10am, but in the end it is Wednesday at 11 in the Blue Room."
USAGE = Usage("m", 100, 20, provider="p")
RIGHT: dict[str, Any] = {
    "title": "kick-off of the new site",
    "when": ["Wednesday at 11"],
    "people": ["Ana"],
    "place": "Blue Room",
    "claimed_start": None,
}


def read(**changes: Any) -> Any:
    quotes = Quotes.model_validate(RIGHT | changes)
    return understand(TEXT, sent_at=SENT, zone="UTC", event_wanted=True, quoted=quotes)


async def asked(*script: Delta | ProviderError) -> tuple[Quotes | None, Usage | None]:
    model = ScriptedProvider([script])
    before = ChatMessage("user", "Shall we see the new site?")
    situation = Situation(SENT, "Europe/Vienna", (before,), Reading(Intent.NONE))
    answer = await ask_for_quotes(model, TEXT, situation)
    assert model.requests[0].schema is not None
    assert model.requests[0].material == TEXT
    assert model.requests[0].messages[0] == before
    assert "Europe/Vienna" in model.requests[0].messages[-1].text
    return answer.quotes, answer.usage


async def test_what_a_model_quotes_is_taken_in_with_what_it_took() -> None:
    whole = json.dumps(RIGHT)
    quotes, usage = await asked(Text(whole[:20]), Text(whole[20:]), USAGE, Finish("stop"))
    assert quotes == Quotes.model_validate(RIGHT)
    assert usage == USAGE


async def test_a_new_start_voids_what_came_before() -> None:
    quotes, _ = await asked(Text("{"), Restart("again"), Text(json.dumps(RIGHT)), Finish("stop"))
    assert quotes is not None


@pytest.mark.parametrize(
    "script",
    [
        (Unavailable("down", provider="p"),),
        (Text("{"), CutOff("cut", provider="p")),
        (Text("Wednesday!"), Finish("stop")),
        (Text(json.dumps(RIGHT)), Finish("length")),
        (Text(json.dumps({**RIGHT, "attendees": ["Bo"]})), Finish("stop")),
    ],
)
async def test_a_model_that_fails_leaves_the_reading_to_the_grammar(script: tuple[Delta | ProviderError, ...]) -> None:
    assert (await asked(*script))[0] is None


def test_quoted_words_go_before_our_own_reading() -> None:
    reading = read()
    assert reading.draft.start == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert reading.draft.title == "Kick-off of the new site"
    assert reading.draft.location == "Blue Room"
    assert [str(attendee) for attendee in reading.draft.attendees] == ["Ana"]
    words = {evidence.slot: TEXT[evidence.start : evidence.end] for evidence in reading.evidence}
    assert words["title"] == "kick-off of the new site"


def test_words_that_are_not_in_the_text_do_not_count() -> None:
    reading = read(title="Party", people=["mallory@example.com"], place="My house", when=["Friday at 5"])
    assert reading.draft.title != "Party"
    assert reading.draft.location != "My house"
    assert all("mallory" not in str(attendee) for attendee in reading.draft.attendees)
    assert reading.draft.start.date() != datetime(2026, 11, 27, tzinfo=UTC).date()


def test_an_instant_of_the_models_own_never_counts_but_is_told() -> None:
    reading = read(claimed_start=datetime(2026, 11, 24, 10, tzinfo=UTC))
    assert reading.draft.start == datetime(2026, 11, 25, 11, tzinfo=UTC)
    assert any("the model claimed 2026-11-24 10:00" in warning for warning in reading.warnings)


def test_a_deadline_that_is_a_day_is_that_day() -> None:
    reading = understand("Send the report by Friday", sent_at=SENT, zone="Europe/Vienna", event_wanted=True)
    assert reading.draft is not None
    assert reading.draft.all_day
    assert reading.draft.dates[0] == reading.draft.dates[1]
