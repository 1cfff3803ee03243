"""Japanese."""

from __future__ import annotations

from threadline.calendar.when.languages.han import LEVELS, NUMERALS, compose
from threadline.calendar.when.languages.han_tails import HAN_TAILS
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.amounts import Unit
from threadline.calendar.when.meaning.clock import Clock, PartOfDay
from threadline.calendar.when.meaning.periods import RelativeDay, UnitPeriod, Weekend
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

_WEEKDAYS = "月火水木金土日"
_DAYS = {
    "今日": 0,
    "本日": 0,
    "明日": 1,
    "あした": 1,
    "あす": 1,
    "明後日": 2,
    "あさって": 2,
    "翌日": 1,
    "昨日": -1,
    "きのう": -1,
    "一昨日": -2,
    "おととい": -2,
    "明々後日": 3,
    "しあさって": 3,
    "当日": 0,
}
_PERIODS = {
    "今週": UnitPeriod(Grain.WEEK),
    "来週": UnitPeriod(Grain.WEEK, 1),
    "再来週": UnitPeriod(Grain.WEEK, 2),
    "先週": UnitPeriod(Grain.WEEK, -1),
    "今月": UnitPeriod(Grain.MONTH),
    "来月": UnitPeriod(Grain.MONTH, 1),
    "再来月": UnitPeriod(Grain.MONTH, 2),
    "先月": UnitPeriod(Grain.MONTH, -1),
    "今年": UnitPeriod(Grain.YEAR),
    "来年": UnitPeriod(Grain.YEAR, 1),
    "去年": UnitPeriod(Grain.YEAR, -1),
    "昨年": UnitPeriod(Grain.YEAR, -1),
}
_PARTS = {
    "午前": "morning",
    "朝": "morning",
    "午前中": "morning",
    "午後": "afternoon",
    "昼過ぎ": "afternoon",
    "夕": "evening",
    "晩": "evening",
    "朝一": "morning",
    "昼": "midday",
    "夕方": "evening",
    "夜": "night",
    "深夜": "nighttime",
}
_UNITS = {
    "日間": Unit(Grain.DAY),
    "週間": Unit(Grain.WEEK),
    "週": Unit(Grain.WEEK),
    "時間": Unit(Grain.HOUR),
    "分間": Unit(Grain.MINUTE),
    "ヶ月": Unit(Grain.MONTH),
    "か月": Unit(Grain.MONTH),
    "カ月": Unit(Grain.MONTH),
    "年間": Unit(Grain.YEAR),
    "営業日": Unit(Grain.DAY, business=True),
}
_RANGES = {
    "今週末": Weekend(),
    "週末": Weekend(),
    "来週末": Weekend(1),
    "土日": Weekend(),
    "月末": PartOf("end", UnitPeriod(Grain.MONTH)),
    "年末": PartOf("end", UnitPeriod(Grain.YEAR)),
    "今月末": PartOf("end", UnitPeriod(Grain.MONTH)),
    "月初": PartOf("begin", UnitPeriod(Grain.MONTH)),
    "再来月末": PartOf("end", UnitPeriod(Grain.MONTH, 2)),
    "週明け": PartOf("begin", UnitPeriod(Grain.WEEK, 1)),
    "来月末": PartOf("end", UnitPeriod(Grain.MONTH, 1)),
}
_DAY_PARTS = {
    "今夜": At(RelativeDay(0), PartOfDay("night")),
    "今晩": At(RelativeDay(0), PartOfDay("evening")),
    "昨夜": At(RelativeDay(-1), PartOfDay("night")),
    "昨晩": At(RelativeDay(-1), PartOfDay("night")),
    "今朝": At(RelativeDay(0), PartOfDay("morning")),
    "明朝": At(RelativeDay(1), PartOfDay("morning")),
    "明晩": At(RelativeDay(1), PartOfDay("evening")),
}
_SIGNS = {
    "year_sign": "年",
    "month_sign": "月",
    "day_sign": "日",
    "hour_sign": "時",
    "minute_sign": "分",
    "half_sign": "半",
    "frequency_month": "毎月",
    "and": "と ・",
    "later": "後 以内 のち",
    "ago": "以前 より前",
    "before_clock": "前",
    "workdays": "平日 営業日",
    "every_behind": "ごと",
    "skipping": "おき おきに",
    "every_other_week": "隔週 一週間おき 1週間おき 一週おき",
    "to": "～ へ",
    "from": "から",
    "onward_sign": "以降 以後 より後",
    "end_sign": "まで までに までには",
    "begin": "初め はじめ 始め 初旬 上旬 前半",
    "mid": "半ば 中旬 中頃",
    "end": "終わり 下旬 後半 末",
    "last_day": "最終日 末日 最後の日",
    "every": "毎",
    "every_week": "毎週",
    "times": "回 回限り",
}


def build() -> Language:
    """The room, furnished."""
    japanese = Language("ja", spaced=False, compose=compose, levels=list(LEVELS))
    japanese.tails.append(HAN_TAILS)
    for number, char in enumerate(_WEEKDAYS):
        japanese.add("weekday", f"{char}曜日 {char}曜", number)
        japanese.bracketed[char] = (japanese.words["月曜"][0], number)
    japanese.add("date", {word: RelativeDay(days) for word, days in _DAYS.items()})
    japanese.add("period", dict(_PERIODS))
    japanese.add("range", dict(_RANGES))
    japanese.add("part", {word: PartOfDay(part) for word, part in _PARTS.items()})
    japanese.add("unit", dict(_UNITS))
    japanese.add("daypart", dict(_DAY_PARTS))
    japanese.add("noon", {"正午": Clock(12, exact=True), "真夜中": Clock(0, exact=True)})
    japanese.add(
        "step",
        {
            "次の": Step.NEXT,
            "今後": Step.COMING,
            "過去": Step.LAST,
            "今度の": Step.COMING,
            "この": Step.THIS,
            "前の": Step.LAST,
        },
    )
    for category, words in _SIGNS.items():
        japanese.add(category, words)
    japanese.add(
        "frequency", {"毎日": (Grain.DAY, 1), "隔日": (Grain.DAY, 2), "隔月": (Grain.MONTH, 2), "毎年": (Grain.YEAR, 1)}
    )
    for number, char in enumerate("一二三四", start=1):
        japanese.add("nth_sign", f"第{char} 第{number}", number)
    japanese.add("nth_sign", "第", None)
    japanese.add("nth_sign", "最終 最後の", -1)
    japanese.silent |= set("のにはをがで") | {
        "、",
        "全",
        "計",
        "合計",
        "ごろ",
        "頃",
        "ころ",
        "くらい",
        "ぐらい",
        "より",
    }
    japanese.numerals = NUMERALS
    return japanese
