"""What starting costs: `python -m benchmarks.startup`.

Method: wall time of fresh processes, the median of five after one warm-up; `ready` is from the start of `serve` on an
empty data directory until the health endpoint answers, and RSS is read two seconds later with nobody asking.
"""

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
from pathlib import Path

RUNS = 5


def timed(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "threadline", *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready() -> tuple[float, float]:
    """Seconds until the service answers, and its RSS in MB a little later."""
    with tempfile.TemporaryDirectory() as directory:
        port = free_port()
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "threadline", "serve", "--port", str(port)],
            env={**os.environ, "THREADLINE_DATA_DIR": directory},
            stdout=subprocess.DEVNULL,
        )
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health/ready", timeout=1).read()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.01)
        took = time.perf_counter() - began
        time.sleep(2)
        status = Path(f"/proc/{process.pid}/status").read_text()
        process.send_signal(signal.SIGTERM)
        process.wait()
        return took, int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    helps = [timed("--help") for _ in range(RUNS + 1)][1:]
    starts = [ready() for _ in range(RUNS + 1)][1:]
    print(f"threadline --help: {statistics.median(helps):.2f} s (aim < 0.4 s)")
    print(f"ready to serve: {statistics.median(took for took, _ in starts):.2f} s (aim < 3 s)")
    print(f"idle RSS: {statistics.median(rss for _, rss in starts):.0f} MB (aim < 150 MB)")


if __name__ == "__main__":
    main()
