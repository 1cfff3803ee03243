"""The language of time, measured: aims and what is reached, per set and per construct, with speed and linearity.

Run `python -m benchmarks.when`. The sets are read in place from ../shared/bench/when beside the repository, or from
the folder that THREADLINE_WHEN_BENCH names; a set that is not there is skipped by name.
"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

from benchmarks.when_scoring import (
    EventScores,
    Row,
    TimeScores,
    recurrence_scores,
    rows_of,
    score_events,
    score_times,
)
from benchmarks.when_speed import growth, mail_milliseconds

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("THREADLINE_WHEN_BENCH") or ROOT.parent / "shared" / "bench" / "when")
AIMS = {
    "recognizers_en_sentence": 75.0,
    "recognizers_en_span": 75.0,
    "chrono_en": 90.0,
    "recognizers_en_negative": 95.0,
    "chrono_en_negative": 95.0,
    "recognizers_en_duration": None,
}
EVENT_AIMS = {"intent": 93.0, "title": 60.0, "attendees": 85.0, "when": 92.0}
MEDIAN_AIM, MAIL_AIM, GROWTH_AIM = 0.5, 100.0, 2.6


def line(name: str, reached: float, aim: float | None, *, lower_is_better: bool = False) -> None:
    """Print one figure beside its aim."""
    reaches = aim is None or (reached <= aim if lower_is_better else reached >= aim)
    mark = "" if aim is None else ("reached" if reaches else "MISSED")
    print(f"  {name:44} {reached:8.2f}   aim {aim if aim is not None else '-':>6}  {mark}")


def times() -> None:
    """Score the sets of single times."""
    for name, aim in AIMS.items():
        rows = rows_of(DATA / f"{name}.jsonl")
        if not rows:
            print(f"  {name}: skipped, its data is not there")
            continue
        scores = score_times(rows)
        line(f"{name} ({len(rows)})", scores.share, aim)
        line("  median ms a phrase", scores.median_ms, MEDIAN_AIM, lower_is_better=True)
        show_constructs(rows, scores)


def show_constructs(rows: list[Row], scores: TimeScores) -> None:
    """Print the share of each construct."""
    shares: dict[str, list[bool]] = defaultdict(list)
    for row, right in zip(rows, scores.right, strict=True):
        shares[row["construct"]].append(right)
    for construct, found in sorted(shares.items()):
        print(f"      {construct:20} {len(found):4}  {100 * sum(found) / len(found):6.1f}")


def recurrences() -> None:
    """Score the set of recurrences."""
    rows = rows_of(DATA / "recurrent_rrule.jsonl")
    if not rows:
        print("  recurrent_rrule: skipped, its data is not there")
        return
    everything, simple = recurrence_scores(rows)
    line(f"recurrent_rrule ({len(rows)})", everything, 95.0)
    line("recurrent_rrule, simple ones", simple, 100.0)


def events() -> None:
    """Score the set of requests to a calendar."""
    rows = rows_of(DATA / "hwu64_calendar.jsonl")
    if not rows:
        print("  hwu64_calendar: skipped, its data is not there")
        return
    scores: EventScores = score_events(rows)
    print(f"  hwu64_calendar ({len(rows)})")
    figures = {"intent": scores.intent, "title": scores.title, "attendees": scores.attendees, "when": scores.when}
    for name, aim in EVENT_AIMS.items():
        line(f"  {name}", figures[name], aim)
    line("  median ms a request", scores.median_ms, MEDIAN_AIM, lower_is_better=True)


def speed() -> None:
    """Measure long mails and inputs made to hurt."""
    line("100 KB of mail, ms", mail_milliseconds(100_000), MAIL_AIM, lower_is_better=True)
    for name, ratio, milliseconds in growth():
        print(f"      {name:34} {milliseconds:8.1f} ms for 100 KB")
        line(f"  {name}: 100 KB over 50 KB", ratio, GROWTH_AIM, lower_is_better=True)


def main() -> None:
    """Print everything."""
    for part in (times, recurrences, events, speed):
        part()


if __name__ == "__main__":
    main()
