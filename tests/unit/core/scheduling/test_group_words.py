"""Questions about the time of several people at once, in seven languages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.core.scheduling.group_words import read_group

SAID_AT = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Europe/Vienna"))
ASKED = [
    ("Who is free on Tuesday afternoon?", (), True),
    ("who's available tomorrow?", (), True),
    ("Who of us is busy on Monday morning?", (), True),
    ("When are we all free tomorrow?", (), True),
    ("when are Ana, Bo and I busy tomorrow", ("Ana", "Bo"), True),
    ("When are Ana and Bo free on Friday afternoon?", ("Ana", "Bo"), False),
    ("When are Bo and I busy on Monday?", ("Bo",), True),
    ("Wer ist am Dienstagnachmittag frei?", (), True),
    ("Wer hat morgen Zeit?", (), True),
    ("Wann sind Ana, Bo und ich morgen beschäftigt?", ("Ana", "Bo"), True),
    ("Wann sind Ana und Bo am Montag frei?", ("Ana", "Bo"), False),
    ("Qui est libre mardi après-midi ?", (), True),
    ("Quand est-ce que Ana, Bo et moi sommes occupés demain ?", ("Ana", "Bo"), True),
    ("¿Quién está libre el martes por la tarde?", (), True),
    ("¿Cuándo estamos ocupados Ana, Bo y yo mañana?", ("Ana", "Bo"), True),
    ("Chi è libero martedì pomeriggio?", (), True),
    ("Quando sono occupati Ana e Bo domani?", ("Ana", "Bo"), False),
    ("Quem está livre na terça à tarde?", (), True),
    ("Quando estão ocupados Ana e Bo amanhã?", ("Ana", "Bo"), False),
    ("Wie is dinsdagmiddag vrij?", (), True),
    ("Wanneer zijn Ana, Bo en ik morgen bezet?", ("Ana", "Bo"), True),
    ("Who else is free tomorrow morning?", (), True),
    ("When are Ana, Cy and Bo available on Wednesday?", ("Ana", "Cy", "Bo"), False),
    ("Wann haben Bo und ich morgen Zeit?", ("Bo",), True),
    ("Qui a le temps demain ?", (), True),
    ("Quand Ana et Bo sont-ils libres demain ?", ("Ana", "Bo"), False),
    ("¿Quién tiene tiempo mañana?", (), True),
    ("Quando siamo liberi io e Bo domani?", ("Bo",), True),
    ("Quem tem tempo amanhã?", (), True),
    ("Wanneer zijn Ana en Bo vrijdag vrij?", ("Ana", "Bo"), False),
    ("Who is free on Tuesday afternoon, Ana or Bo?", ("Ana", "Bo"), False),
    ("Who's available tomorrow morning: Ana, Bo or me?", ("Ana", "Bo"), True),
    ("Wer hat am Dienstag Zeit, Ana oder Bo?", ("Ana", "Bo"), False),
    ("Qui est libre mardi, Ana ou Bo ?", ("Ana", "Bo"), False),
    ("Wie is dinsdag vrij, Ana of Bo?", ("Ana", "Bo"), False),
]
NOT_ASKED = [
    "When is Bo free tomorrow?",
    "Who is coming tomorrow?",
    "When is the meeting tomorrow?",
    "Is Ana free tomorrow?",
    "Who is Bo?",
    "When are Ana and Bo free?",
    "Find a free time with Ana and Bo tomorrow",
    "When are we meeting tomorrow?",
    "Who has the free tickets for tomorrow's show?",
    "When is lunch tomorrow, and is it free?",
]


@pytest.mark.parametrize(("text", "names", "me"), ASKED)
def test_whose_time_is_asked_about(text: str, names: tuple[str, ...], me: bool) -> None:
    question = read_group(text, SAID_AT, "Europe/Vienna")
    assert question is not None
    assert (question.names, question.me, question.everybody) == (names, me, not names)


@pytest.mark.parametrize("text", NOT_ASKED)
def test_nothing_of_the_kind_is_asked(text: str) -> None:
    assert read_group(text, SAID_AT, "Europe/Vienna") is None
