"""`threadline chat` at a real terminal: every key, and talk in the place of one."""

from collections.abc import Iterator

import pytest

from tests.e2e.shell import PATIENCE, Shell, Terminal

PLAIN = "Design review with ana@example.com on 11 May 2027 3-4:30pm in Room 4"
"""A time that can be read in one way only: its card warns of nothing."""


@pytest.fixture
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A chat that waits for the first message."""
    chat = Terminal(Shell(tmp_path_factory.mktemp("home")))
    try:
        chat.until("you:")
        yield chat
    finally:
        chat.close()


def test_one_keystroke_confirms_another_undoes_and_ctrl_c_ends_the_chat(terminal: Terminal) -> None:
    terminal.type(f"{PLAIN}\n")
    card = terminal.until("or write on:")
    assert "Room 4" in card
    assert "Enter Confirm" in card
    terminal.type("\n")
    assert "booked" in terminal.until("u Undo")
    terminal.type("u\n")
    assert "undone" in terminal.until("you:")
    terminal.type("\x03")
    assert terminal.process.wait(PATIENCE) == 130


def test_what_was_typed_before_the_card_was_seen_decides_nothing(terminal: Terminal) -> None:
    terminal.type(f"{PLAIN}\n\n\n")
    terminal.until("or write on:")
    terminal.type("d\n")
    shown = terminal.until("you:")
    assert "dismissed" in shown
    assert "booked" not in shown


def test_a_card_with_a_warning_is_not_confirmed_by_enter_alone(terminal: Terminal) -> None:
    terminal.type("Lunch on 12 May 2027 at 12:00-13:00\n")
    terminal.until("or write on:")
    terminal.type("c\n")
    terminal.until("u Undo")
    terminal.type("\n")
    terminal.until("you:")
    terminal.type("Workshop on 12 May 2027 12:00-13:00\n")
    card = terminal.until("or write on:")
    assert "Collides" in card
    assert "c Confirm" in card or "c Book" in card
    assert "Enter Later" in card
    terminal.type("\n")
    assert "booked" not in terminal.until("you:")


def test_talk_goes_on_at_a_card(terminal: Terminal) -> None:
    terminal.type(f"{PLAIN}\n")
    terminal.until("or write on:")
    terminal.type("make it 4pm\n")
    assert "16:00" in terminal.until("or write on:")
    terminal.type("can you summarize: the cat sat on the mat\n")  # begins with a key
    assert "The card still waits" in terminal.until("you:")


def test_a_card_is_edited_field_by_field(terminal: Terminal) -> None:
    terminal.type(f"{PLAIN}\n")
    terminal.until("or write on:")
    terminal.type("e\n")
    terminal.until("Title (Design review):")
    terminal.type("Design walk\n")
    terminal.until("When (")
    terminal.until("):")
    terminal.type("whenever\n")
    assert "No time was found" in terminal.until("):")
    terminal.type("10-11:15\n")
    terminal.until("Where (Room 4):")
    terminal.type("-\n")
    terminal.until("Guests (ana@example.com):")
    terminal.type("ana@example.com, bo@example.com\n")
    card = terminal.until("or write on:")
    assert "Design walk" in card
    assert "10:00–11:15" in card
    assert "Place:" not in card
    assert "bo@example.com" in card
    terminal.type("\n")
    terminal.until("booked")


def test_help_names_the_commands_and_an_unknown_one_is_told(terminal: Terminal) -> None:
    terminal.type("/help\n")
    shown = terminal.until("you:")
    for command in ("/new", "/cards", "/quit"):
        assert command in shown
    terminal.type("/nonsense\n")
    assert "There is no /nonsense here" in terminal.until("you:")
    terminal.type("/quit\n")
    assert terminal.process.wait(PATIENCE) == 0


def test_a_card_left_for_later_is_found_again(terminal: Terminal) -> None:
    terminal.type("/cards\n")
    assert "No card is waiting" in terminal.until("you:")
    terminal.type(f"{PLAIN}\n")
    terminal.until("or write on:")
    terminal.type("l\n")
    terminal.until("you:")
    terminal.type("/new\n")
    terminal.until("you:")
    terminal.type("/cards\n")
    assert "Design review" in terminal.until("or write on:")
    terminal.type("\n")
    terminal.until("booked")


def test_ctrl_d_ends_the_chat_well(terminal: Terminal) -> None:
    terminal.type("\x04")
    assert terminal.process.wait(PATIENCE) == 0


def test_signin_finds_the_running_service_and_says_where_none_runs(tmp_path_factory: pytest.TempPathFactory) -> None:
    shell = Shell(tmp_path_factory.mktemp("home"))
    alone = shell.run("signin")
    assert "Nothing runs on this data directory yet" in alone.stderr
    with shell.serving("--port", "0") as service:
        found = shell.run("signin")
        assert found.stdout.startswith(f"{service.address}/signin/")
        assert found.stderr == ""
