"""Corners of the grammar: rarer forms, and what rules decline."""

from __future__ import annotations

import pytest

from tests.unit.calendar.when.scenes import REFERENCE, first, shown
from threadline.calendar.when import resolve
from threadline.calendar.when.grammar import Bindings, Categories, Level, compile_pattern
from threadline.calendar.when.languages import room
from threadline.calendar.when.lexer import Lexer

FORMS = [
    ("Let us talk on the 26th. Noon would be best.", "2026-11-26 12:00"),
    ("PTO Wed-Fri next week", "2026-11-25 > 2026-11-28"),
    ("from Friday to Tuesday next week", "2026-11-20 > 2026-11-25"),
    ("Thu-Fri next week 9-5", "2026-11-26 09:00 > 2026-11-26 17:00"),
    ("Monday next week 10-12", "2026-11-23 10:00 > 2026-11-23 12:00"),
    ("tomorrow after lunch", "2026-11-19 14:00"),
    ("24th Nov 3-4", "2026-11-24 15:00 > 2026-11-24 16:00"),
    ("Let's meet at 3 instead of 2 tomorrow", "2026-11-19 15:00"),
    ("two weeks today", "2026-12-02 > 2026-12-03"),
    ("daily scrum 9:45 except Fridays", "2026-11-18 09:45"),
    ("five to nine tomorrow morning", "2026-11-19 08:55"),
    ("Wednesdays 2pm, first one Dec 2", "2026-12-02 14:00"),
    ("pickup 3.10 this afternoon", "2026-11-18 15:10"),
    ("tomorrow 9-10.30", "2026-11-19 09:00 > 2026-11-19 10:30"),
    ("Wed 25th 3-3.45", "2026-11-25 15:00 > 2026-11-25 15:45"),
    ("alternate Fridays off starting Nov 27", "2026-11-27 > 2026-11-28"),
    ("every Monday team lunch from Dec 7", "2026-12-07 > 2026-12-08"),
    ("an hour before 3pm tomorrow", "2026-11-19 14:00"),
    ("Remind me an hour before the 3pm call tomorrow", "2026-11-19 14:00"),
    ("two days before the deadline on Dec 10", "2026-12-08 > 2026-12-09"),
    ("Tuesday then; 10 if that suits", "2026-11-24 10:00"),
    ("next week, say Wednesday at 3", "2026-11-25 15:00"),
    ("next week. Wednesday at 3 works", "2026-11-25 15:00"),
    ("w/c 7 December, probably Wed 6pm", "2026-12-09 18:00"),
    ("7-8 December, 9:00-17:00", "2026-12-07 09:00 > 2026-12-07 17:00"),
    ("7-9 December, 9:00-17:00 each day", "2026-12-07 09:00 > 2026-12-07 17:00"),
    ("standup Mon-Wed next week at 9", "2026-11-23 09:00"),
    ("next Tuesday 9 PT", "2026-11-24 09:00"),
    ("quarterly, first Thursday, 3pm", "2026-12-03 15:00"),
    ("Mon and Fri at 10 from now on", "2026-11-20 10:00"),
    ("Bring the kids at 3:45pm two weeks from Thursday", "2026-12-03 15:45"),
    ("I met them at 2 morning sessions", "2026-11-18 08:00 > 2026-11-18 12:00"),
    ("every Monday 10-12", "2026-11-23 10:00 > 2026-11-23 12:00"),
    ("every second Monday 10-12 from Nov 30", "2026-11-30 10:00 > 2026-11-30 12:00"),
    ("every Friday 10-12 people come", "2026-11-20 > 2026-11-21"),
    ("the weekend before Christmas", "2026-12-19 > 2026-12-21"),
    ("weekend after Thanksgiving", "2026-11-28 > 2026-11-30"),
    ("three weeks on Monday", "2026-12-14 > 2026-12-15"),
    ("a table for 6 at 7 on Saturday", "2026-11-21 19:00"),
    ("Saturday from 7 till late", "2026-11-21 19:00"),
    ("either 10 or 11 on Monday", "2026-11-23 10:00"),
    ("Thursday nine to ten thirty", "2026-11-19 09:00 > 2026-11-19 10:30"),
    ("tomorrow eight fifteen to nine", "2026-11-19 08:15 > 2026-11-19 09:00"),
    ("call 3-4 every Friday", "2026-11-20 15:00 > 2026-11-20 16:00"),
    ("the Monday closest to Christmas", "2026-12-28 > 2026-12-29"),
    ("2027-W03-2", "2027-01-19 > 2027-01-20"),
    ("this Saturday afternoon from 1", "2026-11-21 13:00"),
    ("Friday, 10.15", "2026-11-20 10:15"),
    ("next Wed 930", "2026-11-25 09:30"),
    ("Friday at the same time, 2pm", "2026-11-20 14:00"),
    ("Let's do the next one on Dec 14 at noon", "2026-12-14 12:00"),
    ("4 works, tomorrow", "2026-11-19 16:00"),
    ("Friday. Two would be ideal", "2026-11-20 14:00"),
    ("off Thursday and Friday", "2026-11-19 > 2026-11-21"),
    ("The train leaves at 5 to 8 tomorrow", "2026-11-19 07:55"),
    ("dinner 19.15 on Saturday", "2026-11-21 19:15"),
    ("pub quiz Friday at 8", "2026-11-20 20:00"),
    ("Midnight project demo tomorrow at 3pm", "2026-11-19 15:00"),
    ("Tuesday 1 at 10am", "2026-12-01 10:00"),
    ("see you frday at 1", "2026-11-20 13:00"),
    ("3:30 o'clock", "2026-11-18 15:30"),
    ("between 0930-1130", "2026-11-18 09:30 > 2026-11-18 11:30"),
    ("0930-1130 CET", "2026-11-19 09:30 > 2026-11-19 11:30"),
    ("9, tomorrow evening", "2026-11-19 21:00"),
    ("tonight by 9pm", " > 2026-11-18 21:00"),
    ("Friday by lunchtime", " > 2026-11-20 12:00"),
    ("the 17 from 2pm to 4pm", "2026-12-17 14:00 > 2026-12-17 16:00"),
    ("between the 25th and 27th", "2026-11-25 > 2026-11-28"),
    ("from Saturday the 5th to December 8", "2026-12-05 > 2026-12-09"),
    ("10 August 2027 - 12 September", "2027-08-10 > 2027-09-13"),
    ("10 November 2027 - 12 February", "2027-11-10 > 2028-02-13"),
    ("this calendar year", "2026-01-01 > 2027-01-01"),
    ("later next week", "2026-11-26 > 2026-11-30"),
    ("earlier next week", "2026-11-23 > 2026-11-26"),
    ("the next business day", "2026-11-19 > 2026-11-20"),
    ("the meetings for the week", "2026-11-16 > 2026-11-23"),
    ("this past weekend", "2026-11-14 > 2026-11-16"),
    ("Wednesday at 8am", "2026-11-25 08:00"),
    ("from now until 5pm", "2026-11-18 09:30 > 2026-11-18 17:00"),
    ("this March", "2026-03-01 > 2026-04-01"),
    ("this 5/12", "2026-05-12 > 2026-05-13"),
    ("Friday in December", "2026-12-04 > 2026-12-05"),
    ("first Monday of next week", "2026-11-23 > 2026-11-24"),
    ("last Friday of 2027", "2027-12-31 > 2028-01-01"),
    ("next 2 quarters", "2027-01-01 > 2027-07-01"),
    ("one thousand two hundred and thirty pm", "2026-11-18 12:30"),
    ("thursday 29/03", "2027-03-29 > 2027-03-30"),
    ("March 3 2570 BE", "2027-03-03 > 2027-03-04"),
    ("for the twenty first", "2026-11-21 > 2026-11-22"),
    ("end of month", "2026-11-21 > 2026-12-01"),
    ("end of year", "2026-12-01 > 2027-01-01"),
    ("that weekend", "2026-11-21 > 2026-11-23"),
    ("within the next day and 5 hours", "2026-11-18 09:30 > 2026-11-19 14:30"),
    ("halloween weekend 2027", "2027-10-30 > 2027-11-01"),
    ("every 12/25", "2026-12-25 > 2026-12-26"),
    ("every morning at 7", "2026-11-19 07:00"),
    ("every Friday evening", "2026-11-20 17:00 > 2026-11-20 21:00"),
    ("daily between 9 and 10am", "2026-11-19 09:00 > 2026-11-19 10:00"),
    ("last 2 decades", "2000-01-01 > 2020-01-01"),
    ("week 53 of 2026", "2026-12-28 > 2027-01-04"),
    ("MLK day 2027", "2027-01-18 > 2027-01-19"),
    ("Tuesday of week 3", "2026-01-13 > 2026-01-14"),
    ("the 15th in week 3", "2026-01-15 > 2026-01-16"),
    ("weekend of Monday the 30th", "2026-11-28 > 2026-12-01"),
    ("3 days after next month", "2026-12-04 > 2026-12-05"),
    ("after two weeks", "2026-12-02 > 2026-12-03"),
    ("the min after", "2026-11-18 09:31"),
    ("an hour before", "2026-11-18 08:30"),
    ("2 weeks before last month", "2026-09-17 > 2026-09-18"),
    ("the last hour", "2026-11-18 08:30 > 2026-11-18 09:30"),
    ("in 2 decades", "2046-11-18 > 2046-11-19"),
    ("last Friday of next quarter", "2027-03-26 > 2027-03-27"),
    ("within around 3 hours", "2026-11-18 09:30 > 2026-11-18 12:30"),
    ("Thu Oct 26, 10:00 - 11:00 2028", "2028-10-26 10:00 > 2028-10-26 11:00"),
    ("tomorrow to Friday 9-5pm", "2026-11-19 09:00 > 2026-11-20 17:00"),
    ("Monday to Friday at 3pm", "2026-11-18 15:00"),
    ("noon to midnight", "2026-11-18 12:00 > 2026-11-19 00:00"),
    ("10am to 10am", "2026-11-18 10:00 > 2026-11-19 10:00"),
    ("from the end of March to the middle of September", "2027-04-01 > 2027-09-16"),
    ("between Monday and the end of the month", "2026-11-23 > 2026-12-01"),
    ("by the 25th", " > 2026-11-25"),
    ("by Q2", " > 2027-07-01"),
    ("until next week", " > 2026-11-30"),
    ("before Christmas", " > 2026-12-25"),
    ("after next Friday", "2026-11-27"),
    ("since last Monday", "2026-11-09"),
    ("since the end of 1989", "1989-09-01"),
    ("until noon Friday", " > 2026-11-20 12:00"),
    ("no earlier than March 3", "2027-03-03"),
    ("from 5 May to 3 May 2027", "2026-05-05 > 2027-05-04"),
    ("mid 2027", "2027-05-01 > 2027-09-01"),
    ("late March", "2027-03-16 > 2027-04-01"),
    ("early morning tomorrow", "2026-11-19 08:00 > 2026-11-19 10:00"),
    ("in the evening", "2026-11-18 17:00 > 2026-11-18 21:00"),
    ("this evening from 7 to 7:30", "2026-11-18 19:00 > 2026-11-18 19:30"),
    ("last evening", "2026-11-17 17:00 > 2026-11-17 21:00"),
    ("next morning", "2026-11-19 08:00 > 2026-11-19 12:00"),
    ("Friday at lunch", "2026-11-20 12:00 > 2026-11-20 14:00"),
    ("at lunch on Friday", "2026-11-20 12:00 > 2026-11-20 14:00"),
    ("around dinner", "2026-11-18 18:00 > 2026-11-18 21:00"),
    ("Nov-Feb 2027", "2026-11-01 > 2027-03-01"),
    ("from this May to Oct 2028", "2026-05-01 > 2028-11-01"),
    ("from next Friday to Oct 1st 2027", "2026-11-27 > 2027-10-02"),
    ("weekend of the March 3", "2027-03-06 > 2027-03-08"),
    ("on 2026-12-01 at 9, 10 and 11", "2026-12-01 09:00"),
    ("Dec 3-5", "2026-12-03 > 2026-12-06"),
    ("in mid-May", "2027-05-10 > 2027-05-21"),
    ("1st half of 2027", "2027-01-01 > 2027-07-01"),
    ("the second week of 2027", "2027-01-11 > 2027-01-18"),
    ("3 March", "2027-03-03 > 2027-03-04"),
    ("tomorrow at 3 or 4", "2026-11-19 15:00"),
    ("Mon Nov 23, 2026 10am \u2013 10:30am (PST)", "2026-11-23 10:00 > 2026-11-23 10:30"),
    ("from 9:00 until 11:30 on Friday", "2026-11-20 09:00 > 2026-11-20 11:30"),
    ("9 AM till noon Saturday", "2026-11-21 09:00 > 2026-11-21 12:00"),
    ("Monday first thing", "2026-11-23 08:00 > 2026-11-23 10:00"),
    ("before the end of the day tomorrow", " > 2026-11-19 17:00"),
    ("in the next couple of days", "2026-11-19 > 2026-11-21"),
    ("the Friday after next", "2026-12-04 > 2026-12-05"),
    ("the weekend after next", "2026-12-05 > 2026-12-07"),
    ("the Monday after Thanksgiving", "2026-11-30 > 2026-12-01"),
    ("Sunday before Christmas", "2026-12-20 > 2026-12-21"),
    ("end of Q1", "2027-02-15 > 2027-04-01"),
    ("early Q2", "2027-04-01 > 2027-05-16"),
    ("fiscal year 2027", "2027-01-01 > 2028-01-01"),
    ("next summer", "2027-06-01 > 2027-09-01"),
    ("this winter", "2026-12-01 > 2027-03-01"),
    ("spring 2027", "2027-03-01 > 2027-06-01"),
    ("last winter", "2025-12-01 > 2026-03-01"),
    ("in autumn", "2026-09-01 > 2026-12-01"),
    ("Nov 30th - Dec 2nd, 9am-5pm", "2026-11-30 09:00 > 2026-12-02 17:00"),
    ("3:00 PM (ET)", "2026-11-18 15:00"),
    ("2026-W50", "2026-12-07 > 2026-12-14"),
    ("5th Dec '26", "2026-12-05 > 2026-12-06"),
    ("on or before Friday", " > 2026-11-20"),
    ("5 minutes before 3pm", "2026-11-18 14:55"),
    ("10 minutes after 3pm", "2026-11-18 15:10"),
    ("at 15h", "2026-11-18 15:00"),
    ("17h30", "2026-11-18 17:30"),
    ("in about 20 minutes", "2026-11-18 09:50"),
    ("the first business day of next month", "2026-12-01 > 2026-12-02"),
    ("last business day of the month", "2026-11-30 > 2026-12-01"),
    ("the 3rd business day of December", "2026-12-03 > 2026-12-04"),
    ("every weekday except Friday at 9am", "2026-11-19 09:00"),
    ("every day this week at 8am", "2026-11-19 08:00"),
    ("every day next week", "2026-11-23 > 2026-11-24"),
    ("Mondays and Wednesdays except Wednesday", "2026-11-23 > 2026-11-24"),
    ("next two weekends", "2026-11-21 > 2026-11-22"),
    ("by tomorrow noon", " > 2026-11-19 12:00"),
    ("sometime Thursday afternoon between 2 and 5", "2026-11-19 14:00 > 2026-11-19 17:00"),
    ("15:00 GMT+1", "2026-11-19 15:00"),
    ("8pm Sydney time", "2026-11-19 20:00"),
    ("between 0930-1130 tomorrow", "2026-11-19 09:30 > 2026-11-19 11:30"),
    ("10 August 1988 CE", "1988-08-10 > 1988-08-11"),
    ("thousand days from now", "2029-08-14 > 2029-08-15"),
    ("every evening", "2026-11-18 17:00 > 2026-11-18 21:00"),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_rarer_forms_are_read(text: str, expected: str) -> None:
    assert shown(first(text)) == expected


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("last week of chaos", "last week"),
        ("last 3 weeks of chaos", "last 3 weeks"),
        ("start Friday", "Friday"),
        ("every 2000 days", "2000 days"),
        ("the first weekend of fun on Friday", "Friday"),
        ("this second Friday", "Friday"),
        ("14 thirty pm tomorrow", "tomorrow"),
        ("at 25.70 tomorrow", "tomorrow"),
        ("hundred days from Monday", "hundred days from Monday"),
        ("Friday 45", "Friday"),
        ("next Q1 of 2027", "Q1 of 2027"),
        ("first second of Friday", "Friday"),
        ("Feb 30 or Friday", "Friday"),
        ("Tuesday the 45th", "Tuesday"),
        ("2nd to the next Friday of each month", "each month"),
        ("monthly on the next Friday", "monthly"),
        ("monthly on the next instance of Tue", "monthly"),
        ("weekly on the 4th", "weekly"),
        ("weekly at the end", "weekly"),
        ("begin of each week", "each week"),
        ("once a decade, Friday", "Friday"),
        ("1st hour of every month", "every month"),
        ("31st of every week", "every week"),
        ("next weekdays at 3", "weekdays at 3"),
    ],
)
def test_what_a_rule_declines_leaves_the_rest(text: str, read: str) -> None:
    assert read in [when.text for when in resolve(text, REFERENCE, language="en")]


