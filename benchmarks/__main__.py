"""Run every benchmark and keep what it prints under `benchmarks/results/`: `make bench`."""

import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

NAMES = (
    *(
        "startup",
        "service",
        "acknowledge",
        "durable",
        "turn",
        "booking",
        "free_slots",
        "when",
        "providers",
        "tool_loop",
        "console",
        "events",
        "growth",
    ),
    *("slack", "slack_rates", "teams", "mail", "mail_delivery"),
)
RESULTS = Path(__file__).with_name("results")


def main() -> None:
    RESULTS.mkdir(exist_ok=True)
    failed = []
    for name in [chosen for chosen in NAMES if not sys.argv[1:] or chosen in sys.argv[1:]]:
        if not Path(__file__).with_name(f"{name}.py").exists():
            continue
        print(f"== {name}", flush=True)
        run = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"], stdout=subprocess.PIPE, text=True, check=False
        )
        print(run.stdout, flush=True)
        if run.returncode:
            failed.append(name)
            continue
        head = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {_machine()}\n\n"
        (RESULTS / f"{name}.txt").write_text(head + run.stdout)
    if failed:
        sys.exit(f"did not finish: {', '.join(failed)}")


def _machine() -> str:
    import os

    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    main()
