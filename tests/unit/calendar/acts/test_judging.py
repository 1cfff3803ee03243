"""What a message does with the calendar, sentence by sentence."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadline.calendar.acts import Act, Addressee, Judgement, Mark, Venue, acting, judge, leading, time_marks
from threadline.calendar.when import resolve

SAID_AT = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("America/New_York"))
EVENT = frozenset({Act.CREATE, Act.PROPOSE, Act.ACCEPT, Act.ANNOUNCE})


def acts(text: str) -> list[Judgement]:
    return list(judge(text, time_marks(resolve(text, SAID_AT), SAID_AT)))


def act(text: str) -> Act:
    lead = leading(acts(text), time_marks(resolve(text, SAID_AT), SAID_AT))
    return lead.act if lead else Act.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Deal: Thursday at 11 in the library",
        "see you on Friday at 4!",
        "I'll be out from 7 to 11 December",
        "could you spare half an hour on Monday?",
        "Passt, Mittwoch um 9",
        "D'accord pour jeudi à 15h",
        "Nos vemos el lunes a las 10",
        "Tot vrijdag om 14 uur",
        "Договорились, в среду в 15:00",
        "好的，周二下午3点见",
    ],
)
def test_agreements_requests_and_announcements_bring_an_event(text: str) -> None:
    assert act(text) in EVENT


@pytest.mark.parametrize(
    "text",
    [
        "thanks for the call yesterday",
        "I will send you the figures tomorrow",
        "can you get me the contract by Friday?",
        "version 4.12 broke the build on Monday",
        "the deploy took 45 minutes last night",
        "Don't schedule anything on Friday",
        "Summarise this: the board meets on Tuesday at 9.",
        "Übersetze: wir treffen uns am Montag um 10 Uhr",
        "happy birthday!",
    ],
)
def test_thanks_reports_deadlines_refusals_and_texts_to_work_on_bring_none(text: str) -> None:
    assert act(text) is Act.NONE


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("move the review to Friday at 4", Act.CHANGE),
        ("cancel my call with Bo", Act.CANCEL),
        ("what do I have tomorrow?", Act.QUERY),
        ("was steht morgen an?", Act.QUERY),
        ("when am I free on Thursday?", Act.FIND_TIME),
        ("remind me to water the plants tomorrow", Act.CREATE),
        ("prolong Friday's 2pm by a quarter of an hour", Act.CHANGE),
        ("shorten the budget review by ten minutes", Act.CHANGE),
        ("cancel tomorrow's 9 o'clock", Act.CANCEL),
        ("summarise the call tomorrow", Act.NONE),
        ("recap our planning meeting", Act.NONE),
        ("What does page 90 say?", Act.NONE),
        ("Was steht auf Seite 12?", Act.NONE),
        ("see chapter 3", Act.NONE),
    ],
)
def test_commands_and_questions_are_told_apart(text: str, wanted: Act) -> None:
    assert act(text) is wanted


def test_each_sentence_has_its_act_and_its_addressee() -> None:
    text = "Thank you for the call yesterday. Let's meet again on Thursday at 2."
    first, second = acts(text)
    assert text[slice(*first.span)] == "Thank you for the call yesterday."
    assert first.margin < 0 < second.margin
    assert (second.act, second.addressee) == (Act.PROPOSE, Addressee.PEOPLE)


def test_a_time_is_not_cut_in_two() -> None:
    assert len(acts("The review is on 9.12. at 3 p.m. in Room 4.12")) == 1


def test_what_is_overheard_has_to_be_surer() -> None:
    weak, sure = Judgement(Act.ACCEPT, 30, (0, 4)), Judgement(Act.ACCEPT, 300, (5, 9))
    assert acting([weak, sure], Venue.ASSISTANT) == (weak, sure)
    assert acting([weak, sure], Venue.OVERHEARD) == (sure,)


def test_a_time_that_is_over_is_marked_so() -> None:
    text = "we met yesterday and meet again tomorrow at 3, see you on Friday"
    marks = time_marks(resolve(text, SAID_AT), SAID_AT)
    assert [mark.sort for mark in marks] == ["past day", "clock", "day"]


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    for each in judge(text, (Mark(0, 1, "day"),) if text else ()):
        first, last = each.span
        assert 0 <= first < last <= len(text)
