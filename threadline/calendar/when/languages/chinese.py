"""Chinese, in simplified and traditional characters."""

from __future__ import annotations

from collections.abc import Iterator

from threadline.calendar.when.grammar import CATEGORIES, Node
from threadline.calendar.when.languages.han import LEVELS, NUMERALS, compose
from threadline.calendar.when.languages.han_tails import HAN_TAILS
from threadline.calendar.when.languages.han_weekdays import with_lists
from threadline.calendar.when.languages.language import Language
from threadline.calendar.when.meaning.amounts import Unit
from threadline.calendar.when.meaning.clock import Clock, PartOfDay
from threadline.calendar.when.meaning.periods import RelativeDay, UnitPeriod, Weekend
from threadline.calendar.when.meaning.ranges import At
from threadline.calendar.when.meaning.shares import PartOf
from threadline.calendar.when.meaning.step import Step
from threadline.calendar.when.model import Grain

_WEEK_WORDS = ("周", "週", "星期", "礼拜", "禮拜")
_WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日", "天")
_DAYS = {
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "後天": 2,
    "大后天": 3,
    "昨天": -1,
    "前天": -2,
    "大前天": -3,
    "大後天": 3,
    "后日": 2,
    "今儿": 0,
    "明儿": 1,
}
_PARTS = {
    "早上": "morning",
    "上午": "morning",
    "早晨": "morning",
    "中午": "midday",
    "下午": "afternoon",
    "午后": "afternoon",
    "清晨": "morning",
    "夜里": "night",
    "傍晚": "evening",
    "晚上": "night",
    "凌晨": "nighttime",
}
_UNITS = {
    "天": Unit(Grain.DAY),
    "周": Unit(Grain.WEEK),
    "週": Unit(Grain.WEEK),
    "个星期": Unit(Grain.WEEK),
    "星期": Unit(Grain.WEEK),
    "小时": Unit(Grain.HOUR),
    "小時": Unit(Grain.HOUR),
    "个小时": Unit(Grain.HOUR),
    "钟头": Unit(Grain.HOUR),
    "分钟": Unit(Grain.MINUTE),
    "分鐘": Unit(Grain.MINUTE),
    "个月": Unit(Grain.MONTH),
    "個月": Unit(Grain.MONTH),
    "个工作日": Unit(Grain.DAY, business=True),
}
_PERIODS = {
    "本月": UnitPeriod(Grain.MONTH),
    "这个月": UnitPeriod(Grain.MONTH),
    "下个月": UnitPeriod(Grain.MONTH, 1),
    "下月": UnitPeriod(Grain.MONTH, 1),
    "上个月": UnitPeriod(Grain.MONTH, -1),
    "下下个月": UnitPeriod(Grain.MONTH, 2),
    "下下月": UnitPeriod(Grain.MONTH, 2),
    "下下周": UnitPeriod(Grain.WEEK, 2),
    "下下週": UnitPeriod(Grain.WEEK, 2),
    "下下星期": UnitPeriod(Grain.WEEK, 2),
    "下下个星期": UnitPeriod(Grain.WEEK, 2),
    "下下禮拜": UnitPeriod(Grain.WEEK, 2),
    "下下礼拜": UnitPeriod(Grain.WEEK, 2),
    "上上周": UnitPeriod(Grain.WEEK, -2),
    "上上个月": UnitPeriod(Grain.MONTH, -2),
    "今年": UnitPeriod(Grain.YEAR),
    "明年": UnitPeriod(Grain.YEAR, 1),
    "去年": UnitPeriod(Grain.YEAR, -1),
}
_ALTERNATE = {"隔天": (Grain.DAY, 2), "隔日": (Grain.DAY, 2), "隔月": (Grain.MONTH, 2)}
_RANGES = {
    "这个周末": Weekend(),
    "周末": Weekend(),
    "下周末": Weekend(1),
    "月底": PartOf("end", UnitPeriod(Grain.MONTH)),
    "年底": PartOf("end", UnitPeriod(Grain.YEAR)),
    "本月底": PartOf("end", UnitPeriod(Grain.MONTH)),
    "月初": PartOf("begin", UnitPeriod(Grain.MONTH)),
    "下月底": PartOf("end", UnitPeriod(Grain.MONTH, 1)),
}
_DAY_PARTS = {
    "今晚": At(RelativeDay(0), PartOfDay("night")),
    "明晚": At(RelativeDay(1), PartOfDay("night")),
    "明早": At(RelativeDay(1), PartOfDay("morning")),
    "昨晚": At(RelativeDay(-1), PartOfDay("night")),
    "昨夜": At(RelativeDay(-1), PartOfDay("night")),
    "今早": At(RelativeDay(0), PartOfDay("morning")),
}
_SIGNS = {
    "year_sign": "年",
    "month_sign": "月 月份",
    "day_sign": "日 号 號",
    "hour_sign": "点 點 点钟 點鐘 时",
    "minute_sign": "分",
    "half_sign": "半",
    "quarter_sign": "刻",
    "later": "后 後 以后 之后",
    "ago": "前 以前 之前",
    "from": "从 從",
    "to": "到 至 改到 移到 推迟到 提前到 挪到",
    "until": "直到 截止到 截至",
    "frequency_month": "每月 每个月 每個月",
    "and": "和 与 與 跟 及",
    "lacking": "差",
    "last_day": "最后一天 最後一天",
    "half_unit": "个半 個半",
    "workdays": "工作日",
    "every_gap": "每隔",
    "every_other_week": "隔周 隔週 每隔一周 每隔一週 每隔一个星期 每隔一個星期",
    "begin": "初",
    "mid": "中旬",
    "end": "底 末",
    "every": "每 每个 每個",
    "times": "次 回",
}


