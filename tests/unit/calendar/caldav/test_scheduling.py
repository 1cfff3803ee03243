"""What a server says of whom it told."""

from threadline.calendar.caldav.scheduling import untold_in

FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//EN
BEGIN:VEVENT
UID:a
DTSTAMP:20260101T000000Z
DTSTART:20260310T090000Z
ORGANIZER:mailto:ana@example.com
ATTENDEE:mailto:ana@example.com
{guests}
END:VEVENT
END:VCALENDAR
"""


def untold(*parameters: str) -> tuple[str, ...]:
    guests = "\n".join(
        f"ATTENDEE{parameter}:mailto:Guest{number}@example.com" for number, parameter in enumerate(parameters)
    )
    found = untold_in(FILE.format(guests=guests).replace("\n", "\r\n"), ["ana@example.com"])
    return tuple(each.partition("@")[0] for each in found)


def test_sent_and_delivered_is_told() -> None:
    assert untold(*(f";SCHEDULE-STATUS={code}" for code in ("1.0", "1.1", "1.2", "2.0"))) == ()
    assert untold(';SCHEDULE-STATUS="2.0;Success"') == ()


def test_refused_or_never_tried_is_not() -> None:
    codes = (';SCHEDULE-STATUS="3.7;Invalid calendar user"', ";SCHEDULE-STATUS=5.1", ";SCHEDULE-AGENT=SERVER")
    assert untold(*codes) == ("guest0", "guest1", "guest2")


def test_whom_the_server_was_not_to_tell_is_nobodys_miss() -> None:
    assert untold(";SCHEDULE-AGENT=NONE", ";SCHEDULE-AGENT=CLIENT;SCHEDULE-STATUS=5.1") == ()
