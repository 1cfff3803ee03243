"""Dates above forwarded mails: every program's form is in `layouts`; here are the corners."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from threadline.bots.email.parsing.dates import read_header_date, read_shown_date

CET = timezone(timedelta(hours=1))
BEFORE = datetime(2026, 11, 20, tzinfo=CET)


def shown(text: str, language: str = "en") -> str | None:
    read = read_shown_date(text, language=language, otherwise=CET, before=BEFORE)
    return f"{read[0].isoformat(timespec='minutes')}{' given' if read[1] else ''}" if read else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wed, 18 Nov 2026 15:04:12 +0530", "2026-11-18T15:04+05:30 given"),
        ("11/18/2026 3:04 PM", "2026-11-18T15:04+01:00"),
        ("18/11/2026 15:04", "2026-11-18T15:04+01:00"),
        ("5/6/2026 9:00 AM", "2026-05-06T09:00+01:00"),
        ("5/6/2026 09:00", "2026-06-05T09:00+01:00"),
        ("5/12/2026 09:00", "2026-05-12T09:00+01:00"),
        ("12/5/2026 9:00 AM", "2026-05-12T09:00+01:00"),
        ("18.11.26, 15:04", "2026-11-18T15:04+01:00"),
        ("2026-11-18T15:04:12Z", "2026-11-18T15:04+00:00 given"),
        ("2026/11/18 15:04", "2026-11-18T15:04+01:00"),
        ("November 18, 2026 12:04 AM PST", "2026-11-18T00:04-08:00 given"),
        ("November 18, 2026 12:04 p.m. (UTC-03:30)", "2026-11-18T12:04-03:30 given"),
        ("18 November 2026", "2026-11-18T00:00+01:00"),
        ("mar 18/11/2026 15:04", "2026-11-18T15:04+01:00"),
        ("18 thermidor 2026", None),
        ("31 February 2026 10:00", None),
        ("18/11/2026 15:04 +25:00", "2026-11-18T15:04+01:00"),
        ("0001-01-01 00:00", None),
        ("18 November", None),
        ("", None),
        ("4 ma 2026 10:00", None),
    ],
)
def test_corners(text: str, expected: str | None) -> None:
    assert shown(text) == expected


def test_a_month_of_another_language_than_the_labels() -> None:
    assert shown("18 grudnia 2025 15:04", "de") == "2025-12-18T15:04+01:00"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Wed, 18 Nov 2026 15:04:12 -0500", datetime(2026, 11, 18, 20, 4, 12, tzinfo=UTC)),
        ("Wed, 18 Nov 2026 15:04:12 -0000", datetime(2026, 11, 18, 15, 4, 12, tzinfo=UTC)),
        ("18 Nov 26 15:04 GMT", datetime(2026, 11, 18, 15, 4, tzinfo=UTC)),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Wed, 18 Nov 2026 15:04:12 +9999", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_the_date_of_the_header(value: str, expected: datetime | None) -> None:
    assert read_header_date(value) == expected
