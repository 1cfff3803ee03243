"""The stretches of time that the administrator's bars stand for."""

from datetime import date

from threadline.bots.webhook.pages.admin_usage import first_days, stretch_of


def test_months_and_weeks_begin_where_they_begin() -> None:
    """Also over the end of a year."""
    assert stretch_of("month") == "month"
    assert first_days("month", date(2026, 2, 28))[:3] == [date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)]
    assert first_days("week", date(2026, 1, 1))[-2:] == [date(2025, 12, 22), date(2025, 12, 29)]
    assert first_days("day", date(2026, 3, 1))[-2:] == [date(2026, 2, 28), date(2026, 3, 1)]
