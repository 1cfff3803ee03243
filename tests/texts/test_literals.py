"""What people read stands in the catalogues: no literal that looks like it stands outside, in rooms that are done."""

import ast
from pathlib import Path

import pytest

from tests.texts.literals import MARKS, PACKAGE, literals, sentences

DONE = (
    "core/calendars/connections.py",
    "core/calendars/connection_errors.py",
    "core/channels/card_rows.py",
    "core/channels/card_status.py",
    "core/channels/card_view.py",
    "core/channels/event_form.py",
    "core/channels/form_fields.py",
    "core/channels/formatting.py",
    "core/channels/offer_text.py",
    "core/interactions/self_service.py",
    "core/people/account_linking.py",
    "core/proposals/answers.py",
    "core/proposals/booking_jobs.py",
    "core/proposals/calendar_operations.py",
    "core/proposals/decisions.py",
    "core/proposals/event_set.py",
    "core/proposals/offers.py",
    "core/proposals/parted_series.py",
    "core/proposals/repository.py",
    "core/scheduling/availability.py",
    "core/scheduling/calendar_queries.py",
    "core/scheduling/change_by_words.py",
    "core/scheduling/change_wording.py",
    "core/scheduling/doubts.py",
    "core/scheduling/drafting.py",
    "core/scheduling/event_questions.py",
    "core/scheduling/meeting_finder.py",
    "core/scheduling/planner.py",
    "core/scheduling/search_turns.py",
    "core/scheduling/time_changes.py",
    "bots/slack/agent_session.py",
    "bots/slack/card.py",
    "bots/slack/forms.py",
    "bots/teams/welcome.py",
    "bots/email/rendering/card.py",
)
"""Modules whose texts all come from the catalogues. It grows; nothing leaves it."""


@pytest.mark.parametrize("module", DONE)
def test_no_text_stands_outside_of_the_catalogues(module: str) -> None:
    assert [str(found) for found in literals(PACKAGE / module)] == []


OPERATORS = (
    "cli/",
    "cli.py",
    "commands/",
    "config/",
    "providers/",
    "simulator/",
    "storage/",
    "testing/",
    "core/tools/",
    "core/turns/instructions.py",
    "core/turns/loop.py",
    "core/turns/reading_in_pieces.py",
    "core/scheduling/model_quotes.py",
    "bots/webhook/docs/",
    "bots/webhook/mcp/",
    "bots/webhook/http/",
    "bots/webhook/api/",
    "bots/email/authentication/",
    "bots/email/incoming/",
    "bots/slack/routes.py",
    "bots/teams/routes.py",
    "calendar/extract/quotes.py",
)
"""What programs, models and whoever runs the service read: English, as the API, the logs and the command line are."""

OPEN = {
    "bots/email/channel.py": 1,
    "bots/slack/bolt.py": 1,
    "bots/slack/manifest.py": 1,
    "core/templates/builtin.py": 11,
}
"""Sentences that are English, by module: what whoever runs the service reads of a channel's health, what is said where
nobody's language is known yet, what an administrator hands to Slack, and what is written to models.
"""


def test_no_sentence_for_people_is_english_only() -> None:
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        module = file.relative_to(PACKAGE).as_posix()
        if not module.startswith(OPERATORS) and (said := sentences(file)):
            found[module] = len(said)
    assert found == OPEN


def _calls(file: Path) -> list[ast.Call]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    inside = {id(node) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for node in ast.walk(each)}
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and id(node) in inside and ast.unparse(node.func) in MARKS and node.args
    ]


def test_no_text_is_marked_where_the_extraction_cannot_see_it() -> None:
    unseen = [
        f"{file.relative_to(PACKAGE)}:{call.lineno}"
        for file in PACKAGE.rglob("*.py")
        for call in _calls(file)
        if isinstance(call.args[0], ast.Constant)
    ]
    assert unseen == [], "put it into a variable before the f-string"
