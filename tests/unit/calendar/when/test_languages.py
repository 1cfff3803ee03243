"""The language rooms, the detection of languages, and what has no room."""

from __future__ import annotations

import pytest

from tests.unit.calendar.when.scenes import REFERENCE, first, shown
from threadline.calendar.when import WarningCode, resolve
from threadline.calendar.when.languages import room
from threadline.calendar.when.languages.detection import detect
from threadline.calendar.when.languages.han import numeral_value

PHRASES = [
    ("de", "nächsten Dienstag um 15 Uhr", "2026-11-24 15:00"),
    ("de", "am 3. März 2027 von 9 bis 11:30 Uhr", "2027-03-03 09:00 > 2027-03-03 11:30"),
    ("de", "morgen um halb drei", "2026-11-19 14:30"),
    ("de", "am 5.12. um 10 Uhr", "2026-12-05 10:00"),
    ("de", "übermorgen Nachmittag", "2026-11-20 12:00 > 2026-11-20 17:00"),
    ("de", "zwischen 14 und 16 Uhr am Freitag", "2026-11-20 14:00 > 2026-11-20 16:00"),
    ("de", "vor 2 Wochen", "2026-11-04 > 2026-11-05"),
    ("de", "in drei Tagen", "2026-11-21 > 2026-11-22"),
    ("de", "morgen früh", "2026-11-19 08:00 > 2026-11-19 12:00"),
    ("de", "jeden Montag um 9 Uhr", "2026-11-23 09:00"),
    ("de", "nächste Woche", "2026-11-23 > 2026-11-30"),
    ("de", "Viertel nach drei", "2026-11-18 15:15"),
    ("de", "Viertel vor drei", "2026-11-18 14:45"),
    ("de", "bis Freitag", " > 2026-11-20"),
    ("de", "vom 3. bis 5. März", "2027-03-03 > 2027-03-06"),
    ("de", "Montag, 30.11. um 9.15 Uhr", "2026-11-30 09:15"),
    ("de", "14-15 Uhr morgen", "2026-11-19 14:00 > 2026-11-19 15:00"),
    ("de", "15 Uhr 30", "2026-11-18 15:30"),
    ("fr", "mardi prochain à 15h30", "2026-11-24 15:30"),
    ("fr", "le 3 mars 2027 de 9h à 11h", "2027-03-03 09:00 > 2027-03-03 11:00"),
    ("fr", "demain matin", "2026-11-19 08:00 > 2026-11-19 12:00"),
    ("fr", "dans 3 jours", "2026-11-21 > 2026-11-22"),
    ("fr", "il y a 2 semaines", "2026-11-04 > 2026-11-05"),
    ("fr", "du 3 au 5 mars", "2027-03-03 > 2027-03-06"),
    ("fr", "entre 14h et 15h30 vendredi", "2026-11-20 14:00 > 2026-11-20 15:30"),
    ("fr", "tous les lundis à 10h", "2026-11-23 10:00"),
    ("fr", "la semaine prochaine", "2026-11-23 > 2026-11-30"),
    ("fr", "le 1er mai", "2027-05-01 > 2027-05-02"),
    ("fr", "demain 9h à 10h", "2026-11-19 09:00 > 2026-11-19 10:00"),
    ("fr", "lundi 14h30 à 16h", "2026-11-23 14:30 > 2026-11-23 16:00"),
    ("fr", "le jeudi 3 à 15h", "2026-12-03 15:00"),
    ("es", "el jueves 3 a las 16:30", "2026-12-03 16:30"),
    ("it", "martedì 9 alle 10", "2027-02-09 10:00"),
    ("da", "i morgen middag", "2026-11-19 11:00 > 2026-11-19 13:00"),
    ("tr", "yarın 14'ten sonra ve 17'den önce", "2026-11-19 14:00 > 2026-11-19 17:00"),
    ("tr", "cuma günü 10'dan sonra 12'den önce", "2026-11-20 10:00 > 2026-11-20 12:00"),
    ("es", "el próximo martes a las 3 de la tarde", "2026-11-24 15:00"),
    ("es", "mañana a las 15:30", "2026-11-19 15:30"),
    ("es", "el 3 de marzo de 2027 de 9 a 11", "2027-03-03 09:00 > 2027-03-03 11:00"),
    ("es", "dentro de 3 días", "2026-11-21 > 2026-11-22"),
    ("es", "hace dos semanas", "2026-11-04 > 2026-11-05"),
    ("es", "del 3 al 5 de marzo", "2027-03-03 > 2027-03-06"),
    ("es", "pasado mañana por la tarde", "2026-11-20 12:00 > 2026-11-20 17:00"),
    ("es", "todos los lunes a las 9", "2026-11-23 09:00"),
    ("es", "el viernes entre las 2 y las 3:30", "2026-11-20 14:00 > 2026-11-20 15:30"),
    ("es", "a las tres y media", "2026-11-18 15:30"),
    ("es", "a las tres y cuarto", "2026-11-18 15:15"),
    ("es", "a las tres menos cuarto", "2026-11-18 14:45"),
    ("it", "martedì prossimo alle 15:30", "2026-11-24 15:30"),
    ("it", "domani dalle 9 alle 11", "2026-11-19 09:00 > 2026-11-19 11:00"),
    ("it", "il 3 marzo 2027 alle 14", "2027-03-03 14:00"),
    ("it", "tra 3 giorni", "2026-11-21 > 2026-11-22"),
    ("it", "due settimane fa", "2026-11-04 > 2026-11-05"),
    ("it", "dal 3 al 5 marzo", "2027-03-03 > 2027-03-06"),
    ("it", "ogni lunedì alle 9", "2026-11-23 09:00"),
    ("it", "la settimana prossima", "2026-11-23 > 2026-11-30"),
    ("pt", "na próxima terça-feira às 15h30", "2026-11-24 15:30"),
    ("pt", "amanhã das 9 às 11", "2026-11-19 09:00 > 2026-11-19 11:00"),
    ("pt", "3 de março de 2027", "2027-03-03 > 2027-03-04"),
    ("pt", "daqui a 3 dias", "2026-11-21 > 2026-11-22"),
    ("pt", "há duas semanas", "2026-11-04 > 2026-11-05"),
    ("pt", "toda segunda às 9h", "2026-11-23 09:00"),
    ("nl", "volgende dinsdag om 15.30 uur", "2026-11-24 15:30"),
    ("nl", "morgen van 9 tot 11 uur", "2026-11-19 09:00 > 2026-11-19 11:00"),
    ("nl", "3 maart 2027 om half drie", "2027-03-03 14:30"),
    ("nl", "over 3 dagen", "2026-11-21 > 2026-11-22"),
    ("nl", "twee weken geleden", "2026-11-04 > 2026-11-05"),
    ("nl", "elke maandag om 9 uur", "2026-11-23 09:00"),
    ("ja", "来週の火曜日の午後3時から4時半まで", "2026-11-24 15:00 > 2026-11-24 16:30"),
    ("ja", "明日15時", "2026-11-19 15:00"),
    ("ja", "2026年12月5日(土)14:00〜15:30", "2026-12-05 14:00 > 2026-12-05 15:30"),
    ("ja", "3日後", "2026-11-21 > 2026-11-22"),
    ("ja", "2週間前", "2026-11-04 > 2026-11-05"),
    ("ja", "毎週月曜日の10時", "2026-11-23 10:00"),
    ("ja", "12月3日から5日まで", "2026-12-03 > 2026-12-06"),
    ("ja", "30分後", "2026-11-18 10:00"),
    ("ja", "来年3月", "2027-03-01 > 2027-04-01"),
    ("ja", "来月10日", "2026-12-10 > 2026-12-11"),
    ("ja", "午前9時から午後1時まで", "2026-11-19 09:00 > 2026-11-19 13:00"),
    ("ja", "金曜日まで", " > 2026-11-20"),
    ("ja", "金曜日から", "2026-11-20"),
    ("ja", "2027年", "2027-01-01 > 2028-01-01"),
    ("ja", "3か月後", "2027-02-18 > 2027-02-19"),
    ("zh", "下周二下午3点到4点半", "2026-11-24 15:00 > 2026-11-24 16:30"),
    ("zh", "明天15:30", "2026-11-19 15:30"),
    ("zh", "2026年12月5日", "2026-12-05 > 2026-12-06"),
    ("zh", "后天上午十点", "2026-11-20 10:00"),
    ("zh", "三天后", "2026-11-21 > 2026-11-22"),
    ("zh", "两周前", "2026-11-04 > 2026-11-05"),
    ("zh", "每周一上午9点", "2026-11-23 09:00"),
    ("zh", "下个月10号", "2026-12-10 > 2026-12-11"),
    ("zh", "周五晚上八点", "2026-11-20 20:00"),
    ("zh", "三点一刻", "2026-11-18 15:15"),
    ("zh", "十二月二十五日", "2026-12-25 > 2026-12-26"),
    ("zh", "二〇二七年三月", "2027-03-01 > 2027-04-01"),
    ("zh", "三点二十分", "2026-11-18 15:20"),
]


