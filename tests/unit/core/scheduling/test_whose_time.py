"""Questions answered yes or no; whose calendar cannot be seen is unknown, never free."""

import pytest

from threadline.core.scheduling.whose_time import Question, read_question

BO = ("bo@example.com",)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("is bo@example.com free on Tuesday at 4pm?", Question(BO)),
        ("is bo@example.com busy on Tuesday at 4pm?", Question(BO, busy=True)),
        ("are bo@example.com and I both free at 3?", Question(BO, me=True)),
        ("does bo@example.com have time at 3?", Question(BO)),
        ("ist bo@example.com am Dienstag um 16 Uhr frei?", Question(BO)),
        ("is bo free on Tuesday at 4?", Question(("bo",))),
        ("are bo and cy free tomorrow at 10?", Question(("bo", "cy"))),
        ("bo est libre mardi à 16h ?", Question(("bo",))),
        ("è libero bo martedì alle 16?", Question(("bo",))),
        ("is he free at 4?", Question(("he",))),
        ("when is bo free on Tuesday?", Question(("bo",), hours=True)),
        ("wann ist bo frei?", Question(("bo",), hours=True)),
        ("when am I free on Thursday?", None),
        ("wann bin ich frei?", None),
        ("is there any free time tomorrow?", None),
        ("am I free at 3?", Question(me=True)),
        ("am I busy at 3?", Question(me=True, busy=True)),
        ("do I have anything on Friday?", Question(me=True, busy=True, anything=True)),
        ("bin ich am Mittwoch um 15 Uhr frei?", Question(me=True)),
        ("is Room 5 free tomorrow at 10?", Question(thing="Room 5")),
        ("is the projector free at 2?", Question(thing="the projector")),
        ("book a call with Bo", None),
        ("is the offer still open to everyone", None),
    ],
)
def test_whom_is_asked_about(text: str, question: Question | None) -> None:
    found = read_question(text)
    if question is None:
        assert found is None or found.thing is not None
    else:
        assert found == question
