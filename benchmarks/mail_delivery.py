"""From the delivery of a mail on a mail server to its answer at another: how long that takes.

Run `python -m benchmarks.mail_delivery`. A private Dovecot and an SMTP sink on loopback; the answer is made without a
language model, so this is what the service itself adds.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.channels.email.outgoing.sink import Sink, sinking
from tests.support.dovecot import Box, DovecotMissing, DovecotServer
from tests.support.mails import BOT, written
from threadline.app import Application
from threadline.config import Settings
from threadline.providers.port import ScriptedProvider

MAILS = 20
P95_AIM = 2.0


def settings(directory: Path, box: Box, smtp: int) -> Settings:
    """A service with this mailbox."""
    return Settings.model_validate(
        {
            "data_dir": directory,
            "zone": "Europe/Vienna",
            "plugins": False,
            "mail_address": BOT,
            "mail_imap_host": "127.0.0.1",
            "mail_imap_port": box.server.port,
            "mail_smtp_port": smtp,
            "mail_username": box.user,
            "mail_password": box.password,
            "mail_tls": "none",
            "mail_per_minute": 100_000,  # else the pace is measured that servers are spared with
            "mail_authserv_ids": ("mx.example.com",),
        }
    )


async def one_by_one(box: Box, sink: Sink) -> list[float]:
    """The seconds from each delivery to its answer; the first, which starts the parser, is left out."""
    taken = []
    for number in range(MAILS + 1):
        started = time.perf_counter()
        await asyncio.to_thread(box.deliver, written(f"When is Easter in {2000 + number}?"))
        while len(sink.mails) <= number:
            await asyncio.sleep(0.002)
        taken.append(time.perf_counter() - started)
    return taken[1:]


async def measure() -> None:
    """Print the figures."""
    try:
        server = DovecotServer()
        server.start()
    except DovecotMissing as missing:
        sys.exit(f"Delivery to answer cannot be measured: {missing}")
    try:
        box = server.box()
        with tempfile.TemporaryDirectory() as directory:
            async with sinking(auth_require_tls=False) as sink:
                sink.password = box.password
                made = settings(Path(directory), box, sink.port)
                async with Application(made, provider=ScriptedProvider()) as application:
                    await application.services.people.directory.ensure(
                        "ana@example.com", name="Ana", zone="Europe/Vienna"
                    )
                    taken = sorted(await one_by_one(box, sink))
    finally:
        server.stop()
    p95 = taken[int(len(taken) * 0.95) - 1]
    print(f"  delivery to answer, median {statistics.median(taken):.2f} s, p95 {p95:.2f} s (aim {P95_AIM:.0f} s)")


if __name__ == "__main__":
    asyncio.run(measure())
