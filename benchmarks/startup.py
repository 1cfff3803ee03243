"""What starting costs, and doing nothing: `python -m benchmarks.startup`.

Method: fresh processes, the median of five after one warm-up. `ready` is from the start of `serve` until the health
endpoint answers, once on an empty data directory and once on one that was used before; beside the wall clock stands
the processor's time, which other work on the machine disturbs less. The floor is a process that only loads the
libraries that every start needs. Memory is read when all is loaded that a first message needs, and idling measured over
the next twenty seconds. Then a first and four more messages are answered without a model, over HTTP. The same once more
with Slack, Teams and a mailbox, none of which can be reached.
"""

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

RUNS = 5
IDLE_SECONDS = 20
MESSAGES = 5
LIBRARIES = (
    "import aiohttp.web, aiosqlite, pydantic_settings, sqlalchemy.ext.asyncio, structlog, icalendar, babel.dates"
)
NOWHERE = "127.0.0.1"
CHANNELS = {
    "THREADLINE_BASE_URL": "https://threadline.example.com",
    "THREADLINE_SLACK_BOT_TOKEN": "xoxb-none",
    "THREADLINE_SLACK_SIGNING_SECRET": "none",
    "THREADLINE_SLACK_API_URL": f"http://{NOWHERE}:9/api/",
    "THREADLINE_TEAMS_APP_ID": "00000000-0000-0000-0000-000000000001",
    "THREADLINE_TEAMS_APP_PASSWORD": "none",
    "THREADLINE_TEAMS_TENANT_ID": "00000000-0000-0000-0000-000000000002",
    "THREADLINE_TEAMS_LOGIN_URL": f"http://{NOWHERE}:9",
    "THREADLINE_TEAMS_OPENID_URL": f"http://{NOWHERE}:9/keys",
    "THREADLINE_MAIL_ADDRESS": "threadline@example.com",
    "THREADLINE_MAIL_PASSWORD": "none",
    "THREADLINE_MAIL_IMAP_HOST": NOWHERE,
    "THREADLINE_MAIL_IMAP_PORT": "9",
    "THREADLINE_MAIL_SMTP_HOST": NOWHERE,
    "THREADLINE_MAIL_SMTP_PORT": "9",
}
_SETTLED_SECONDS = 5
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until ready, seconds of the processor's until then, MB, idle share of a core, ms of the messages."""

    wall: float
    cpu: float
    memory: float
    idle: float
    messages: tuple[float, ...]


def timed(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def median_of(runs: Callable[[], float]) -> float:
    return statistics.median([runs() for _ in range(RUNS + 1)][1:])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_of(process: "subprocess.Popen[bytes]") -> float:
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def ready(directory: str, *, idle_seconds: float = 0, messages: int = 0, channels: bool = False) -> Start:
    """Start the service on a directory, and end it again."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "threadline", "serve", "--port", str(port)],
        env={**os.environ, "THREADLINE_DATA_DIR": directory, **(CHANNELS if channels else {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"{url}/api/v1/health/ready", timeout=1).read()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.01)
        wall, cpu = time.perf_counter() - began, cpu_of(process)
        time.sleep(_SETTLED_SECONDS)
        status = Path(f"/proc/{process.pid}/status").read_text()
        memory = int(status.partition("VmRSS:")[2].split()[0]) / 1024
        idle, before = 0.0, cpu_of(process)
        if idle_seconds:
            time.sleep(idle_seconds)
            idle = (cpu_of(process) - before) / idle_seconds
        return Start(wall, cpu, memory, idle, tuple(answered(url, directory) for _ in range(messages)))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def token(directory: str) -> str:
    command = [sys.executable, "-m", "threadline", "token", "create", "--json"]
    environment = {**os.environ, "THREADLINE_DATA_DIR": directory}
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return str(json.loads(made)["token"])


_TOKENS: dict[str, str] = {}


def answered(url: str, directory: str) -> float:
    """Milliseconds from a message to its whole answer."""
    if directory not in _TOKENS:
        _TOKENS[directory] = token(directory)
    body = json.dumps({"prompt": "Lunch with Ana on Friday at 1pm"}).encode()
    headers = {"Content-Type": "application/json", "X-API-Token": _TOKENS[directory]}
    began = time.perf_counter()
    urllib.request.urlopen(urllib.request.Request(f"{url}/api/v1/webhook", body, headers), timeout=60).read()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    libraries = median_of(lambda: timed("-c", LIBRARIES))
    print(f"a process that loads the libraries: {libraries:.2f} s")
    print(f"threadline --help: {median_of(lambda: timed('-m', 'threadline', '--help')):.2f} s (aim ≤ 0.2 s)")
    with tempfile.TemporaryDirectory() as used:
        ready(used)
        again = [ready(used) for _ in range(RUNS)]
        longer = ready(used, idle_seconds=IDLE_SECONDS, messages=MESSAGES)
    empty = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as fresh:
            empty.append(ready(fresh))
    with tempfile.TemporaryDirectory() as used:
        ready(used)
        everywhere = [ready(used, channels=True) for _ in range(RUNS)]
        idling = ready(used, idle_seconds=IDLE_SECONDS, channels=True)
    named = (("an empty directory", empty), ("a used one", again), ("a used one, with all channels", everywhere))
    for name, starts in named:
        wall = statistics.median(start.wall for start in starts)
        cpu = statistics.median(start.cpu for start in starts)
        memory = statistics.median(start.memory for start in starts)
        print(f"ready on {name}: {wall:.2f} s, {wall / libraries:.1f} × the libraries (aim ≤ 1.5 s); {cpu:.2f} s CPU")
        print(f"memory: {memory:.0f} MB (aim ≤ 130 MB)")
    for idle, name in ((longer.idle, ""), (idling.idle, ", with all channels")):
        print(f"idle{name}: {idle * 100:.1f} % of a core (aim ≤ 1 %)")
    first, *next_ones = longer.messages
    later = statistics.median(next_ones)
    print(f"the first message: {first:.0f} ms, the next {later:.0f} ms: {first / later:.1f} × (aim ≤ 2 ×)")


if __name__ == "__main__":
    main()
