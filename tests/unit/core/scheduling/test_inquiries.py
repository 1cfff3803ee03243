"""What is asked about one event, and what is no such question."""

import pytest

from threadline.core.scheduling.inquiries import Asked, event_asked_about, read_inquiry


@pytest.mark.parametrize(
    ("text", "asked", "about", "past"),
    [
        ("who is coming to the budget review?", Asked.WHO, "the budget review", False),
        ("who is coming?", Asked.WHO, None, False),
        ("where is it?", Asked.WHERE, None, False),
        ("which room is the demo in?", Asked.WHERE, "the demo", False),
        ("when was the retro?", Asked.WHEN, "the retro", True),
        ("what time does the demo end?", Asked.END, "the demo", False),
        ("how long is it?", Asked.LONG, None, False),
        ("is there a link for the demo?", Asked.LINK, "the demo", False),
        ("who has accepted the demo?", Asked.ANSWERS, "the demo", False),
        ("wo ist das Treffen mit Petra?", Asked.WHERE, "das Treffen mit Petra", False),
        ("wann war die Retro?", Asked.WHEN, "die Retro", True),
        ("à quelle heure commence la démo ?", Asked.WHEN, "la démo", False),
        ("¿cuánto dura la demo?", Asked.LONG, "la demo", False),
        ("hoe lang duurt de demo?", Asked.LONG, "de demo", False),
    ],
)
def test_a_question_is_read_with_its_event(text: str, asked: Asked, about: str | None, past: bool) -> None:
    found = read_inquiry(text)
    assert found is not None
    assert (found.asked, found.about, found.past) == (asked, about, past)


@pytest.mark.parametrize("text", ["when is Bo free?", "where there is smoke", "who knows, maybe", "book a demo", ""])
def test_what_is_no_question_about_an_event(text: str) -> None:
    assert read_inquiry(text) is None


def test_a_shown_event_may_be_meant_by_it() -> None:
    assert event_asked_about("show me the jour fixe") == "the jour fixe"
    assert event_asked_about("thanks") is None
