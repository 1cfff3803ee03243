"""Mails: how many a second are parsed and understood, and what the largest and the most hostile take.

Run `python -m benchmarks.mail`. Ordinary mails are those of `ordinary()`: plain, HTML and both, answers and forwards of
several programs and languages. Speed is that of one core; the hostile ones go through the pool, as in the service.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.mail_samples import hostile, ordinary
from tests.support.mutated_mails import collected, mutated
from threadline.bots.email.mail.parsed_mail import MailUnreadable, ParsedMail
from threadline.bots.email.parsing.pool import ParsingPool
from threadline.bots.email.parsing.reader import prepare, read_mail
from threadline.core.scheduling.interpretation import understand

SPEED_AIM, SECONDS_AIM, MEGABYTES_AIM = 50.0, 5.0, 300.0
ROUNDS = 5
MUTATED = 700


def line(name: str, reached: float, aim: float, *, lower_is_better: bool = False) -> None:
    """Print one figure beside its aim."""
    reaches = reached <= aim if lower_is_better else reached >= aim
    print(f"  {name:48} {reached:9.2f}   aim {aim:6.0f}  {'reached' if reaches else 'MISSED'}")


def speed() -> None:
    """Ordinary mails a second, through parsing alone and through parsing and understanding."""
    prepare()
    mails = list(ordinary())
    for raw in mails:  # tables and grammars are loaded by the first
        _understood(read_mail(raw))
    for name, work in (("parsed", read_mail), ("parsed and understood", lambda raw: _understood(read_mail(raw)))):
        rates = [_rate(mails, work) for _ in range(ROUNDS)]
        line(f"ordinary mails {name}, a second and core", statistics.median(rates), SPEED_AIM)


def _rate(mails: list[bytes], work: Callable[[bytes], object]) -> float:
    begin = time.process_time()
    for raw in mails:
        work(raw)
    return len(mails) / (time.process_time() - begin)


def _understood(mail: ParsedMail) -> None:
    texts = [(mail.text, mail.sent_at)]
    texts += [(each.body, each.sent_at or mail.sent_at) for each in (mail.forward.chain() if mail.forward else ())]
    for text, sent_at in texts:
        if sent_at is not None:
            understand(text, sent_at=sent_at, zone="Europe/Vienna")


async def bounds() -> None:
    """Each of the large and hostile mails in a fresh worker: seconds and the most memory it had."""
    for name, make in hostile().items():
        raw, pool = make(), ParsingPool()
        try:
            await pool.parse(b"Subject: warm\n\nx")
            worker = _children()
            begin, outcome = time.perf_counter(), "read"
            try:
                await pool.parse(raw)
            except MailUnreadable as error:
                outcome = error.reason
            seconds = time.perf_counter() - begin
            peak = max((_peak(process) for process in worker), default=0.0)
        finally:
            await pool.close()
        print(f"  {name} ({len(raw) / 1e6:.1f} MB): {outcome}")
        line("    seconds", seconds, SECONDS_AIM, lower_is_better=True)
        if peak:
            line("    megabytes at most", peak, MEGABYTES_AIM, lower_is_better=True)


def mutations() -> None:
    """Real mails that something broke: how many cannot be read, and the slowest."""
    unread, slowest = 0, 0.0
    for raw in mutated(collected(), MUTATED):
        begin = time.process_time()
        try:
            read_mail(raw)
        except Exception as error:  # noqa: BLE001 - a mail that breaks its reader is what is looked for
            unread += 1
            print(f"    {type(error).__name__}: {error}")
        slowest = max(slowest, time.process_time() - begin)
    line(f"mutated mails of {MUTATED} that cannot be read", unread, 0, lower_is_better=True)
    line("seconds of the slowest of them", slowest, SECONDS_AIM, lower_is_better=True)


def _children() -> list[Path]:
    """The processes that this one started (Linux only)."""
    return [Path(f"/proc/{child}") for task in _tasks() for child in (task / "children").read_text().split()]


def _tasks() -> Iterator[Path]:
    tasks = Path("/proc/self/task")
    return (task for task in (tasks.iterdir() if tasks.exists() else ()) if (task / "children").exists())


def _peak(process: Path) -> float:
    """The most resident memory that a process had, in megabytes; 0 for one that is gone."""
    try:
        status = (process / "status").read_text()
    except OSError:
        return 0.0
    kilobytes = next((row.split()[1] for row in status.splitlines() if row.startswith("VmHWM")), "0")
    return int(kilobytes) / 1_000


def main() -> None:
    """Print everything."""
    speed()
    mutations()
    asyncio.run(bounds())
    print(f"  this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000:.0f} MB at most")


if __name__ == "__main__":
    main()
