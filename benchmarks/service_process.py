"""The service under load, as a process of its own: `python -m benchmarks.service_process MODEL`.

Prints its address and an API token, then runs until its standard input ends. MODEL is `instant` (one delta at once) or
`ticking` (ten words a second, each the time at which it was said, for as long as asked).
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from datetime import timedelta

from threadline import log
from threadline.commands.serve import running
from threadline.config import Settings
from threadline.config.models import AnswersAtOnce
from threadline.core.domain.scopes import ALL_SCOPES
from threadline.providers.port import Delta, Finish, Provider, Request, Text, Usage
from threadline.storage.tokens import TokenKind

TICK_SECONDS = 0.1


class Instant:
    """Answers with one delta; it says when it was said."""

    name = "instant"

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        yield Text(f"{time.time():.6f} ")
        yield Usage("instant", 1, 1)
        yield Finish("stop")

    async def aclose(self) -> None:
        return None


class Ticking:
    """Says the time every tenth of a second, as many times as the message's number."""

    name = "ticking"

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        for _ in range(int(request.messages[-1].text.split()[-1])):
            yield Text(f"{time.time():.6f} ")
            await asyncio.sleep(TICK_SECONDS)
        yield Usage("ticking", 1, 1)
        yield Finish("stop")

    async def aclose(self) -> None:
        return None


async def main() -> None:
    log.configure("error", "json")
    provider: Provider = Instant() if sys.argv[1] == "instant" else Ticking()
    # One person asks for all of it, which nobody else would be let.
    at_once = AnswersAtOnce(per_person=1000, per_provider=1000)
    settings = Settings(port=0, requests_per_minute=10_000_000, answers_at_once=at_once, _env_file=None)
    async with running(settings, provider=provider) as (services, address):
        person = await services.people.directory.ensure("bench@example.com")
        _, token = await services.people.tokens.create(
            person.id, kind=TokenKind.API, name="bench", scopes=ALL_SCOPES, lifetime=timedelta(hours=1)
        )
        print(address, token, flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
