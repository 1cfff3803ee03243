"""Run every benchmark and keep what it prints, by machine: `make bench`, or `make bench ARGS="turn growth"`.

What is kept lies under `benchmarks/results/<machine>/`, the last run of each. In the end stand all figures with an aim,
each beside the same line of the run before it on this machine. A measurement fails nobody, and one that does not end is
ended and named. With `--short` each part does a fraction of its work, to see that it runs: nothing of that is kept.
"""

import argparse
import os
import platform
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

NAMES = (
    *("startup", "service", "acknowledge", "durable", "turn", "booking", "free_slots", "when", "providers"),
    *("tool_loop", "console", "events", "growth", "growth_postgres"),
    *("slack", "slack_rates", "teams", "mail", "mail_delivery"),
)
SHORT = {
    "service": ("--turns", "100", "--seconds", "2"),
    "acknowledge": ("--events", "300"),
    "turn": ("--messages", "60"),
    "providers": ("--deltas", "100", "--runs", "3"),
    "console": ("--runs", "1"),
    "events": ("--events", "20"),
    "growth": ("--messages", "10000"),
    "growth_postgres": ("--messages", "5000"),
    "slack": ("--events", "200"),
    "slack_rates": ("--seconds", "20"),
    "teams": ("--turns", "10", "--seconds", "2", "--events", "100"),
}
MOST_SECONDS = 3600
MOST_SECONDS_SHORT = 120
RESULTS = Path(__file__).with_name("results")
NUMBER = re.compile(r"[\d.,]*\d")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    folder = RESULTS / machine()
    folder.mkdir(parents=True, exist_ok=True)
    aims: list[str] = []
    unfinished: list[str] = []
    for name in [chosen for chosen in NAMES if not asked.names or chosen in asked.names]:
        print(f"== {name}", flush=True)
        printed = measured(name, short=asked.short)
        if printed is None:
            unfinished.append(name)
            continue
        print(printed, flush=True)
        kept = folder / f"{name}.txt"
        aims += with_last(name, printed, kept.read_text() if kept.exists() else "")
        if not asked.short:
            head = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {about()}"
            kept.write_text(f"{head}\n\n{printed}")
    print("== what has an aim, and what it was the last time", *aims, sep="\n")
    if unfinished:
        print(f"did not finish: {', '.join(unfinished)}")


def measured(name: str, *, short: bool) -> str | None:
    """What a benchmark prints; None where it fails, or does not end in time. What it started ends with it."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *(SHORT.get(name, ()) if short else ())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as run:
        try:
            printed, _ = run.communicate(timeout=MOST_SECONDS_SHORT if short else MOST_SECONDS)
        except subprocess.TimeoutExpired:
            printed = ""
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
    return printed if run.returncode == 0 else None


def with_last(name: str, printed: str, last: str) -> Iterator[str]:
    """The lines with an aim or a ratio; what they said the last time, where that was something else."""
    before = {_kind(line): line for line in last.splitlines()}
    for line in printed.splitlines():
        if re.search(r"\baim\b|\d ×", line):
            yield f"{name}: {line.strip()}"
            was = before.get(_kind(line))
            if was is not None and was != line:
                yield f"{' ' * len(name)}  {was.strip()}  (the last time)"


def machine() -> str:
    """A name for this kind of machine, for a folder."""
    return re.sub(r"[^a-z0-9]+", "-", about().lower()).strip("-")


def about() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}{_processor()}"


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*: (.*)$", told.read_text(), re.MULTILINE) if told.exists() else None
    return f", {found[1]}" if found else ""


def _kind(line: str) -> str:
    """A line without its figures."""
    return NUMBER.sub("#", re.sub(r"\s+", " ", line)).removesuffix(" over").strip()


if __name__ == "__main__":
    main()
