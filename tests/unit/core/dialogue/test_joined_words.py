"""An answer joined to its question."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.core.dialogue.joined_words import joined
from threadline.core.domain.open_question import Missing, OpenQuestion

ZONE = "Europe/Vienna"
NOW = datetime(2026, 11, 29, 14, 45, tzinfo=ZoneInfo(ZONE))


def asked(missing: Missing, words: str) -> OpenQuestion:
    return OpenQuestion(missing, "p1", words, NOW, ZONE)


@pytest.mark.parametrize(
    ("missing", "words", "answer", "together"),
    [
        (Missing.TIME, "call with Bo", "Friday 3pm", "call with Bo Friday 3pm"),
        (Missing.TIME, "Schedule a call with Dee", "make it Tuesday 11", "Schedule a call with Dee Tuesday 11"),
        (Missing.TIME, "call with Bo", "how about Friday at 3 in Room 5?", "call with Bo Friday at 3 in Room 5"),
        (Missing.HOUR, "dinner with Anna on Friday", "8pm", "dinner with Anna on Friday 8pm"),
        (Missing.HOUR, "dinner with Anna on Friday", "Saturday at 7pm", "dinner with Anna on Saturday at 7pm"),
        (Missing.HOUR, "Treffen am Freitag", "um 10 Uhr", "Treffen am Freitag um 10 Uhr"),
    ],
)
def test_the_words_together(missing: Missing, words: str, answer: str, together: str) -> None:
    both = joined(asked(missing, words), answer, sent_at=NOW, zone=ZONE)
    assert both is not None
    assert both.words == together


@pytest.mark.parametrize(
    "answer", ["thanks", "Lunch with Cy on Friday at noon", "what do I have on Tuesday?", "30 minutes"]
)
def test_what_answers_nothing(answer: str) -> None:
    assert joined(asked(Missing.TIME, "call with Bo"), answer, sent_at=NOW, zone=ZONE) is None


def test_a_question_is_stored_whole() -> None:
    question = OpenQuestion(Missing.CONSENT, "p1", "yes", NOW, ZONE, proposal_id="x", version=3)
    assert OpenQuestion.from_json(question.to_json()) == question
