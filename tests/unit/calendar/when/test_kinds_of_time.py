"""Kinds of time that the sentences of the other files have none of, each as a person of its language means it.

They are said on Monday, 30 November 2026, at nine in Vienna. A whole day or several are written by their first day and
the day behind the last one.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.when import When, resolve

VIENNA = ZoneInfo("Europe/Vienna")
SAID_AT = datetime(2026, 11, 30, 9, tzinfo=VIENNA)

DAYS = {
    # Turkish, Hindi
    "ekimin ilk salısı": "2027-10-05/2027-10-06",
    "ekim ortası": "2027-10-10/2027-10-21",
    "bu ayın sonu": "2026-11-21/2026-12-01",
    "önümüzdeki haftanın başı": "2026-12-07/2026-12-09",
    "15'ten 20 Ocak'a kadar": "2027-01-15/2027-01-21",
    "अगले महीने के अंत": "2026-12-21/2027-01-01",
    "अगले हफ़्ते की शुरुआत": "2026-12-07/2026-12-09",
    "सोमवार से शुक्रवार तक": "2026-11-30/2026-12-05",
    # Chinese, Japanese, Korean
    "来週の初め": "2026-12-07/2026-12-09",
    "下个月初": "2026-12-01/2026-12-11",
    "下个月第二个星期五": "2026-12-11/2026-12-12",
    "다음 달 초": "2026-12-01/2026-12-11",
    "下下周三": "2026-12-16/2026-12-17",
    "下下个月初": "2027-01-01/2027-01-11",
    "10月の最終日": "2027-10-31/2027-11-01",
    "来月の最終日": "2026-12-31/2027-01-01",
    "12月初": "2026-12-01/2026-12-11",
    "12月末": "2026-12-21/2027-01-01",
    # German, French, Dutch, Russian, Scandinavian
    "les 3 prochains jours": "2026-12-01/2026-12-04",
    "die Woche vom 7. Dezember": "2026-12-07/2026-12-14",
    "la semaine du 7 décembre": "2026-12-07/2026-12-14",
    "Первый вторник октября": "2027-10-05/2027-10-06",
    "последний день октября": "2027-10-31/2027-11-01",
    "le dernier jour d'octobre": "2027-10-31/2027-11-01",
    "de laatste dag van oktober": "2027-10-31/2027-11-01",
    "vrijdag over een week": "2026-12-11/2026-12-12",
    "fredag om en uke": "2026-12-11/2026-12-12",
    # English
    "the first week of October on Friday": "2027-10-08/2027-10-09",
    "a week ago Tuesday": "2026-11-17/2026-11-18",
    "two weeks ago on Monday": "2026-11-09/2026-11-10",
    "this past summer": "2026-06-01/2026-09-01",
    "this season": "2026-09-01/2026-12-01",
    "since Dec 1 to Dec 3": "2026-12-01/2026-12-04",
    "the last weekend of January": "2027-01-30/2027-02-01",
}

CLOCKS = {
    "saat 10'dan itibaren": "2026-11-30 10:00",
    "आज 2 बजे से 2 घंटे के लिए": "2026-11-30 14:00–2026-11-30 16:00",
    "明日15時から明後日10時まで": "2026-12-01 15:00–2026-12-02 10:00",
    "正午12時": "2026-11-30 12:00",
    "中午12点": "2026-11-30 12:00",
    "日本時間15時": "2026-12-01 15:00",
    "en fin d'après-midi": "2026-11-30 14:30–2026-11-30 17:00",
    "am frühen Abend": "2026-11-30 17:00–2026-11-30 19:00",
    "deux heures après": "2026-11-30 11:00",
    "в 3 дня": "2026-11-30 15:00",
    "в 8 вечера": "2026-11-30 20:00",
    "ten to noon": "2026-11-30 11:50",
    "twelve oh three": "2026-11-30 12:03",
    "in a second": "2026-11-30 09:00",
    "between two thirty and three fifteen": "2026-11-30 14:30–2026-11-30 15:15",
    "five thirteen in the afternoon": "2026-11-30 17:13",
    "mid morning": "2026-11-30 09:00–2026-11-30 11:00",
    "first thing in the morning": "2026-11-30 08:00–2026-11-30 10:00",
    "Oct 26 - 28, 11:00:09 2027": "2027-10-26 11:00–2027-10-28 11:00",
    "after 3pm Monday and before 5pm Tuesday": "2026-11-30 15:00–2026-12-01 17:00",
    "from 3 to 4 until December 17": "2026-11-30 15:00–2026-11-30 16:00",
    "at this time tomorrow": "2026-12-01 09:00",
}

SERIES = {
    "einmal in zwei Wochen": "FREQ=WEEKLY;INTERVAL=2",
    "毎二日": "FREQ=DAILY;INTERVAL=2",
    "每晚八点": "FREQ=DAILY;BYHOUR=20;BYMINUTE=0",
    "每早七点半": "FREQ=DAILY;BYHOUR=7;BYMINUTE=30",
    "每周一、三、五下午三点": "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=15;BYMINUTE=0",
    "每周二四下午三点": "FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=15;BYMINUTE=0",
    "每週二、四晚上七點": "FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=19;BYMINUTE=0",
    "每个工作日上午9点": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0",
    "her ayın 15'inde": "FREQ=MONTHLY;BYMONTHDAY=15",
    "iki haftada bir salı günü": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "12月18日まで毎週月曜日": "FREQ=WEEKLY;BYDAY=MO;UNTIL=20261218",
    "außer sonntags jeden Tag": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA",
    "日曜日以外の毎日": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA",
    "every day except the weekend": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "the 1st and 15th of January, April and July": "FREQ=YEARLY;BYMONTH=1,4,7;BYMONTHDAY=1,15",
    "for the next 4 Mondays": "FREQ=WEEKLY;BYDAY=MO;COUNT=4",
    "twice a month, on the 5th and the 20th": "FREQ=MONTHLY;BYMONTHDAY=5,20",
    "the first day of every quarter": "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1",
    "the last day of every quarter": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    "every year on the 100th day": "FREQ=YEARLY;BYYEARDAY=100",
    "every Monday from 9 to 10 in the morning": "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0",
    "every Monday at 3pm Tokyo time": "FREQ=WEEKLY;BYDAY=MO;BYHOUR=15;BYMINUTE=0",
    "daily for December": "FREQ=DAILY;UNTIL=20261231",
    "a weekly sync for six weeks": "FREQ=WEEKLY;UNTIL=20270110",
    "every month, the 5th": "FREQ=MONTHLY;BYMONTHDAY=5",
}


def only(text: str) -> When:
    return resolve(text, SAID_AT, zone=VIENNA)[0]


@pytest.mark.parametrize("text", DAYS)
def test_days_are_read(text: str) -> None:
    when = only(text)
    assert when.all_day
    assert when.rrule is None
    assert when.start is not None
    assert when.end is not None
    assert f"{when.start:%Y-%m-%d}/{when.end:%Y-%m-%d}" == DAYS[text]


@pytest.mark.parametrize("text", CLOCKS)
def test_hours_are_read(text: str) -> None:
    when = only(text)
    assert not when.all_day
    assert when.rrule is None
    assert "–".join(f"{each:%Y-%m-%d %H:%M}" for each in (when.start, when.end) if each) == CLOCKS[text]


@pytest.mark.parametrize("text", SERIES)
def test_series_are_read(text: str) -> None:
    assert only(text).rrule == SERIES[text]


@pytest.mark.parametrize(
    ("text", "last"),
    [("salıdan önce", "2026-12-01"), ("सोमवार से पहले", "2026-11-30"), ("금요일 전에", "2026-12-04")],
)
def test_what_lies_before_a_day_ends_with_it(text: str, last: str) -> None:
    when = only(text)
    assert when.start is None
    assert when.end is not None
    assert f"{when.end:%Y-%m-%d}" == last


def test_after_the_beginning_of_a_month_is_within_it() -> None:
    when = only("after the beginning of March")
    assert (when.start, when.end) == (datetime(2027, 3, 1, tzinfo=VIENNA), None)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("at 9 or 10 tomorrow", ["2026-12-01 09:00", "2026-12-01 10:00"]),
        ("Tuesday 4pm is out, Thursday same time", ["2026-12-01 16:00", "2026-12-03 16:00"]),
        ("tomorrow at 3, and two hours after that", ["2026-12-01 15:00", "2026-12-01 17:00"]),
    ],
)
def test_several_times_lean_on_each_other(text: str, hours: list[str]) -> None:
    assert [f"{when.start:%Y-%m-%d %H:%M}" for when in resolve(text, SAID_AT, zone=VIENNA)] == hours


def test_two_weekdays_of_a_month_are_no_series_of_a_week() -> None:
    found = resolve("Monday and Wednesday next month", SAID_AT, zone=VIENNA)
    assert [(when.rrule, f"{when.start:%d %B}") for when in found] == [(None, "07 December"), (None, "02 December")]
