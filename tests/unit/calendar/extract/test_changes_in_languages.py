"""Changes of an event in languages beside the western ones: the verb stands first, last, or behind its object."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from threadline.calendar.extract.changes.reader import read_change

VIENNA = ZoneInfo("Europe/Vienna")
NOW = datetime(2026, 11, 23, 10, tzinfo=VIENNA)
HOUR = timedelta(hours=1)

MOVED = [
    ("sv", "flytta det till kl 16", "kl 16"),
    ("sv", "flytta mötet till fredag kl 15", "fredag kl 15"),
    ("da", "flyt mødet til fredag kl. 15", "fredag kl. 15"),
    ("no", "flytt møtet til fredag kl. 15", "fredag kl. 15"),
    ("pl", "przenieś spotkanie na piątek na 15:00", "na piątek na 15:00"),
    ("ru", "перенеси на 16:00", "16:00"),
    ("ru", "перенеси встречу на пятницу в 15:00", "пятницу в 15:00"),
    ("uk", "перенеси зустріч на п'ятницю о 15:00", "п'ятницю о 15:00"),
    ("tr", "toplantıyı cuma saat 15'e taşı", "cuma saat 15"),
    ("tr", "bunu yarına ertele", "yarın"),
    ("ar", "انقل الاجتماع إلى يوم الجمعة الساعة 3 مساء", "يوم الجمعة الساعة 3 مساء"),
    ("ar", "انقله إلى الساعة 16", "الساعة 16"),
    ("hi", "इसे 4 बजे कर दो", "4 बजे"),
    ("hi", "मीटिंग को शुक्रवार को 3 बजे कर दो", "शुक्रवार को 3 बजे"),
    ("ja", "会議を金曜日の15時に変更して", "金曜日の15時"),
    ("zh", "改到下午4点", "下午4点"),
    ("zh", "把会议改到周五15点", "周五15点"),
    ("ko", "회의를 금요일 15시로 변경해줘", "금요일 15시"),
]
SHIFTED = [
    ("sv", "skjut upp det en timme"),
    ("da", "en time senere"),
    ("pl", "przesuń to o godzinę"),
    ("pl", "godzinę później"),
    ("ru", "сдвинь это на час"),
    ("uk", "на годину пізніше"),
    ("tr", "bir saat ertele"),
    ("ar", "أجله ساعة"),
    ("hi", "एक घंटे बाद"),
    ("ja", "1時間遅らせて"),
    ("zh", "推迟一小时"),
    ("ko", "한 시간 미뤄줘"),
]
CANCELLED = [
    ("sv", "avboka mötet", None),
    ("no", "avlys møtet", None),
    ("pl", "odwołaj wizytę u dentysty", "wizytę u dentysty"),
    ("ru", "отмени обед с Борисом", "обед с Борисом"),
    ("uk", "скасуй зустріч", None),
    ("tr", "toplantıyı iptal et", None),
    ("tr", "dişçi randevusunu iptal et", "dişçi randevusunu"),
    ("ar", "ألغ الاجتماع", None),
    ("hi", "मीटिंग रद्द करो", None),
    ("ja", "歯医者をキャンセル", "歯医者"),
    ("zh", "取消牙医预约", "牙医预约"),
    ("ko", "치과 예약 취소해", "치과 예약"),
]


@pytest.mark.parametrize(("language", "text", "words"), MOVED)
def test_an_event_is_moved(language: str, text: str, words: str) -> None:
    change = read_change(text, NOW, zone=VIENNA, languages=[language])
    assert change is not None
    assert change.language == language
    assert change.about is None
    [tail] = change.tails
    assert tail.when is not None
    assert tail.when.value == words
    assert text[slice(*tail.when.span)] == words


@pytest.mark.parametrize(("language", "text"), SHIFTED)
def test_an_event_is_shifted_by_an_hour(language: str, text: str) -> None:
    change = read_change(text, NOW, zone=VIENNA, languages=[language])
    assert change is not None
    assert [tail.shift for tail in change.tails] == [HOUR]


@pytest.mark.parametrize(("language", "text", "about"), CANCELLED)
def test_an_event_is_cancelled(language: str, text: str, about: str | None) -> None:
    change = read_change(text, NOW, zone=VIENNA, languages=[language])
    assert change is not None
    assert change.cancel
    assert (change.about and change.about.value) == about
    if change.about is not None:
        assert text[slice(*change.about.span)] == about


def test_it_is_made_longer_by_half_an_hour() -> None:
    change = read_change("förläng det med 30 minuter", NOW, zone=VIENNA)
    assert change is not None
    assert [tail.stretch for tail in change.tails] == [HOUR / 2]


@pytest.mark.parametrize(
    "text",
    [
        "Vi ses på fredag",
        "Встретимся в пятницу",
        "金曜日に会いましょう",
        "Cuma günü görüşürüz",
        "금요일에 봐요",
        "周五见",
    ],
)
def test_what_is_said_between_people_changes_nothing(text: str) -> None:
    change = read_change(text, NOW, zone=VIENNA)
    assert change is None or not change.command
