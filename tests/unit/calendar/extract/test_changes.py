"""What words want done to an event; all of them have to be understood, in each language that is read."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.calendar.extract.changes.amounts import read_amount
from threadline.calendar.extract.changes.model import Scope, Tail, WantedChange
from threadline.calendar.extract.changes.reader import LONGEST, read_change

VIENNA = ZoneInfo("Europe/Vienna")
NOW = datetime(2026, 11, 23, 10, tzinfo=VIENNA)


def read(text: str, **how: Any) -> WantedChange | None:
    return read_change(text, NOW, zone=VIENNA, **how)


def said(text: str) -> dict[str, Any]:
    """What was read, by name; words as they stand in the text."""
    change = read(text)
    assert change is not None, text
    found: dict[str, Any] = {}
    parts: tuple[WantedChange | Tail, ...] = (change, *change.tails)
    for part in parts:
        for name in part.__dataclass_fields__:
            value = getattr(part, name)
            if hasattr(value, "span"):
                assert text[slice(*value.span)] == value.value
                value = value.value
            elif isinstance(value, tuple) and name in ("add", "remove"):
                assert all(text[slice(*each.span)] == each.value for each in value)
                value = [each.value for each in value]
            if value not in (None, (), [], False) and name not in ("tails", "language", "command", "amount"):
                found[name] = value
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("move it to 4", {"hour": "4"}),
        ("can you move that to Thursday at 4 please?", {"when": "Thursday at 4"}),
        ("make it 45 minutes", {"length": timedelta(minutes=45)}),
        ("push it back by an hour", {"shift": timedelta(hours=1)}),
        ("bring it forward by 30 min", {"shift": timedelta(minutes=-30)}),
        ("half an hour earlier", {"shift": timedelta(minutes=-30)}),
        ("extend it by 15 minutes", {"stretch": timedelta(minutes=15)}),
        ("shorten it by 15 minutes", {"stretch": timedelta(minutes=-15)}),
        ("shorten it to 30 min", {"length": timedelta(minutes=30)}),
        ("extend it until 5", {"until": "until 5"}),
        ("add 15 minutes", {"stretch": timedelta(minutes=15)}),
        ("add Bo and ana@example.com", {"add": ["Bo", "ana@example.com"]}),
        ("add <@U123> to it", {"add": ["<@U123>"]}),
        ("remove Bo", {"remove": ["Bo"]}),
        ("laden Sie Bo ein", {"add": ["Bo"]}),
        ("sagen Sie sie ab", {"cancel": True}),
        ("verschieben Sie die Besprechung auf Freitag", {"when": "Freitag"}),
        ("without Bo", {"remove": ["Bo"]}),
        ("add Bo to the design review", {"add": ["Bo"], "about": "the design review"}),
        ("add a Meet link", {"link": True}),
        ("every other Tuesday until March", {"rule": "every other Tuesday until March"}),
        ("make it weekly", {"rule": "weekly"}),
        ("make it not recurring", {"once": True}),
        ("rename it to “Budget talk”", {"title": "Budget talk"}),
        ("call it Budget talk", {"title": "Budget talk"}),
        ("rename the retro to Budget", {"title": "Budget", "about": "the retro"}),
        ("in Room 5 instead", {"place": "Room 5"}),
        ("move it to Room 5", {"place": "Room 5"}),
        ("make it all day", {"all_day": True}),
        ("make it private", {"private": True}),
        ("make it public", {"private": False} | {}),
        ("mark it as free", {"show_as": "free"}),
        ("cancel it", {"cancel": True}),
        ("cancel the design review tomorrow", {"cancel": True, "about": "the design review tomorrow"}),
        ("move the talk in Room 4 to Friday", {"about": "the talk in Room 4", "when": "Friday"}),
        ("move the standup on 13 March to 11", {"about": "the standup on 13 March", "hour": "11"}),
        ("move only this one to Wednesday", {"scope": Scope.ONE, "when": "Wednesday"}),
        ("move all of them to 10", {"scope": Scope.SERIES, "hour": "10"}),
        ("move it to Thursday and add Bo", {"when": "Thursday", "add": ["Bo"]}),
        ("verschiebe es auf 16 Uhr", {"when": "16 Uhr"}),
        ("verschieb das auf Donnerstag", {"when": "Donnerstag"}),
        ("sag es ab", {"cancel": True}),
        ("lade Bo ein", {"add": ["Bo"]}),
        ("eine Stunde später", {"shift": timedelta(hours=1)}),
        ("benenne es um in Budget", {"title": "Budget"}),
        ("jeden Dienstag bis März", {"rule": "jeden Dienstag bis März"}),
        ("déplace-le à 16h", {"when": "16h"}),
        ("une heure plus tard", {"shift": timedelta(hours=1)}),
        ("muévelo a las 4", {"when": "a las 4"}),
        ("cancélalo", {"cancel": True}),
        ("sposta la riunione alle 16", {"about": "la riunione", "when": "alle 16"}),
        ("verplaats het naar donderdag", {"when": "donderdag"}),
    ],
)
def test_a_change_is_read_whole(text: str, expected: dict[str, Any]) -> None:
    found = said(text)
    if expected == {"private": False}:
        change = read(text)
        assert change is not None
        assert change.tails[0].private is False
    else:
        assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "thanks",
        "lunch with Bo tomorrow",
        "call Bo tomorrow",
        "add milk to the shopping list",
        "add lunch tomorrow at noon",
        "what's on tomorrow?",
        "tomorrow?",
        "set a meeting at 4",
        "book a room tomorrow",
        "make a summary of this",
        "make it shorter",
        "keep it short",
        "do it",
        "move on",
        "have a nice day",
        "remind me tomorrow to call Bo",
        "invite everyone",
        "cancel it and move it to 4",
        "> move it to 4",
        "move it to 4 " + "x" * LONGEST,
    ],
)
def test_other_words_are_none(text: str) -> None:
    assert read(text) is None


def test_words_without_a_verb_are_a_change_only_where_an_event_is_at_hand() -> None:
    for text, command in (("an hour later", False), ("add Bo", False), ("4pm instead", True), ("move it to 4", True)):
        change = read(text)
        assert change is not None
        assert change.command is command, text


def test_a_name_in_small_letters_counts_where_it_is_known() -> None:
    assert read("add bo") is None
    change = read("add bo", people=["Bo"])
    assert change is not None
    assert change.add[0].value == "bo"


def test_the_persons_language_is_tried_first() -> None:
    change = read("annulla", languages=["it"])
    assert change is not None
    assert change.language == "it"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90 min", 90),
        ("1.5 hours", 90),
        ("1 hour and 15 minutes", 75),
        ("1h30", 90),
        ("a quarter of an hour", 15),
        ("eine halbe Stunde", 30),
        ("deux semaines", 20_160),
        ("twenty minutes", 20),
        ("2 days", 2_880),
    ],
)
def test_amounts(text: str, minutes: int) -> None:
    found = read_amount(text)
    assert found is not None
    assert found[0] == timedelta(minutes=minutes)


def test_no_amount() -> None:
    assert read_amount("Room 5 on 4 Mar") is None


@given(st.text(max_size=LONGEST + 10))
def test_any_text_is_read_without_harm(text: str) -> None:
    change = read(text)
    for words in (change.about, change.on, change.title, change.note) if change is not None else ():
        assert words is None or words.value in text, "what was read stands in the text"


@given(
    st.lists(
        st.sampled_from(
            [
                "move",
                "it",
                "to",
                "4",
                "cancel",
                "add",
                "Bo",
                "the",
                "and",
                "every",
                "Tuesday",
                "an",
                "hour",
                "later",
                "by",
                "in",
                "Room",
                "5",
                "make",
                "45",
                "minutes",
                "until",
                "März",
                "auf",
                "verschiebe",
                "instead",
                "only",
                "this",
                "one",
                ".",
                ",",
                "“",
                "@",
                "at",
                "from",
                "not",
            ]
        ),
        max_size=30,
    )
)
def test_any_row_of_its_words_is_read_without_harm(words: list[str]) -> None:
    change = read(" ".join(words))
    assert change is None or isinstance(change, WantedChange)
