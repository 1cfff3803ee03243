"""What a message asks of the calendar, and the event that is read from it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.calendar.acts import Venue
from threadline.calendar.event import Attendee, EventDraft
from threadline.calendar.extract import Intent
from threadline.calendar.recurrence import as_utc
from threadline.core.domain.reading import Reading
from threadline.core.scheduling.interpretation import understand

THURSDAY = datetime(2026, 3, 5, 11, tzinfo=UTC)
VIENNA = ZoneInfo("Europe/Vienna")
NO_LENGTH = "No length was given, so it is 30 minutes."


def read(text: str, *, zone: str = "Europe/Vienna", event_wanted: bool = False, at: datetime = THURSDAY) -> Reading:
    return understand(text, sent_at=at, zone=zone, event_wanted=event_wanted)


def event(text: str, *, event_wanted: bool = False) -> EventDraft:
    draft = read(text, event_wanted=event_wanted).draft
    assert draft is not None
    return draft


def vienna(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=VIENNA)


def test_everything_that_was_said_is_in_the_event_with_its_evidence() -> None:
    text = "Design review with ana@example.com tomorrow 3-4:30pm in Room 4"
    reading = read(text)
    assert reading.intent is Intent.CREATE
    assert reading.draft == EventDraft(
        "Design review",
        vienna(2026, 3, 6, 15),
        vienna(2026, 3, 6, 16, 30),
        "Europe/Vienna",
        location="Room 4",
        attendees=(Attendee(email="ana@example.com"),),
    )
    assert [(said.slot, text[said.start : said.end]) for said in reading.evidence] == [
        ("title", "Design review"),
        ("attendee", "ana@example.com"),
        ("when", "tomorrow 3-4:30pm"),
        ("location", "Room 4"),
    ]
    assert reading.warnings == ()
    assert reading.duration == timedelta(minutes=90)


def test_a_missing_length_is_half_an_hour_and_said() -> None:
    reading = read("Lunch tomorrow at noon")
    assert reading.draft is not None
    assert reading.draft.duration == timedelta(minutes=30)
    assert NO_LENGTH in reading.warnings


def test_a_length_that_was_said_is_kept() -> None:
    assert event("Call tomorrow at 3pm for 45 minutes").duration == timedelta(minutes=45)


def test_a_length_counts_as_it_passes_when_the_clocks_change() -> None:
    for text in ("Call on 29 March 2026 at 1:30am for 2 hours", "Call on 25 October 2026 at 1:30am for 2 hours"):
        reading = read(text)
        assert reading.draft is not None
        assert reading.draft.duration == reading.duration == timedelta(hours=2)
    assert event("Call on 29 March 2026 at 1:45am").duration == timedelta(minutes=30)


def test_a_time_that_the_clocks_skip_is_moved_and_said() -> None:
    reading = read("Meeting on 28 March 2027 at 2:30am for an hour")
    assert reading.draft is not None
    assert reading.draft.start.astimezone(UTC) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert any("does not exist" in warning for warning in reading.warnings)


def test_a_date_without_a_time_is_a_whole_day() -> None:
    draft = event("Company holiday on 8 May")
    assert draft.all_day
    assert [day.isoformat() for day in draft.dates] == ["2026-05-08", "2026-05-08"]


def test_a_run_of_dates_is_one_event() -> None:
    draft = event("Vacation from 3 to 7 August")
    assert draft.all_day
    assert [day.isoformat() for day in draft.dates] == ["2026-08-03", "2026-08-07"]


def test_a_length_without_a_time_of_day_is_not_dropped_silently() -> None:
    assert "No time of day was given, so it is the whole day." in read("Review tomorrow for 45 minutes").warnings


def test_an_event_may_go_on_until_another_day() -> None:
    draft = event("Training next Monday 9am until Tuesday 5pm")
    assert (draft.start.weekday(), draft.end.weekday(), draft.all_day) == (0, 1, False)


def test_an_event_past_midnight_ends_on_the_next_day() -> None:
    assert event("Party tomorrow from 10pm until 2am").duration == timedelta(hours=4)


def test_what_repeats_has_a_rule_without_a_time_of_day() -> None:
    draft = event("Standup every weekday at 9:30am for 15 minutes")
    assert draft.rrule == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    assert (draft.start, draft.duration) == (vienna(2026, 3, 6, 9, 30), timedelta(minutes=15))


def test_occurrences_that_do_not_take_place_are_left_out() -> None:
    draft = event("Standup every Monday at 9am except March 16")
    assert draft.excluded == (vienna(2026, 3, 16, 9),)


def test_a_deadline_is_where_the_event_ends() -> None:
    draft = event("report due by Friday 5pm", event_wanted=True)
    assert (draft.start, draft.end) == (vienna(2026, 3, 6, 16, 30), vienna(2026, 3, 6, 17))


def test_a_deadline_that_is_a_day_is_that_day() -> None:
    draft = event("Finish the report by Friday", event_wanted=True)
    assert draft.all_day
    assert [day.isoformat() for day in draft.dates] == ["2026-03-06", "2026-03-06"]


def test_another_zone_that_was_said_is_the_events_own() -> None:
    draft = event("Call at 15:00 New York time tomorrow")
    assert draft.zone == "America/New_York"
    assert draft.start.astimezone(UTC) == datetime(2026, 3, 6, 20, tzinfo=UTC)


def test_the_time_of_sending_is_read_in_the_persons_own_zone() -> None:
    late = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)
    assert read("Lunch tomorrow at noon", at=late).draft == event_on(7)
    assert read("Lunch tomorrow at noon", at=late, zone="UTC").draft != event_on(7)


def event_on(day: int) -> EventDraft:
    start = vienna(2026, 3, day, 12)
    return EventDraft("Lunch", start, start + timedelta(minutes=30), "Europe/Vienna")


def test_other_readings_are_offered_with_labels() -> None:
    reading = read("Meeting next Thursday at 3pm for an hour")
    assert reading.alternatives
    for other in reading.alternatives:
        assert other.kind == "reading"
        assert other.end - other.start == timedelta(hours=1)
        assert "2026, 15:00–16:00" in other.label


def test_other_days_are_offered_as_days() -> None:
    reading = read("Since Monday I am on vacation", event_wanted=True)
    assert [other.label for other in reading.alternatives] == ["Mon 9 Mar 2026"]


def test_a_second_time_in_the_text_is_an_alternative_of_the_same_length() -> None:
    reading = read("Review for 45 minutes tomorrow at 3pm or on Monday at 10am")
    assert reading.draft is not None
    assert {other.end - other.start for other in reading.alternatives} <= {timedelta(minutes=45), timedelta(minutes=30)}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("with ana@example.com tomorrow at 3pm", "Meeting with ana"),
        ("tomorrow at 3pm", "Meeting"),
        ("budget review tomorrow at 3pm", "Budget review"),
    ],
)
def test_every_event_has_a_title(text: str, title: str) -> None:
    assert event(text, event_wanted=True).title == title


def test_people_without_an_address_are_kept_by_name() -> None:
    draft = event("Sync with @bo tomorrow at 9am")
    assert draft.attendees == (Attendee(name="bo"),)


@pytest.mark.parametrize("text", ["Schedule a call with Bo", "Set up a meeting"])
def test_without_a_time_it_is_asked(text: str) -> None:
    reading = read(text)
    assert (reading.intent, reading.draft) == (Intent.CREATE, None)
    assert reading.question is not None
    assert "When" in reading.question


def test_beyond_the_end_of_the_calendar_it_is_asked() -> None:
    reading = read("Meeting 9999-12-31T23:45", zone="America/New_York")
    assert reading.draft is None
    assert reading.question is not None


def test_an_event_that_was_asked_for_in_so_many_words_is_read_from_anything() -> None:
    assert read("the weather tomorrow at 3pm").intent is not Intent.CREATE
    assert event("the weather tomorrow at 3pm", event_wanted=True).start == vienna(2026, 3, 6, 15)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Cancel my meeting tomorrow", Intent.CANCEL),
        ("Move the review to Friday at 4pm", Intent.UPDATE),
    ],
)
def test_other_wishes_are_no_events_even_if_one_is_wanted(text: str, intent: Intent) -> None:
    for event_wanted in (False, True):
        reading = read(text, event_wanted=event_wanted)
        assert (reading.intent, reading.draft) == (intent, None)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("What's on tomorrow?", Intent.QUERY),
        ("What do I have on Friday?", Intent.QUERY),
        ("Do I have any meetings today?", Intent.QUERY),
        ("When is my dentist appointment?", Intent.QUERY),
        ("When is the standup?", Intent.QUERY),
        ("Show my calendar", Intent.QUERY),
        ("Was habe ich morgen?", Intent.QUERY),
        ("When am I free on Friday?", Intent.FIND_TIME),
        ("Am I available tomorrow?", Intent.FIND_TIME),
        ("Is Ana free tomorrow?", Intent.FIND_TIME),
        ("What is a monad?", Intent.NONE),
        ("Who wrote Faust?", Intent.NONE),
        ("How do I cook rice?", Intent.NONE),
        ("What is the weather today?", Intent.NONE),
        ("What did Einstein publish in 1905?", Intent.NONE),
        ("Is Python free?", Intent.NONE),
        ("What is a meeting?", Intent.NONE),
        ("Explain quicksort", Intent.NONE),
    ],
)
def test_a_question_is_about_the_calendar_or_about_the_world(text: str, intent: Intent) -> None:
    assert read(text).intent is intent


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Is Ana free tomorrow?", ("Ana",)),
        ("when is Bo free next week?", ("Bo",)),
        ("When are Ana, Cy and Bo Miller free tomorrow?", ("Ana", "Cy", "Bo Miller")),
        ("are @ana and bo@example.com both available on Friday?", ("@ana", "bo@example.com")),
        ("When is Bo available?", ("Bo",)),
    ],
)
def test_when_others_are_free_is_no_question_about_oneself(text: str, who: tuple[str, ...]) -> None:
    reading = read(text)
    assert (reading.intent, reading.seeks_time) == (Intent.FIND_TIME, True)
    assert reading.attendees == who


@pytest.mark.parametrize("text", ["Am I free tomorrow?", "Are you free tomorrow?", "When am I free on Friday?"])
def test_when_one_is_free_oneself_asks_for_nobody_else(text: str) -> None:
    reading = read(text)
    assert (reading.attendees, reading.seeks_time) == ((), False)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("find 30 minutes with bo@example.com on Friday between 3pm and 5pm", 30),
        ("am I free for an hour on Friday between 2 and 6pm?", 60),
        ("am I free on Friday from 3 to 4pm?", None),
        ("find a time with bo@example.com tomorrow between 2 and 6pm", None),
    ],
)
def test_a_range_of_hours_says_where_to_look_and_not_how_long(text: str, minutes: int | None) -> None:
    reading = read(text)
    assert reading.intent is Intent.FIND_TIME
    assert reading.duration == (timedelta(minutes=minutes) if minutes else None)


def test_a_question_has_the_range_it_is_about() -> None:
    reading = read("What's on tomorrow?")
    assert (reading.start, reading.end) == (vienna(2026, 3, 6), vienna(2026, 3, 7))
    assert read("Show my calendar").start is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    for event_wanted in (False, True):
        reading = read(text, event_wanted=event_wanted)
        assert reading.draft is None or reading.draft.duration > timedelta()


_SNIPPETS = [
    "meeting",
    "lunch",
    "with",
    "ana@example.com",
    "@bo",
    "tomorrow",
    "Friday",
    "every",
    "day",
    "until",
    "by",
    "from",
    "to",
    "3pm",
    "15:00",
    "2:30am",
    "for",
    "45 minutes",
    "2 hours",
    "3 days",
    "29 March 2026",
    "25 October 2026",
    "31 December",
    "next",
    "last",
    "week",
    "in",
    "Room 4",
    "not",
    "free",
    "?",
    "New York time",
    "UTC",
    "all day",
    "midnight",
    "noon",
    "0",
    "99999 years",
    "February 29",
    "or",
    "and",
    "between",
]


@given(st.lists(st.sampled_from(_SNIPPETS), max_size=12), st.sampled_from(["Europe/Vienna", "Pacific/Apia", "UTC"]))
def test_no_mixture_of_times_breaks_the_reading(words: list[str], zone: str) -> None:
    reading = read(" ".join(words), zone=zone, event_wanted=True)
    if reading.draft is not None:
        assert reading.draft.duration > timedelta()
        assert all(as_utc(other.end) > as_utc(other.start) for other in reading.alternatives)
        if reading.draft.all_day:
            first, last = reading.draft.dates
            assert first <= last


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("See Eli Friday 2pm and Mia Monday 9am", [(6, 14), (9, 9)]),
        ("Plan: Mon 9am budget; Tue 2pm demo", [(9, 9), (10, 14)]),
        ("Call Mia at 9 and Eli at 10:30 tomorrow", [(6, 9), (6, 10)]),
        ("Book lunch with Eli tomorrow at noon. Also book a call with Mia on Monday at 9am.", [(6, 12), (9, 9)]),
    ],
)
def test_each_event_of_a_message_is_an_event_of_its_own(text: str, starts: list[tuple[int, int]]) -> None:
    reading = read(text)
    assert reading.draft is not None
    drafts = [reading.draft, *(each.draft for each in reading.drafts)]
    assert [(draft.start.day, draft.start.hour) for draft in drafts] == starts
    assert len({draft.title for draft in drafts}) == len(drafts)


def test_a_choice_of_times_is_one_event_with_alternatives() -> None:
    reading = read("Call with Bo: tomorrow at 3pm or Monday at 10am")
    assert reading.draft is not None
    assert (reading.drafts, reading.draft.start) == ((), vienna(2026, 3, 6, 15))
    assert [each.start for each in reading.alternatives] == [vienna(2026, 3, 9, 10)]


@pytest.mark.parametrize(
    ("answer", "agreed"), [("yes, Room 4", True), ("works for me", True), ("passt", True), ("what for?", False)]
)
def test_an_answer_takes_its_time_from_the_question_before_it(answer: str, agreed: bool) -> None:
    reading = understand(
        answer, sent_at=THURSDAY, zone="Europe/Vienna", thread=("Hello", "can you do tomorrow at 3pm?")
    )
    assert (reading.draft is not None and reading.draft.start == vienna(2026, 3, 6, 15)) is agreed


def test_a_meeting_without_its_hour_is_never_the_whole_day_in_silence() -> None:
    assert "No time of day was given, so it is the whole day." in read("interview with Anna tomorrow").warnings
    assert read("Anna's birthday tomorrow").warnings == ()


@pytest.mark.parametrize("venue", list(Venue))
def test_an_answer_to_a_question_is_one_wherever_it_is_said(venue: Venue) -> None:
    thread = ("can you do tomorrow at 3pm?",)
    reading = understand("Yes, in Room 4", sent_at=THURSDAY, zone="Europe/Vienna", thread=thread, venue=venue)
    assert reading.draft is not None
    assert (reading.draft.start.hour, reading.draft.location) == (15, "Room 4")


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("gym mon wed fri 6am", ["2026-11-20 06:00", "2026-11-23 06:00", "2026-11-25 06:00"]),
        ("Interviews on Dec 3 and Dec 10 at 14:00", ["2026-12-03 14:00", "2026-12-10 14:00"]),
        ("Lunch Monday or Tuesday at 12", ["2026-11-23 12:00"]),
        ("I can do Monday and Tuesday at 12", ["2026-11-23 12:00"]),
    ],
)
def test_an_event_takes_place_on_each_of_the_listed_days_and_on_one_that_is_to_be_chosen(
    text: str, starts: list[str]
) -> None:
    sent_at = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("America/New_York"))

    reading = understand(text, sent_at=sent_at, zone="America/New_York", event_wanted=True)

    drafts = [draft for draft in (reading.draft, *(each.draft for each in reading.drafts)) if draft is not None]
    assert [f"{draft.start:%Y-%m-%d %H:%M}" for draft in drafts] == starts
