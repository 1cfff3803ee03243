"""Answers a person has had already, for those who asked for them to be kept: never across people, never for long.

An answer is known by everything that the model was told: the words, the conversation, the facts, what tools gave. The
day belongs to it, because "tomorrow" is another one then. The minute does not, or nothing would ever be known again; so
an answer that tells the time is not kept.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from pydantic import TypeAdapter

from threadline import regex
from threadline.core.turns.situation import clock_of, without_clock
from threadline.providers.port import Delta, Finish, Provider, Request, Restart, Text, ToolCalling, Usage

_MOST = 500
_LARGEST = 200_000
_REQUEST = TypeAdapter(Request)
_TIME = regex.compile(r"\b(\d{1,2})\s?[:.h]\s?(\d\d)\b")
_HALF_A_DAY = 12 * 60
_SITUATION = "<situation>\n"


class AnswerCache:
    """The kept answers of this process, the least recently used forgotten first."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, str, Usage | None]] = OrderedDict()

    def of(
        self,
        provider: Provider,
        *,
        person_id: str,
        seconds: int,
        asked: str = "",
        degraded: Callable[[], object] = lambda: None,
    ) -> Provider:
        """The provider, answering this person's identical requests from what was kept for up to `seconds`.

        `asked` says who is asked first, and for which model: another choice gets another answer. Where `degraded` says
        that an answer is less than was asked for, it is not kept.
        """
        whose = "\0".join((person_id, provider.name, asked))
        return _CachingProvider(self, provider, whose, seconds, degraded)

    def get(self, key: str) -> tuple[str, Usage | None] | None:
        """A kept answer that is not too old."""
        found = self._kept.get(key)
        if found is None or found[0] <= self._clock():
            self._kept.pop(key, None)
            return None
        self._kept.move_to_end(key)
        return found[1], found[2]

    def put(self, key: str, text: str, usage: Usage | None, seconds: int) -> None:
        """Keep an answer."""
        if len(text) <= _LARGEST:
            self._kept[key] = (self._clock() + seconds, text, usage)
            self._kept.move_to_end(key)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)


class _CachingProvider:
    """One person's view of a provider."""

    def __init__(
        self, cache: AnswerCache, provider: Provider, whose: str, seconds: int, degraded: Callable[[], object]
    ) -> None:
        self.name = provider.name
        self._cache = cache
        self._provider = provider
        self._whose = whose
        self._seconds = seconds
        self._degraded = degraded

    @property
    def calls_tools(self) -> bool:
        """As the provider behind it."""
        return isinstance(self._provider, ToolCalling) and self._provider.calls_tools

    async def stream(self, request: Request) -> AsyncIterator[Delta]:
        """The kept answer in one piece, free of charge, or a new one, which is kept if it came to its natural end."""
        key = self._key(request)
        kept = self._cache.get(key)
        if kept is not None:
            text, usage = kept
            yield Text(text)
            if usage is not None:
                yield replace(usage, input_tokens=0, output_tokens=0, cached_tokens=0, cache_write_tokens=0)
            yield Finish("stop")
            return
        parts: list[str] = []
        usage = None
        async for delta in self._provider.stream(request):
            match delta:
                case Text():
                    parts.append(delta.text)
                case Restart():
                    parts.clear()
                case Usage():
                    usage = delta
                case Finish() if delta.reason == "stop" and parts and not self._degraded():
                    if not _tells_the_time(text := "".join(parts), request.situation):
                        self._cache.put(key, text, usage, self._seconds)
            yield delta

    async def aclose(self) -> None:
        """Nothing of its own."""

    def _key(self, request: Request) -> str:
        messages = tuple(replace(each, beside=_of_its_day(each.beside)) for each in request.messages)
        told = _REQUEST.dump_json(replace(request, situation=without_clock(request.situation), messages=messages))
        return hashlib.sha256(b"\0".join((self._whose.encode(), told))).hexdigest()


def _of_its_day(beside: str) -> str:
    """What stands beside an older message, whose situation tells the time as well."""
    before, begins, situation = beside.rpartition(_SITUATION)
    return f"{before}{begins}{without_clock(situation)}" if begins else beside


def _tells_the_time(text: str, situation: str) -> bool:
    """Whether an answer has a time of day that was now, give or take a minute."""
    if (clock := clock_of(situation)) is None:
        return False
    now = clock[0] * 60 + clock[1]
    said = (int(hour) * 60 + int(minute) for hour, minute in _TIME.findall(text))
    return any((each - now + 1) % _HALF_A_DAY <= 2 for each in said)