@pytest.mark.parametrize(("language", "text", "expected"), PHRASES)
def test_each_language_reads_its_times(language: str, text: str, expected: str) -> None:
    assert shown(first(text, language=language)) == expected


@pytest.mark.parametrize(("language", "text"), [(case[0], case[1]) for case in PHRASES if len(case[1]) > 12])
def test_the_language_of_a_phrase_is_detected(language: str, text: str) -> None:
    assert detect(text) in {language, "zh" if language == "ja" else language}


@pytest.mark.parametrize("text", ["Lunch at 10 am ET", "3-4pm", "", "12:00", "le meeting is on Monday at noon"])
def test_english_is_assumed_when_nothing_else_tells(text: str) -> None:
    assert detect(text) == "en"


def test_a_regional_code_finds_its_room() -> None:
    assert shown(first("morgen um 9 Uhr", language="de-AT")) == "2026-11-19 09:00"


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(ValueError, match="xx"):
        room("xx")


def test_recurrences_of_other_languages_have_rules() -> None:
    assert first("jeden Montag um 9 Uhr", language="de").rrule == "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"
    assert first("毎週月曜日の午後3時", language="ja").rrule == "FREQ=WEEKLY;BYDAY=MO;BYHOUR=15;BYMINUTE=0"
    assert first("每周一上午9点", language="zh").rrule == "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("十一", 11), ("二十", 20), ("三十五", 35), ("二〇二六", 2026), ("一百", 100)]
)
def test_chinese_numerals_have_values(text: str, value: int) -> None:
    assert numeral_value(text) == value


