"""Votes in words: which of the times somebody means, and what is no vote."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.core.polls.vote_words import Vote, read_mailed_vote, read_vote

ZONE = "Europe/Berlin"
STARTS = [
    datetime(2026, 12, 8, 10, tzinfo=ZoneInfo(ZONE)),
    datetime(2026, 12, 9, 15, tzinfo=ZoneInfo(ZONE)),
    datetime(2026, 12, 11, 9, 30, tzinfo=ZoneInfo(ZONE)),
]


def heard(text: str, *zones: str) -> Vote | None:
    words = read_vote(text)
    return words.of(STARTS, *(zones or (ZONE,))) if words is not None else None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Tuesday works for me", {1}),
        ("I can do 1 and 3", {1, 3}),
        ("none of these work for me, sorry", set()),
        ("I can't make it", set()),
        ("Tue 10 is fine, Wednesday doesn't work", {1}),
        ("anything but Friday", {1, 2}),
        ("my vote goes to the first one", {1}),
        ("Friday at 9:30", {3}),
        ("I prefer Wednesday afternoon", {2}),
        ("The 8th is good for me", {1}),
        ("Wednesday at 3 would be perfect, Tuesday is impossible", {2}),
        ("Ich könnte Dienstag oder Freitag", {1, 3}),
        ("Mi 15 Uhr geht", {2}),
        ("alles außer Mittwoch", {1, 3}),
        ("keiner davon", set()),
        ("Bei mir geht nur der Mittwoch", {2}),
        ("Pour moi le 2", {2}),
        ("tout sauf vendredi", {1, 2}),
        ("aucune de ces dates ne me va", set()),
        ("me va bien el miércoles a las 15", {2}),
        ("ninguna", set()),
        ("per me va bene solo martedì", {1}),
        ("nessuno", set()),
        ("qualquer um serve", {1, 2, 3}),
        ("quarta às 15h", {2}),
        ("Ik kan alleen dinsdag", {1}),
        ("geen van deze", set()),
    ],
)
def test_a_vote_is_heard(text: str, numbers: set[int]) -> None:
    assert heard(text) == Vote(frozenset(numbers))


@pytest.mark.parametrize(
    "text",
    [
        "Let's move the retro to Tuesday",
        "I have a dentist appointment on Tuesday",
        "Tuesday I'm presenting at the conference",
        "What about Tuesday?",
        "Book Tuesday at 10 with Bo",
        "2 of the servers are down",
        "No",
        "ok thanks",
        "Monday works for me",
        "7",
    ],
)
def test_what_is_something_else_is_no_vote(text: str) -> None:
    assert heard(text) is None


def test_who_only_says_what_does_not_suit_has_not_said_what_does() -> None:
    assert heard("I can't do Wednesday") == Vote(frozenset({1, 3}), partly=True)


def test_hours_are_those_of_who_says_them() -> None:
    assert heard("Wednesday 9am", "America/New_York", ZONE) == Vote(frozenset({2}))
    assert heard("Wednesday 3pm", "America/New_York", ZONE) == Vote(frozenset({2}))


def test_a_mail_votes_by_one_of_its_first_lines() -> None:
    words = read_mailed_vote("Hi Ana,\n\n1 and 2 work for me.\n\nBest,\nBo")
    assert words is not None
    assert words.of(STARTS, ZONE) == Vote(frozenset({1, 2}))
    assert read_mailed_vote("Dear all,\n\nthe figures are attached.") is None
