"""How a reading is judged: the exact value, with the tolerance that the grain of the row allows."""

from __future__ import annotations

import json
import re
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from threadline.calendar.extract import extract
from threadline.calendar.when import Kind, resolve

Row = dict[str, Any]
Answer = tuple[datetime | None, datetime | None, bool] | None
COARSE = {"day", "week", "month", "quarter", "year", "decade"}
REQUEST_TIME = "2026-11-18T09:00:00-08:00"
INTENTS = {"calendar_set": "create", "calendar_query": "query", "calendar_remove": "cancel"}
DROPPED = frozenset("a an the my our your on at in for of".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class TimeScores:
    """Which rows are right, and how long the median phrase takes."""

    right: tuple[bool, ...]
    median_ms: float

    @property
    def share(self) -> float:
        """Right rows of a hundred."""
        return 100 * sum(self.right) / len(self.right)


@dataclass(frozen=True, slots=True)
class EventScores:
    """Shares of a hundred: accuracy of intents, F1 of the slots."""

    intent: float
    title: float
    attendees: float
    when: float
    median_ms: float


def rows_of(path: Path) -> list[Row]:
    """The rows of a set; empty when the file is not there."""
    if not path.is_file():
        return []
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines() if text.strip()]


def answer(text: str, reference: datetime) -> Answer:
    """The best reading as the sets have it: a length alone is counted from the reference."""
    found = resolve(text, reference)
    if not found:
        return None
    best = found[0]
    if best.kind is Kind.DURATION and best.duration is not None:
        return reference + best.duration, None, False
    return best.start, best.end, best.all_day


def score_times(rows: list[Row]) -> TimeScores:
    """Judge every row."""
    answer("tomorrow at 5pm", datetime.fromisoformat(rows[0]["reference"]))
    right, lasted = [], []
    for row in rows:
        reference = datetime.fromisoformat(row["reference"])
        began = time.perf_counter()
        given = answer(row["text"], reference)
        lasted.append((time.perf_counter() - began) * 1e3)
        right.append(judge(row, given, reference))
    return TimeScores(tuple(right), statistics.median(lasted))


def judge(row: Row, given: Answer, reference: datetime) -> bool:
    """True when the answer is exactly one that the row accepts."""
    if row["kind"] == "negative":
        return given is None
    if given is None:
        return False
    start, end, _ = given
    if row["kind"] == "duration":
        lengths = [end - start if start and end else None, start - reference if start else None]
        return any(length is not None and abs(length.total_seconds() - row["seconds"]) < 60 for length in lengths)
    return any(accepted(row, option, start, end) for option in row["accept"])


def accepted(row: Row, option: Row, start: datetime | None, end: datetime | None) -> bool:
    """True when start and end are those of one accepted option."""
    grain = row["grain"]
    if row["kind"] == "open_before":
        return any(same(end, each, grain, is_end=True) or same(start, each, grain) for each in option["end"])
    if not same(start, option["start"], grain):
        return False
    return row["kind"] != "interval" or any(same(end, each, grain, is_end=True) for each in option["end"])


def same(given: datetime | None, text: str | None, grain: str, *, is_end: bool = False) -> bool:
    """True when both are the same date, or the same minute or second for fine grains."""
    if given is None or text is None:
        return False
    wanted = datetime.fromisoformat(text)
    given = given.astimezone(wanted.tzinfo)
    if grain in COARSE:
        return given.date() == wanted.date()
    if is_end:
        given, wanted = rounded(given), rounded(wanted)
    if grain == "second":
        return given.replace(microsecond=0) == wanted.replace(microsecond=0)
    return given.replace(second=0, microsecond=0) == wanted.replace(second=0, microsecond=0)


def rounded(moment: datetime) -> datetime:
    """The last second of an hour is the hour's end."""
    moment = moment.replace(microsecond=0)
    return moment + timedelta(seconds=1) if (moment.minute, moment.second) == (59, 59) else moment


def recurrence_scores(rows: list[Row]) -> tuple[float, float]:
    """Shares of a hundred: all rules, and those marked simple."""
    right: list[bool] = []
    simple: list[bool] = []
    for row in rows:
        given = extract(row["text"], datetime.fromisoformat(row["reference"])).rrule
        wanted = rule_parts({name: value for name, value in row["rrule"].items() if isinstance(value, str)})
        right.append(given is not None and rule_parts(dict(part.split("=", 1) for part in given.split(";"))) == wanted)
        if row["simple"]:
            simple.append(right[-1])
    return 100 * sum(right) / len(right), 100 * sum(simple) / max(1, len(simple))


def rule_parts(rule: dict[str, str]) -> dict[str, str]:
    """A rule with its lists sorted and its defaults left out."""
    parts = {name.upper(): ",".join(sorted(value.upper().split(","))) for name, value in rule.items()}
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    return {name: value for name, value in parts.items() if name not in {"WKST", "DTSTART"}}


def score_events(rows: list[Row]) -> EventScores:
    """Score intents and slots of requests."""
    intents: list[bool] = []
    lasted: list[float] = []
    counts = {name: Counter[str]() for name in ("title", "attendees", "when")}
    reference = datetime.fromisoformat(REQUEST_TIME)
    for row in rows:
        began = time.perf_counter()
        given = extract(row["text"], reference)
        lasted.append((time.perf_counter() - began) * 1e3)
        slots = row["slots"]
        intents.append(str(given.intent) == INTENTS[row["intent"]])
        title = [given.title] if given.title else []
        times = [span for name in ("date", "time", "timeofday", "general_frequency") for span in slots.get(name, [])]
        count(counts["title"], title, slots.get("event_name") or slots.get("meal_type") or [])
        count(counts["attendees"], list(given.attendees), slots.get("person", []) + slots.get("relation", []))
        count(counts["when"], " ".join(map(normal, given.when_spans)).split(), " ".join(map(normal, times)).split())
    share = 100 * sum(intents) / len(intents)
    figures = {name: f_score(counter) for name, counter in counts.items()}
    return EventScores(share, figures["title"], figures["attendees"], figures["when"], statistics.median(lasted))


def normal(text: str) -> str:
    """Small letters without punctuation, possessives and little words."""
    bare = re.sub(r"[^\w@.' ]+", " ", text.lower()).replace("'s", "").replace(".", " ")
    return " ".join(word for word in bare.split() if word not in DROPPED)


def count(counter: Counter[str], given: list[str], wanted: list[str]) -> None:
    """Add hits, answers and wanted values."""
    answers, golds = (Counter(word for value in values if (word := normal(value))) for values in (given, wanted))
    counter["hit"] += sum((answers & golds).values())
    counter["given"] += sum(answers.values())
    counter["wanted"] += sum(golds.values())


def f_score(counter: Counter[str]) -> float:
    """F1 of a hundred."""
    total = counter["given"] + counter["wanted"]
    return 200 * counter["hit"] / total if total else 0.0
