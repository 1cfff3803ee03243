"""Slack's rates: how fresh many answers are at once, within limits that the platform holds strictly. In virtual time.

    python -m benchmarks.slack_rates [--seconds 120] [--factor 1.0]

Models speak for so many seconds into one workspace of the fake Slack's quotas, which refuse each call too many within
any minute; `--factor` multiplies them, as a platform does that allows more than it publishes. A call takes 150 ms.
Staleness is how long ago the text that is visible was the newest, sampled ten times a second from the start of each
answer to its end; an answer that shows nothing yet is as stale as it is old. `unanswered` are answers that did not
land, or not whole.
"""

import argparse
import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from tests.support import virtual_time
from threadline.bots.slack.agent_session import Session
from threadline.bots.slack.channel import SlackChannel
from threadline.bots.slack.errors import of_code
from threadline.bots.slack.rate_limits import Limits
from threadline.bots.slack.retrying_client import Calls
from threadline.bots.slack.streaming import StreamedReply
from threadline.bots.slack.thread_ref import Place
from threadline.core.channels.errors import ChannelThrottled
from threadline.core.channels.pacer import Pacer
from threadline.core.runtime.background_tasks import BackgroundTasks
from threadline.simulator.slack.faults import SlackFault
from threadline.simulator.slack.quotas import Quotas

Json = dict[str, Any]

TEAM = "T1"
CALL_SECONDS = 0.15
DELTAS_PER_SECOND = 10
CHARACTERS_PER_DELTA = 12
SCENES = ((1, 1), (10, 1), (10, 10), (50, 10), (50, 1))
"""Answers, and in how many channels."""


@dataclass
class Slack:
    """As much of Slack as shows answers: messages by channel and ts, strict quotas, no HTTP."""

    quotas: Quotas
    limits: Limits
    texts: dict[str, str] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    refused: int = 0
    made: int = 0

    async def call(self, method: str, arguments: Mapping[str, Any]) -> Json:
        await asyncio.sleep(CALL_SECONDS / 2)
        channel = str(arguments.get("channel", ""))
        try:
            self.quotas.count(TEAM, method, channel, virtual_time.now())
        except SlackFault as fault:
            self.refused += 1
            await asyncio.sleep(CALL_SECONDS / 2)
            error = of_code("ratelimited", method, body={}, retry_after=float(fault.retry_after or 1))
            assert isinstance(error, ChannelThrottled)
            self.limits.pause(TEAM, method, channel, error.retry_after or 0.0)
            raise error from None
        self.made += 1
        answer = self._done(method, arguments)
        await asyncio.sleep(CALL_SECONDS / 2)
        return answer

    def _done(self, method: str, arguments: Mapping[str, Any]) -> Json:
        said = str(arguments.get("markdown_text") or "")
        blocks = arguments.get("blocks") or [{}]
        said = said or "".join(str(block.get("text") or "") for block in blocks if block.get("type") == "markdown")
        if method in ("chat.startStream", "chat.postMessage"):
            ts = f"{len(self.texts)}"
            self.texts[ts] = said
            self.threads.setdefault(str(arguments["thread_ts"]), []).append(ts)
            return {"ts": ts}
        ts = str(arguments.get("ts", ""))
        if method == "chat.appendStream" or method == "chat.stopStream":
            self.texts[ts] += said
        elif method == "chat.update":
            self.texts[ts] = said
        return {"ts": ts}

    def visible(self, thread: str) -> int:
        """How many characters of an answer can be seen."""
        return sum(len(self.texts[ts].rstrip()) + 1 for ts in self.threads.get(thread, ()))


@dataclass(frozen=True, slots=True)
class _Calls(Calls):
    """The calls, without HTTP."""

    slack: Slack | None = None

    async def call(self, method: str, **arguments: Any) -> Json:
        channel = str(arguments.get("channel", ""))
        if self.grant is None or not self.grant.use(method, channel):
            await self.limits.enter(self.team, method, channel)
        assert self.slack is not None
        return await self.slack.call(method, {name: value for name, value in arguments.items() if value is not None})


@dataclass
class Figures:
    """What came of a scene; seconds."""

    stale: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    unanswered: int = 0


async def scene(answers: int, channels: int, seconds: float, factor: float) -> tuple[Figures, Slack]:
    loop = asyncio.get_running_loop()
    limits, figures, background = Limits(loop.time), Figures(), BackgroundTasks()
    quotas = Quotas()
    quotas.per_minute = {name: int(most * factor) for name, most in quotas.per_minute.items()}
    slack = Slack(quotas, limits)
    calls = _Calls(None, TEAM, limits, slack=slack)  # type: ignore[arg-type]

    async def one(number: int) -> None:
        thread = f"t{number}"
        place = Place(TEAM, f"C{number % channels}", thread, thread, "UANA", TEAM)
        own = calls.of_answer()
        reply = StreamedReply(own, place, f"k{number}", f"{number}", Session(own, place), background, loop.time)
        pacer = Pacer(reply, SlackChannel.capabilities, None, on_ref=_nothing)
        text, began, first = "", loop.time(), False
        produced = [(0, began)]
        while loop.time() - began < seconds:
            text += f"{len(produced):>{CHARACTERS_PER_DELTA - 1}} "
            produced.append((len(text), loop.time()))
            pacer.push(text)
            await asyncio.sleep(1 / DELTAS_PER_SECOND)
            shown = slack.visible(thread)
            if shown and not first:
                first = True
                figures.firsts.append(loop.time() - began)
            newer = next((at for length, at in reversed(produced) if length <= shown + CHARACTERS_PER_DELTA), began)
            figures.stale.append(loop.time() - newer)
        await pacer.finish(text)
        whole = " ".join(slack.texts[ts] for ts in slack.threads[thread]).split() == text.split()
        figures.unanswered += not whole

    await asyncio.gather(*(one(number) for number in range(answers)))
    await background.close()
    return figures, slack


async def _nothing(_: str) -> None:
    """Nothing is stored here."""


def main(seconds: float, factor: float) -> None:
    print(f"Answers of {seconds:.0f} s, {DELTAS_PER_SECOND} deltas a second each, quotas times {factor:g}:")
    print("  answers channels   calls   429s  first p95  staleness p50      p95  unanswered")
    for answers, channels in SCENES:
        figures, slack = virtual_time.run(scene(answers, channels, seconds, factor))
        cut = quantiles(figures.stale, n=20)
        first = quantiles([*figures.firsts, *figures.firsts], n=20)[18]
        print(
            f"  {answers:7} {channels:8} {slack.made:7} {slack.refused:6} {first:8.1f} s {cut[9]:12.1f} s"
            f" {cut[18]:6.1f} s {figures.unanswered:11}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--factor", type=float, default=1.0)
    given = parser.parse_args()
    main(given.seconds, given.factor)
