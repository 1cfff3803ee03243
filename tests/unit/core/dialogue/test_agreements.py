"""What people in a thread came to."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.extract import Extraction, extract
from threadline.core.dialogue.agreements import Agreement, Line, agreement_in

VIENNA = ZoneInfo("Europe/Vienna")
SAID_AT = datetime(2026, 11, 25, 10, tzinfo=VIENNA)


def read(text: str) -> Extraction:
    return extract(text, SAID_AT, zone=VIENNA)


def came_to(*lines: str) -> Agreement | None:
    return agreement_in([Line.of(line) for line in lines], read, today=date(2026, 11, 25))


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        (("Bo: Shall we say Monday at 10?", "Ana: 10 is bad, 14:00?", "Bo: ok, 14:00"), "2026-11-30T14:00"),
        (("Bo: call on Friday at 9", "Ana: rather Thursday"), "2026-11-26T09:00"),
        (("Ana: coffee at 3 tomorrow", "Bo: perfect"), "2026-11-26T15:00"),
        (("Bo: Friday at 9?", "Ana: no", "Bo: then Monday at 11"), "2026-11-30T11:00"),
    ],
)
def test_the_time_that_stands_in_the_end(lines: tuple[str, ...], start: str) -> None:
    found = came_to(*lines)
    assert found is not None
    assert found.extraction.when is not None
    assert found.extraction.when.start == datetime.fromisoformat(start).replace(tzinfo=VIENNA)


def test_who_spoke_of_it_and_who_was_called() -> None:
    found = came_to("Cy: nice weather", "Ana: @Dee lunch on Friday at noon?", "Bo: me too")
    assert found is not None
    assert found.names == ("Ana", "Dee", "Bo")


@pytest.mark.parametrize("lines", [("Bo: hello", "Ana: hi"), ("Bo: Friday at 9?", "Ana: no"), ()])
def test_nothing_was_agreed_on(lines: tuple[str, ...]) -> None:
    assert came_to(*lines) is None


def test_a_line_without_a_speaker() -> None:
    assert Line.of("no name here") == Line("", "no name here")
    assert Line.of("Bo: see https://example.com/a: b") == Line("Bo", "see https://example.com/a: b")
