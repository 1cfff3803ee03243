"""Run every benchmark and keep what it prints, by machine: `make bench`, or `make bench ARGS="turn growth"`.

What is kept lies under `benchmarks/results/<machine>/`, the last run of each. In the end stand all figures with an aim,
each beside the same line of the run before it on this machine. A measurement fails nobody.
"""

import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

NAMES = (
    *("startup", "service", "acknowledge", "durable", "turn", "booking", "free_slots", "when", "providers"),
    *("tool_loop", "console", "events", "growth"),
    *("slack", "slack_rates", "teams", "mail", "mail_delivery"),
)
RESULTS = Path(__file__).with_name("results")
NUMBER = re.compile(r"[\d.,]*\d")


def main() -> None:
    folder = RESULTS / machine()
    folder.mkdir(parents=True, exist_ok=True)
    aims: list[str] = []
    unfinished: list[str] = []
    for name in [chosen for chosen in NAMES if not sys.argv[1:] or chosen in sys.argv[1:]]:
        print(f"== {name}", flush=True)
        run = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"], stdout=subprocess.PIPE, text=True, check=False
        )
        print(run.stdout, flush=True)
        if run.returncode:
            unfinished.append(name)
            continue
        kept = folder / f"{name}.txt"
        aims += with_last(name, run.stdout, kept.read_text() if kept.exists() else "")
        kept.write_text(f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {about()}\n\n{run.stdout}")
    print("== what has an aim, and what it was the last time", *aims, sep="\n")
    if unfinished:
        print(f"did not finish: {', '.join(unfinished)}")


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
