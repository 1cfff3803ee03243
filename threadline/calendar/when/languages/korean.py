"""Korean: particles are cut from the words, what is left is read with the signs of the units."""

from __future__ import annotations

from threadline.calendar.when.grammar import CATEGORIES
from threadline.calendar.when.languages.han import LEVELS
from threadline.calendar.when.languages.han_tails import HAN_TAILS
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.amounts import Amount, Unit
from threadline.calendar.when.meaning.clock import Clock, PartOfDay
from threadline.calendar.when.meaning.periods import RelativeDay, UnitPeriod, Weekend
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

_WEEKDAYS = "월화수목금토일"
_DAYS = {0: "오늘|금일", 1: "내일|명일|낼", 2: "모레|내일모레|낼모레", 3: "글피", -1: "어제", -2: "그저께|그제"}
_PARTS = {
    "morning": "오전|아침|새벽",
    "afternoon": "오후|점심 이후|낮",
    "evening": "저녁",
    "night": "밤",
    "lunch": "점심|점심시간",
}
_DAYPARTS = {
    (0, "evening"): "오늘 저녁",
    (0, "night"): "오늘 밤|오늘밤",
    (0, "morning"): "오늘 아침",
    (1, "morning"): "내일 아침",
    (-1, "night"): "어젯밤|어제 밤|간밤",
}
_PERIODS = {
    Grain.WEEK: (
        "이번 주|이번주|금주",
        "다음 주|다음주|담주|내주",
        "지난 주|지난주|저번 주|저번주",
        "다다음 주|다다음주",
    ),
    Grain.MONTH: ("이번 달|이번달|이달", "다음 달|다음달|담달", "지난 달|지난달|저번 달", "다다음 달|다다음달"),
    Grain.YEAR: ("올해|금년", "내년", "작년|지난해", "내후년"),
}
_STEPS = (0, 1, -1, 2)
_NUMBERS = "한 하나|두 둘|세 셋|네 넷|다섯|여섯|일곱|여덟|아홉|열|열한|열두"
_SINO = "일|이|삼|사|오|육|칠|팔|구"
_UNITS = {
    "초": Unit(Grain.SECOND),
    "분간": Unit(Grain.MINUTE),
    "시간": Unit(Grain.HOUR),
    "일간": Unit(Grain.DAY),
    "하루": Unit(Grain.DAY),
    "주": Unit(Grain.WEEK),
    "주간": Unit(Grain.WEEK),
    "주일": Unit(Grain.WEEK),
    "개월": Unit(Grain.MONTH),
    "달": Unit(Grain.MONTH),
    "년간": Unit(Grain.YEAR),
    "영업일": Unit(Grain.DAY, business=True),
}
_FUNCTIONS = {
    "year_sign": "년",
    "month_sign": "월",
    "day_sign": "일",
    "hour_sign": "시",
    "minute_sign": "분",
    "half_sign": "반",
    "later": "후|뒤|이후|있다가",
    "in_behind": "안|이내|내",
    "ago": "이전",
    "before_clock": "전",
    "from": "부터",
    "end_sign": "까지|까지는",
    "to": "에서",
    "begin": "초순|초에|상순",
    "mid": "중순|중반",
    "end": "말에|말|하순",
    "last_day": "마지막 날|말일",
    "every": "매",
    "frequency_month": "매월|매달",
    "and": "하고|및",
    "every_week": "매주|주마다",
    "every_behind": "마다",
    "every_other_week": "격주|격주로|2주마다|이 주마다|2주에 한 번",
    "workdays": "평일|주중",
    "times": "회|번|차례",
    "silent": "총|모두|정각|쯤|경|동안|예정|날",
}
_SUFFIXES = {
    "silent": "에 은 는 이 가 을 를 의 로 으로 에는 에도 도 만 쯤 경 동안 날 엔 에만 께 정각",
    "and": "과 와 하고",
    "from": "부터 에서부터 에서",
    "end_sign": "까지 까지로 까지는",
    "every_behind": "마다",
    "times": "회 번 차례",
    "minute_sign": "분",
    "hour_sign": "시",
    "half_sign": "반",
    "later": "후 뒤",
    "before_clock": "전",
    "day_sign": "일",
    "month_sign": "월",
    "year_sign": "년",
}


