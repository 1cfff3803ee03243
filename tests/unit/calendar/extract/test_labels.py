"""Labelled lines, marks of HTML and Markdown, and what of a letter names nobody and nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.calendar.extract.scenes import REFERENCE, read
from threadline.calendar.extract import extract
from threadline.calendar.extract.page.labels import read_labels
from threadline.calendar.extract.page.mail import own_words, without_courtesies
from threadline.calendar.extract.page.markup import page_of, without_markup


def labelled(text: str) -> list[tuple[str, str]]:
    return [(label.kind.value, label.value.value) for label in read_labels(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Subject: Budget\nWhere: Room 4", [("title", "Budget"), ("place", "Room 4")]),
        ("BETREFF : Umzug\nTeilnehmer: Jo, Ina", [("title", "Umzug"), ("people", "Jo, Ina")]),
        ("- *Lieu* : salle 2", [("place", "salle 2")]),
        ("日時: 明日15時\n場所：会議室", [("time", "明日15時"), ("place", "会議室")]),
        ("Date:\nTime:\n3pm", [("time", "3pm")]),
        ('{"summary":"Sync","end":"2027-06-01T11:00"}', [("title", "Sync"), ("time", "2027-06-01T11:00")]),
        ("To: bo@example.com", [("people", "bo@example.com")]),
        ("To: June 1", []),
        ("Note to all: lunch is at 12", []),
        ("we meet at 10:30", []),
    ],
)
def test_lines_with_a_label_are_read(text: str, found: list[tuple[str, str]]) -> None:
    assert labelled(text) == found


def test_notes_neither_invite_nor_repeat() -> None:
    found = read("Title: Roadmap\nNotes: call with Zoe every week\nDate: Dec 3, 2026\nTime: 3pm\nWho: Ana Li and Bo")

    assert (found.title, found.attendees, found.rrule) == ("Roadmap", ("Ana Li", "Bo"), None)


def test_a_title_that_is_a_time_is_none() -> None:
    assert read("Event: tomorrow at 5pm").title is None


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("a <b>bold</b> word", "a bold word"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("one<br>two&nbsp;&ndash; three", "one\n two – three"),
        ("*Date:* __today__ `now`", " Date: today now "),
        ("snake_case and 2*3*4", "snake_case and 2*3*4"),
        ("see [the plan](https://example.com/x_y) now", "see the plan now"),
        ("<@U1> in <#C0123|general> <!here>", "<@U1> in "),
        ("~~Monday~~ Friday", " Friday"),
        ("&nosuch; &amp; done", "&nosuch; & done"),
    ],
)
def test_marks_are_taken_out(marked: str, plain: str) -> None:
    assert page_of(marked).text == plain


@given(st.text(alphabet="ab <>/&;*_`~[]()#@!|-\n", max_size=80))
def test_offsets_lead_back_to_the_marked_text(text: str) -> None:
    page = page_of(text)

    assert len(without_markup(text)) == len(text)
    for at, sign in enumerate(page.text):
        first, last = page.span(at, at + 1)
        assert last == first + 1
        assert sign.isspace() or sign == text[first]


def test_evidence_stands_in_the_marked_text() -> None:
    text = "<p>Demo in <b>Room 4</b> with <i>Ana</i> on <i>Friday</i> at 3pm</p>"
    found = extract(text, REFERENCE)

    assert found.place_evidence is not None
    assert text[slice(*found.place_evidence.span)] == "Room 4"
    assert [text[slice(*person.span)] for person in found.people] == ["Ana"]
    assert found.when is not None
    assert text[found.when.span[0] :].startswith("Friday")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dear Ms Brown,\n\nsee you Friday.\n\nKind regards,\nApril", "see you Friday."),
        ("Hallo Bo,\n\nTreffen am Freitag.\n\nMit freundlichen Grüßen\nIna May", "Treffen am Freitag."),
        ("Hi Ana, lunch tomorrow?", "lunch tomorrow?"),
        ("Thanks\nfor the call", "Thanks\nfor the call"),
        ("Lunch?\n\nBest,\nBo\n\nPS: bring Kim", "Lunch?\n\n\n\n\nPS: bring Kim"),
    ],
)
def test_greeting_and_closing_are_nobodys_words(text: str, left: str) -> None:
    assert "\n".join(line.strip() for line in without_courtesies(text).strip().splitlines()) == left


def test_header_like_lines_are_words_unless_a_mail_begins_with_them() -> None:
    lines = "Date: June 3\nTo: the office\n"
    header = "From: Ana Li <ana@example.com>\nTo: bo@example.com\nSubject: Lunch\n"

    assert own_words(lines) == lines
    assert own_words(header).split() == ["Subject:", "Lunch"]
