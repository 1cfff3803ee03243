"""Messages as they are stored, and the states of turns."""

from datetime import UTC, datetime

import pytest

from threadline.core.domain.message import Attachment, Author, Message, Person, Source, Turn, TurnState, Wishes
from threadline.providers.port import Parameters, Task

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


def test_a_message_is_stored_and_read_back_whole() -> None:
    message = Message(
        "slack",
        "T1-E1",
        "C1-1",
        Author("U1", "Ana", "ana@example.com", "Europe/Vienna", "de", "p1"),
        "héllo 👋",
        NOW,
        zone="UTC",
        material="mail",
        attachments=(Attachment("a.txt", "text/plain", "text", "note"),),
        wishes=Wishes(
            task=Task.SUMMARY,
            source=Source.EMAIL,
            template_id="t",
            template_version=2,
            command="c",
            language="de",
            parameters=Parameters(temperature=0.5, stop=("x",)),
            variables=(("a", "b"),),
        ),
        title="title",
        address="somewhere",
    )
    assert Message.from_json(message.to_json()) == message


def test_what_is_usual_takes_no_room() -> None:
    stored = Message("m", "1", "t", Author("a"), "hi", NOW).to_json()
    assert "wishes" not in stored
    assert Message.from_json(stored).wishes == Wishes()


@pytest.mark.parametrize("broken", ["", "{}", "[]", '{"text": 1}', "nonsense"])
def test_what_is_no_message_is_a_value_error(broken: str) -> None:
    with pytest.raises(ValueError, match="validation error"):
        Message.from_json(broken)


def test_a_turn_is_over_or_not() -> None:
    assert {state for state in TurnState if not state.over} == {TurnState.QUEUED, TurnState.ANSWERING}


@pytest.mark.parametrize(
    ("act", "mark", "is_done"),
    [
        (0, None, False),
        (0, "other", False),
        (0, "asked", True),
        (0, "asked/1", True),
        (1, "asked", False),
        (1, "asked/1", True),
        (1, "asked/2", True),
        (2, "asked/1", False),
    ],
)
def test_each_request_of_a_message_edits_once(act: int, mark: str | None, is_done: bool) -> None:
    message = Message(
        "chat", "key", "thread", Author("ana"), "move it to 4 and add Bo", datetime(2026, 3, 9, tzinfo=UTC)
    )
    turn = Turn("asked", "conversation", 1, message, Person("ana", "Ana", None, "UTC"), 1, act=act)
    assert turn.has_edited(mark) is is_done
    assert turn.has_edited(turn.edit_mark)