_EVERY_PART = CATEGORIES.char("every_part")


def _composed(nodes: list[Node]) -> list[Node]:
    """The nodes with "every evening" as the two that it is, with lists of weekdays, and with numbers."""
    return compose(with_lists([part for node in nodes for part in _parts(node)]))


def _parts(node: Node) -> Iterator[Node]:
    if node.char != _EVERY_PART:
        yield node
        return
    yield Node(CATEGORIES.char("frequency"), (Grain.DAY, 1), node.start, node.start + 1)
    yield Node(CATEGORIES.char("part"), PartOfDay(node.value), node.start + 1, node.end)


def build() -> Language:
    """The room, furnished."""
    chinese = Language("zh", spaced=False, compose=_composed, levels=list(LEVELS))
    chinese.tails.append(HAN_TAILS)
    for word in _WEEK_WORDS:
        for index, day in enumerate(_WEEKDAYS):
            chinese.add("weekday", word + day, min(index, 6))
    for index, day in enumerate(_WEEKDAYS):
        chinese.bracketed[day] = (chinese.words["周一"][0], min(index, 6))
    chinese.add("date", {word: RelativeDay(days) for word, days in _DAYS.items()})
    chinese.add("period", dict(_PERIODS))
    chinese.add("range", dict(_RANGES))
    chinese.add("part", {word: PartOfDay(part) for word, part in _PARTS.items()})
    chinese.add("unit", dict(_UNITS))
    chinese.add("daypart", dict(_DAY_PARTS))
    chinese.add("noon", {"正午": Clock(12, exact=True), "午夜": Clock(0, exact=True)})
    for step, words in {
        Step.NEXT: "下 下个 接下来 未来",
        Step.THIS: "这 这个 本 這",
        Step.LAST: "上 上个 过去",
    }.items():
        chinese.add("step", words, step)
    for category, words in _SIGNS.items():
        chinese.add(category, words)
    chinese.add("every_part", {"每晚": "night", "每早": "morning", "每晨": "morning"})
    chinese.add("frequency", {"每天": (Grain.DAY, 1), "每日": (Grain.DAY, 1), "每年": (Grain.YEAR, 1)} | _ALTERNATE)
    for number, char in enumerate("一二三四", start=1):
        chinese.add("nth_sign", f"第{char}个 第{char}個 第{char}", number)
    chinese.add("not_time", "早上好 上午好 中午好 下午好 晚上好")
    chinese.add("nth_sign", "最后一个 最后 最後一個 最後", -1)
    chinese.silent |= set("的在于了开於") | {"，", "共", "总共", "一共", "連續", "连续", "左右", "大约", "大概"}
    chinese.numerals = NUMERALS
    return chinese