@pytest.mark.parametrize(
    "text",
    [
        "5th Monday of February",
        "every decade",
        "the fortnight",
        "Q7 2027",
        "week 53 of 2027",
        "every February 30",
        "from 5 May 2027 to 3 May 2027",
        "one thousand and five hundred",
        "at 2570",
        "32nd century",
    ],
)
def test_what_cannot_be_is_no_time(text: str) -> None:
    assert resolve(text, REFERENCE, language="en") == []


def test_a_long_run_of_times_is_cut_and_still_read() -> None:
    assert len(resolve("Tuesday 3pm " * 60, REFERENCE)) >= 55


def test_the_memory_of_the_lexer_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.calendar.when.lexer._MOST_REMEMBERED", 2)
    lexer = Lexer(room("en"), day_first=False)

    assert len(list(lexer.clusters("Monday\n\nTuesday\n\nFriday"))) == 3


class Word:
    """A value of one category."""

    def __init__(self, category: str) -> None:
        self.category = category


def test_a_pattern_knows_what_it_needs() -> None:
    pattern, needs = compile_pattern("first:unit comma? step (dash|to) !of")

    assert len(needs) == 2
    assert pattern.groupindex == {"first": 1}
    assert compile_pattern("unit | step")[1] == ""


def test_an_alias_stands_for_its_members() -> None:
    categories = Categories()
    categories.alias("either", "one", "two")

    assert categories.chars("either") == categories.char("one") + categories.char("two")
    assert categories.regex("one") == categories.char("one")


def test_an_alias_that_comes_too_late_is_an_error() -> None:
    categories = Categories()
    categories.char("either")

    with pytest.raises(ValueError, match="either"):
        categories.alias("either", "one")


def test_a_level_keeps_its_rules_in_order() -> None:
    level = Level("test")

    @level.rule("unit", "step")
    def made(b: Bindings) -> Word | None:
        return None

    assert [rule.action for rule in level.rules] == [made, made]