def build() -> Language:
    """The room, furnished."""
    korean = Language("ko", levels=list(LEVELS), tails=[HAN_TAILS])
    _add_days(korean)
    _add_numbers(korean)
    korean.add("unit", dict(_UNITS))
    for category, phrases in _FUNCTIONS.items():
        korean.add_phrase(category, phrases)
    korean.add_phrase("step", "다음|오는|앞으로|향후", Step.NEXT)
    korean.add_phrase("step", "이번", Step.THIS)
    korean.add_phrase("step", "지난|저번", Step.LAST)
    korean.add("noon", {"정오": Clock(12, exact=True), "자정": Clock(0, exact=True)})
    korean.add(
        "frequency",
        {"매일": (Grain.DAY, 1), "날마다": (Grain.DAY, 1), "다달이": (Grain.MONTH, 1)},
    )
    korean.add("frequency", {"매년": (Grain.YEAR, 1)})
    korean.add_phrase("frequency", "격일|격일로|격일제로|하루걸러|하루 걸러|하루 건너", (Grain.DAY, 2))
    korean.add_phrase("frequency", "격월|격월로", (Grain.MONTH, 2))
    korean.add_phrase("amount", "반년|반 년", Amount(((6, Unit(Grain.MONTH)),)))
    korean.add_phrase("amount", "반 시간|반시간|삼십 분", Amount(((0.5, Unit(Grain.HOUR)),)))
    korean.add_phrase("amount", "일주일|한 주|한주", Amount(((1, Unit(Grain.WEEK)),)))
    for number, word in enumerate(("첫", "둘", "셋", "넷"), start=1):
        korean.add_phrase("nth_sign", f"{word}째|{word}째 주|{word}번째|{word} 번째", number)
    korean.add_phrase("nth_sign", "마지막|마지막 주", -1)
    for grain, words in ((Grain.MONTH, "월말|이달 말|이번 달 말"), (Grain.YEAR, "연말|올해 말")):
        korean.add_phrase("range", words, PartOf("end", UnitPeriod(grain)))
    korean.add_phrase("amount", "이틀", Amount(((2, Unit(Grain.DAY)),)))
    korean.add_phrase("amount", "사흘", Amount(((3, Unit(Grain.DAY)),)))
    korean.add_phrase("amount", "보름", Amount(((15, Unit(Grain.DAY)),)))
    for category, endings in _SUFFIXES.items():
        entry = None if category == "silent" else (CATEGORIES.char(category), None)
        korean.suffixes.update(dict.fromkeys(endings.split(), entry))
    korean.suffixes.update({unit: (CATEGORIES.char("unit"), value) for unit, value in _UNITS.items()})
    korean.suffixes = dict(sorted(korean.suffixes.items(), key=lambda item: -len(item[0])))
    return korean


def _add_days(korean: Language) -> None:
    for number, char in enumerate(_WEEKDAYS):
        korean.add("weekday", f"{char}요일", number)
        korean.add("weekday", f"{char}욜", number)
    for days, phrases in _DAYS.items():
        korean.add_phrase("date", phrases, RelativeDay(days))
    for part, phrases in _PARTS.items():
        korean.add_phrase("part", phrases, PartOfDay(part))
    for (days, part), phrases in _DAYPARTS.items():
        korean.add_phrase("daypart", phrases, At(RelativeDay(days), PartOfDay(part)))
    for grain, names in _PERIODS.items():
        for steps, phrases in zip(_STEPS, names, strict=True):
            korean.add_phrase("period", phrases, UnitPeriod(grain, steps))
    for steps, phrases in ((0, "이번 주말|주말|금주말"), (1, "다음 주말|다음주말"), (-1, "지난 주말")):
        korean.add_phrase("range", phrases, Weekend(steps))


def _add_numbers(korean: Language) -> None:
    for value, words in enumerate(_NUMBERS.split("|"), start=1):
        korean.add("n24", words, value)
    sino = ["", *_SINO.split("|")]
    for ten in range(6):
        for unit in range(10):
            value = ten * 10 + unit
            word = f"{sino[ten] if ten > 1 else ''}{'십' if ten else ''}{sino[unit]}"
            # "일" and "이" alone are endings and other words.
            if value > 9 or unit in {3, 5, 6, 7, 8, 9}:
                category = "n24" if value <= 24 else "n31" if value <= 31 else "n59"
                korean.add(category, {word: value})
