"""Drafts of all kinds, for hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from threadline.calendar.event import Attendee, EventDraft

ZONES = ("Europe/Vienna", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "Pacific/Apia", "UTC")
_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
_WORDS = _TEXT.map(str.strip).filter(lambda text: text and "<" not in text and "&" not in text)
_PEOPLE = st.lists(
    st.one_of(
        st.builds(Attendee, _WORDS, st.sampled_from(("bo@example.com", "cy@example.com"))), st.builds(Attendee, _WORDS)
    ),
    max_size=3,
    unique_by=lambda attendee: attendee.email or attendee.name,
)


@st.composite
def drafts(draw: st.DrawFn) -> EventDraft:
    """Single events, timed or of dates, with everything that every back end keeps."""
    zone = draw(st.sampled_from(ZONES))
    if draw(st.booleans()):
        first = draw(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
        draft = EventDraft.of_dates(draw(_WORDS), first, first + timedelta(days=draw(st.integers(0, 9))), zone)
    else:
        start = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 15 * 365 * 24 * 60)))
        end = start + timedelta(minutes=draw(st.integers(1, 5_000)))
        draft = EventDraft(draw(_WORDS), start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone)), zone)
    # People with an address come first: back ends keep the others apart.
    people = sorted(draw(_PEOPLE), key=lambda attendee: attendee.email is None)
    return replace(
        draft,
        location=draw(st.none() | _WORDS),
        description=draw(st.none() | _WORDS),
        attendees=tuple(people),
        private=draw(st.booleans()),
        transparent=draw(st.booleans()),
        reminders=draw(st.none() | st.just(()) | st.integers(0, 40_320).map(lambda minutes: (minutes,))),
    )