@pytest.mark.parametrize("text", ["Версия готова", "안녕하세요"])
def test_other_scripts_without_a_date_have_no_time(text: str) -> None:
    assert resolve(text, REFERENCE) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("schůzka zítra v 15:30", "2026-11-19 15:30"),
        ("találkozó holnap 15:00-kor", "2026-11-19 15:00"),
        ("stretnutie v piatok o 10:00", "2026-11-20 10:00"),
        ("kokous perjantaina klo 9:15", "2026-11-20 09:15"),
        ("ședință mâine", "2026-11-19 > 2026-11-20"),
        ("συνάντηση αύριο στις 15:00", "2026-11-19 15:00"),
    ],
)
def test_languages_without_a_room_are_left_to_dateparser_for_the_day(text: str, expected: str) -> None:
    (when,) = resolve(text, REFERENCE)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]
    assert not when.warnings


@pytest.mark.parametrize("text", ["ประชุมพรุ่งนี้ 15:00", "họp ngày mai lúc 15:00", "találkozó pénteken 10:00-kor"])
def test_a_clock_whose_day_nobody_understood_is_doubted(text: str) -> None:
    (when,) = resolve(text, REFERENCE)

    assert when.confidence < 0.35
    assert WarningCode.UNKNOWN_LANGUAGE in [caution.code for caution in when.warnings]


def test_a_language_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="qq"):
        resolve("5 foo 2026", REFERENCE, language="qq")
