"""Many clicks on one proposal, and the one event they make: `python -m benchmarks.booking`.

Method: the decisions of one process on a fresh SQLite file, with the built-in calendar and DBOS as in the service. For
each round an event is proposed and confirmed by 100 clicks at once. Time is from the first click to the last answer;
CPU is of the process, proposing included.
"""

import asyncio
import logging
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from threadline.app import Application
from threadline.calendar.event import EventDraft
from threadline.calendar.extract import Intent
from threadline.config import Settings
from threadline.core.channels.memory import MemoryChannel
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import State
from threadline.core.domain.reading import Reading
from threadline.core.services import Services

CLICKS = 100
ROUNDS = 20


async def book(services: Services, person: Person, number: int) -> float:
    """One round; answers how many milliseconds it took. Raises `AssertionError` unless there is just one event."""
    decisions = services.proposals.decisions
    start = datetime(2030, 1, 7, 9, tzinfo=UTC) + timedelta(days=number)
    draft = EventDraft(f"Review {number}", start, start + timedelta(hours=1), "UTC")
    offer = await decisions.offer(person, Reading(Intent.CREATE, draft=draft))
    assert offer is not None
    proposal = await decisions.propose(person, offer, key=f"round-{number}", channel="memory")
    began = time.perf_counter()
    answers = await asyncio.gather(*(decisions.confirm(person, proposal.id) for _ in range(CLICKS)))
    took = (time.perf_counter() - began) * 1000
    events, unknown = await services.calendars.agenda.events(person, start, start + timedelta(hours=1))
    assert {(answer.state, answer.event_id) for answer in answers} == {(State.BOOKED, events[0].id)}
    assert (len(events), unknown) == (1, [])
    return took


async def measure(directory: Path) -> None:
    """Print the figures."""
    settings = Settings(_env_file=None, data_dir=directory, zone="UTC", plugins=False)
    async with Application(settings, channels=[MemoryChannel()]) as app:
        person = await app.services.people.directory.ensure("ana@example.com", name="Ana")
        await book(app.services, person, -1)  # what is imported and compiled only once
        cpu = time.process_time()
        times = [await book(app.services, person, number) for number in range(ROUNDS)]
        cpu = (time.process_time() - cpu) * 1000 / ROUNDS
    print(
        f"{CLICKS} clicks at once on one proposal, {ROUNDS} times: 1 event each; "
        f"median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms, {cpu:.0f} ms CPU a round"
    )


def main() -> None:
    """Run it in a directory of its own."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as directory:
        asyncio.run(measure(Path(directory)))


if __name__ == "__main__":
    main()
