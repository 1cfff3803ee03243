"""Words that ask for a task, wherever in a message they stand; nobody but code reads them here."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.unit.core.turns.engine_house import ANA, House, Model, Platform, settings_for
from threadline.app import Application
from threadline.calendar.acts import Venue
from threadline.core.domain.message import Message

REPORT = "The budget is fine. Hiring starts with two engineers. The lease of the office ends."
MAILS = (
    ("Quarter", f"Please summarise: {REPORT}", "Hiring starts with two engineers."),
    ("Summarise this", REPORT, "Hiring starts with two engineers."),
    ("Quartal", f"Bitte fasse zusammen: {REPORT}", "Hiring starts with two engineers."),
    ("Quarter", f"Translate to German: {REPORT}", "cannot translate"),
    ("Quarter", REPORT, "not sure what you mean"),
)


async def test_a_mail_asks_for_a_task_in_its_subject_or_below_it(tmp_path: Path) -> None:
    platform = Platform()
    async with Application(settings_for(tmp_path), channels=[platform]) as app:
        house = House(app.services, Model(), platform)
        said = []
        for number, (subject, body, _) in enumerate(MAILS):
            message = Message(
                "memory",
                f"mail-{number}",
                f"thread-{number}",
                ANA,
                f"{subject}\n\n{body}",
                datetime.now(UTC),
                title=subject,
                venue=Venue.MAIL,
            )
            said.append((await house.over(await app.services.engine.receive(message))).reply)
    assert [reply for reply, (_, _, expected) in zip(said, MAILS, strict=True) if expected not in reply] == []


def test_what_is_no_mail_has_no_subject() -> None:
    message = Message("slack", "k", "c", ANA, "Plan\n\nlunch", datetime.now(UTC), title="Plan")
    assert message.below_subject == "Plan\n\nlunch"


@pytest.mark.parametrize("title", ["", "Another"])
def test_a_mail_whose_words_do_not_begin_with_its_subject_is_taken_whole(title: str) -> None:
    message = Message("email", "k", "c", ANA, "Plan\n\nlunch", datetime.now(UTC), title=title, venue=Venue.MAIL)
    assert message.below_subject == "Plan\n\nlunch"
