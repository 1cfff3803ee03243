"""Those who write and click while the service is killed, each until they are told that it arrived."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import aiohttp

from tests.e2e.kill.platform import Platform
from threadline.simulator.slack.model import Message
from threadline.simulator.slack.platform import FakeSlack

THREADS = 12
MOST_BEHIND = 10
"""So many messages may wait for their answers: a slow machine is given no more than it can follow."""
_EVENTS_OF_A_MENTION = 2
"""Slack tells of a mention twice, and while the service is away it gives up on each by itself."""
SLACK_THREADS = 6
"""Slack lets an app begin twenty answers a minute."""


@dataclass(slots=True)
class People:
    """They write on the platform, over HTTP and in Slack, and repeat what was not acknowledged."""

    address: str
    token: str
    platform: Platform
    slack: FakeSlack
    chance: random.Random
    acknowledged: dict[str, str] = field(default_factory=dict)
    answered: dict[str, str] = field(default_factory=dict)
    in_slack: dict[str, str] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def progress(self) -> tuple[int, ...]:
        """Changes whenever something has happened."""
        final = sum(post.final for post in self.platform.posted)
        return final, self.platform.edits, len(self.acknowledged), len(self.answered), len(self.in_slack)

    def _behind(self) -> int:
        """How many messages on the platform have no complete answer."""
        final = {post.key for post in self.platform.posted if post.final}
        return sum(f"reply-{message}" not in final for message in self.acknowledged)

    def ends(self) -> int:
        """How many answers are complete."""
        return sum(post.final for post in self.platform.posted) + len(self.answered)

    async def write(self, stop: asyncio.Event) -> None:
        """On the platform, every third time about a meeting; then a click on what was proposed."""
        while not stop.is_set():
            if self._behind() >= MOST_BEHIND:
                await self._think()
                continue
            number = next(self._numbers)
            event, thread = f"e{number}", f"t{self.chance.randrange(THREADS)}"
            meeting = number % 3 == 0
            text = f"Review {event} with bo@example.com tomorrow at 3pm" if meeting else f"hello {event} and more"
            await self.say(event, thread, text)
            await self.click()
            await self._think()

    async def say(self, event: str, thread: str, text: str) -> str:
        """Write on the platform; answers with the message's id."""
        answer = await self._insist("/test/message", {"event": event, "thread": thread, "text": text})
        self.acknowledged[answer["message"]] = text
        return answer["message"]

    async def click(self) -> None:
        """Confirm the cards that are to be seen and were not confirmed yet."""
        cards = [post.texts[-1] for post in self.platform.posted if post.key.startswith("card-")]
        for proposal in cards:
            if proposal not in self.confirmed:
                self.confirmed.add(proposal)
                await self._insist("/test/confirm", {"proposal": proposal})

    async def call(self, stop: asyncio.Event) -> None:
        """A program over HTTP, which repeats a call under its key until it has the answer."""
        while not stop.is_set():
            key = f"h{next(self._numbers)}"
            body = {"prompt": f"tell {key} and more", "type": "custom"}
            answer = await self._insist("/api/v1/webhook", body, headers={"Idempotency-Key": key})
            self.answered[key] = answer["summary"]
            await self._think()

    async def chat(self, stop: asyncio.Event) -> None:
        """Ana in Slack, which itself repeats what is not acknowledged, and gives up in the end."""
        for number in range(SLACK_THREADS):
            if stop.is_set():
                return
            text = f"hello s{number} and more"
            before = len(self.slack.courier.deliveries)
            asked = await self.slack.hand("T1").write("UANA", "CGENERAL", f"<@UBOT> {text}")
            statuses = [each.status for each in self.slack.courier.deliveries[before:]]
            if sum(200 <= status < 300 for status in statuses) == _EVENTS_OF_A_MENTION:
                self.in_slack[asked.ts] = text
            await asyncio.sleep(self.chance.uniform(0.5, 1.5))

    def slack_replies(self, ts: str) -> list[Message]:
        """What the bot said in a thread."""
        return [m for m in self.slack.workspace("T1").thread("CGENERAL", ts) if m.user == "UBOT" and m.ts != ts]

    async def _think(self) -> None:
        await asyncio.sleep(self.chance.uniform(0.0, 0.2))  # a flood would only queue up

    async def _insist(self, path: str, body: dict[str, str], **how: dict[str, str]) -> dict[str, str]:
        if self._session is None:
            self._session = aiohttp.ClientSession(self.address, headers={"X-API-Token": self.token})
        while True:
            try:
                async with self._session.post(path, json=body, **how) as response:  # type: ignore[arg-type]
                    if response.status not in (503, 504):  # a restart, or a long one: again, under the same key
                        assert response.status == 200, await response.text()
                        answer: dict[str, str] = await response.json()
                        return answer
            except (aiohttp.ClientError, ConnectionError, TimeoutError):
                pass
            await asyncio.sleep(0.02)


def slack_is_answered(people: People) -> Callable[[], bool]:
    """Whether everything that Slack was acknowledged has a complete answer."""

    def complete() -> bool:
        replies = [people.slack_replies(ts) for ts in people.in_slack]
        return all(said and all(m.stream is None or not m.stream.open for m in said) for said in replies)

    return complete
