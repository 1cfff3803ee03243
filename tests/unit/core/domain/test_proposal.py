"""Offers as they are stored."""

from datetime import UTC, date, datetime, timedelta

from threadline.calendar.event import Attendee, EventDraft
from threadline.core.domain.proposal import Alternative, Conflict, Evidence, Offer

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_an_offer_is_stored_and_read_back_whole() -> None:
    draft = EventDraft(
        "X",
        NOW,
        NOW + timedelta(hours=1),
        "UTC",
        location="Room 4",
        attendees=(Attendee("Bo"), Attendee(email="ana@example.com")),
        rrule="FREQ=DAILY",
        excluded=(NOW,),
    )
    offer = Offer(
        draft,
        (Evidence("when", "now", 0, 3),),
        (Alternative(NOW, NOW + timedelta(hours=1), "label", "free"),),
        ("careful",),
        (Conflict("Lunch", NOW, NOW + timedelta(hours=1)),),
        ("Work",),
    )
    assert Offer.from_json(offer.to_json()) == offer
    day = Offer(EventDraft.of_dates("X", date(2026, 3, 5), date(2026, 3, 6), "Pacific/Apia"))
    assert Offer.from_json(day.to_json()) == day
