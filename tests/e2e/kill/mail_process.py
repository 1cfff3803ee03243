"""The service with a mailbox, as a process that can be killed and started again in a moment: see `process`.

Everything is as in production, the processes that take mails apart included; only the model is a slow one.
"""

import asyncio
import os
import signal
import sys
from datetime import UTC, datetime

import threadline.bots.email.wiring
import threadline.bots.webhook
import threadline.calendar.extract
import threadline.core.runtime.workflows  # noqa: F401 - imported before the fork
from tests.e2e.kill.process import PERSON, SlowEcho, end_with_the_test
from threadline import log
from threadline.app import Application
from threadline.config import Settings
from threadline.core.scheduling.interpretation import understand


async def _serve() -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with Application(Settings(plugins=False, _env_file=None), provider=SlowEcho()) as application:
        await application.services.people.directory.ensure(PERSON, name="Ana", zone="Europe/Vienna")
        await stopped.wait()


def main() -> None:
    log.configure("error", "json")  # to standard error: the parent reads standard output
    understand("Lunch tomorrow at noon", sent_at=datetime.now(UTC), zone="UTC")  # so that no child has to warm up
    end_with_the_test()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            end_with_the_test()
            asyncio.run(_serve())
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
