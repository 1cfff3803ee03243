"""The check of what a model quotes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.unit.calendar.extract.scenes import NEW_YORK, REFERENCE
from threadline.calendar.extract import RefusalReason, Slot, verify_quotes

TEXT = "Hi! Design  review with Ana next Thursday, 3–4:30pm in Room 4, or on Friday?"


@dataclass(frozen=True)
class Quotes:
    title: str | None = None
    when: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    place: str | None = None
    claimed_start: datetime | None = None


class QuotesModel(BaseModel):
    title: str | None = None
    when: list[str] = []
    people: list[str] = []
    place: str | None = None
    claimed_start: datetime | None = None


def test_true_quotes_stand_and_the_grammar_computes_the_time() -> None:
    quoted = Quotes("design review", ("next Thursday, 3-4:30pm",), ("Ana",), "Room 4")

    checked = verify_quotes(TEXT, quoted, REFERENCE)

    assert checked.sound
    assert checked.title is not None
    assert (checked.title.value, checked.title.span) == ("Design  review", (4, 18))
    assert checked.when is not None
    assert checked.when.start == datetime(2026, 11, 26, 15, 0, tzinfo=NEW_YORK)
    assert [person.value for person in checked.people] == ["Ana"]
    assert checked.place is not None
    assert TEXT[slice(*checked.place.span)] == "Room 4"


def test_a_pydantic_model_fits() -> None:
    quoted = QuotesModel(title="Design review", when=["on Friday"])

    checked = verify_quotes(TEXT, quoted, REFERENCE)

    assert checked.when is not None
    assert str(checked.when.start_date) == "2026-11-20"


@pytest.mark.parametrize(
    ("quoted", "slot", "reason"),
    [
        (Quotes(title="Budget review"), Slot.TITLE, RefusalReason.NOT_IN_TEXT),
        (Quotes(title="  "), Slot.TITLE, RefusalReason.EMPTY),
        (Quotes(title="x" * 400), Slot.TITLE, RefusalReason.TOO_LONG),
        (Quotes(people=("mallory@example.com",)), Slot.PEOPLE, RefusalReason.NOT_IN_TEXT),
        (Quotes(people=("An",)), Slot.PEOPLE, RefusalReason.NOT_IN_TEXT),
        (Quotes(place="Room 5"), Slot.PLACE, RefusalReason.NOT_IN_TEXT),
        (Quotes(when=("tomorrow",)), Slot.WHEN, RefusalReason.NOT_IN_TEXT),
        (Quotes(when=("Design review",)), Slot.WHEN, RefusalReason.NOT_A_TIME),
    ],
)
def test_a_false_quote_is_refused_with_its_reason(quoted: Quotes, slot: Slot, reason: RefusalReason) -> None:
    checked = verify_quotes(TEXT, quoted, REFERENCE)

    (refusal,) = checked.refusals
    assert (refusal.slot, refusal.reason) == (slot, reason)
    assert not checked.sound


def test_a_claim_that_agrees_is_silent() -> None:
    claimed = datetime(2026, 11, 26, 20, 0, tzinfo=UTC)

    assert verify_quotes(TEXT, Quotes(when=("next Thursday, 3–4:30pm",), claimed_start=claimed), REFERENCE).sound


def test_a_claim_without_zone_is_in_the_zone_of_the_words() -> None:
    naive = datetime(2026, 11, 26, 15, 0)  # noqa: DTZ001

    assert verify_quotes(TEXT, Quotes(when=("next Thursday, 3–4:30pm",), claimed_start=naive), REFERENCE).sound


def test_a_claim_that_differs_is_shown_beside_what_the_words_say() -> None:
    claimed = datetime(2026, 11, 19, 15, 0, tzinfo=NEW_YORK)

    checked = verify_quotes(TEXT, Quotes(when=("next Thursday, 3–4:30pm",), claimed_start=claimed), REFERENCE)

    assert checked.disagreement is not None
    assert (checked.disagreement.claimed, checked.disagreement.computed) == (
        claimed,
        datetime(2026, 11, 26, 15, 0, tzinfo=NEW_YORK),
    )
    assert "2026-11-26 15:00" in checked.disagreement.sentence


def test_a_claim_about_a_date_needs_the_right_day_only() -> None:
    claimed = datetime(2026, 11, 20, 9, 0, tzinfo=NEW_YORK)

    assert verify_quotes(TEXT, Quotes(when=("on Friday",), claimed_start=claimed), REFERENCE).sound


def test_a_claim_without_words_is_a_disagreement() -> None:
    claimed = datetime(2026, 11, 20, 9, 0)  # noqa: DTZ001

    checked = verify_quotes(TEXT, Quotes(claimed_start=claimed), REFERENCE)

    assert checked.disagreement is not None
    assert checked.disagreement.computed is None


def test_quotes_in_pieces_are_read_together() -> None:
    text = "On Friday the whole team of ours from all of the offices will hopefully meet, and that will be at 3pm."

    checked = verify_quotes(text, Quotes(when=("Friday", "3pm")), REFERENCE)

    assert checked.when is not None
    assert checked.when.start == datetime(2026, 11, 20, 15, 0, tzinfo=NEW_YORK)


def test_pieces_that_only_make_sense_together_are_joined() -> None:
    text = "Friday! That would be great. Say 3pm?"

    checked = verify_quotes(text, Quotes(when=("3pm", "Friday!")), REFERENCE)

    assert checked.when is not None


@given(st.text(max_size=60), st.text(max_size=10))
def test_no_quote_breaks_the_check_and_what_stands_is_in_the_text(text: str, quote: str) -> None:
    checked = verify_quotes(text, Quotes(title=quote), REFERENCE)

    if checked.title is not None:
        first, last = checked.title.span
        assert text[first:last] == checked.title.value
    else:
        assert [refusal.slot for refusal in checked.refusals] == [Slot.TITLE]
