"""The keys that the Bot Framework signs with: fetched once for all who wait for them, and anew when one is unknown.

A request whose key is unknown is refused (401) only when a fetch that began after it came knew no such key either: a
401 is never sent again, and keys roll over while requests come in bursts. All whose keys are unknown wait together for
the next fetch, which begins some seconds after the one before: forged ones cost a fetch in so many seconds, however
many they are, and keep no genuine one out.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog

from threadline.config.addresses import is_loopback
from threadline.core.runtime.clock import Sleep

log = structlog.get_logger()

Json = dict[str, Any]

ALGORITHM = "RS256"

_KEYS_SECONDS = 86_400.0
_AFTER_FAILURE_SECONDS = 1.0
_BETWEEN_SECONDS = 4.0
"""Between two fetches for unknown keys: Teams waits for an answer about three times as long."""

_FETCH_SECONDS = 5.0
_MOST_WAITING = 5_000


class KeysUnavailable(Exception):
    """The keys to check a caller with cannot be had now (503)."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and what it may sign for."""

    key: Any
    endorsements: Collection[str]


class KeyRing:
    """The issuer's public keys, by their ids. `clock` is monotonic, in seconds. They are fetched anew once a day."""

    def __init__(
        self,
        session: Callable[[], aiohttp.ClientSession],
        openid_url: str,
        *,
        clock: Callable[[], float],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._session = session
        self._openid_url = openid_url
        self._clock = clock
        self._sleep = sleep
        self._keys: Mapping[str, Key] = {}
        self._fetched = float("-inf")
        self._failed = float("-inf")
        self._began = float("-inf")
        self._fetching: asyncio.Task[bool] | None = None
        self._next: asyncio.Task[bool] | None = None
        self._waiting = 0

    async def find(self, key_id: str) -> Key | None:
        """The key of this id, None if the issuer has none. Raises `KeysUnavailable`."""
        fresh = False
        if self._fetching is not None and key_id not in self._keys:
            await self.fetch()  # it began before this request came, so it refutes no key
        elif self._is_due():
            fresh = await self.fetch()
        if not self._keys:
            raise KeysUnavailable("The keys of the Bot Framework cannot be fetched now")
        if (key := self._keys.get(key_id)) is None and not fresh:
            await self._fetched_anew()
            key = self._keys.get(key_id)
        return key

    async def close(self) -> None:
        """Fetch nothing more."""
        for task in filter(None, (self._next, self._fetching)):
            task.cancel()
            await asyncio.wait([task])

    async def fetch(self) -> bool:
        """Fetch the keys, together with everybody who waits for them; whether they could be had."""
        if self._fetching is None:
            self._began = self._clock()
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(self._over)
        return await asyncio.shield(self._fetching)

    def _is_due(self) -> bool:
        now = self._clock()
        return now - self._fetched > _KEYS_SECONDS and now - self._failed > _AFTER_FAILURE_SECONDS

    def _over(self, _task: "asyncio.Task[bool]") -> None:
        self._fetching = None

    async def _fetched_anew(self) -> None:
        """Wait for a fetch that begins from now on, together with all who do. Raises `KeysUnavailable`."""
        if self._waiting >= _MOST_WAITING:
            raise KeysUnavailable("Too many requests wait for a key that is not known")
        if self._next is None:
            self._next = asyncio.create_task(self._fetch_next())
        self._waiting += 1
        try:
            if not await asyncio.shield(self._next):
                raise KeysUnavailable("The key is not known, and the keys cannot be fetched now")
        finally:
            self._waiting -= 1

    async def _fetch_next(self) -> bool:
        if self._fetching is not None:
            await asyncio.wait([self._fetching])
        while (wait := self._began + _BETWEEN_SECONDS - self._clock()) > 0:
            await self._sleep(wait)
        self._next = None  # whoever comes from now on waits for the one after
        return await self.fetch()

    async def _renew(self) -> bool:
        try:
            metadata = await self._read(self._openid_url)
            self._keys = dict(_keys(await self._read(_secure(str(metadata["jwks_uri"])))))
            self._fetched = self._clock()
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError) as error:
            log.warning("keys of the Bot Framework not fetched", error=f"{type(error).__name__}: {error}")
            self._failed = self._clock()
            return False
        return True

    async def _read(self, url: str) -> Json:
        timeout = aiohttp.ClientTimeout(total=_FETCH_SECONDS)
        async with self._session().get(url, timeout=timeout, allow_redirects=False) as response:
            response.raise_for_status()
            return dict(await response.json(content_type=None))


def _keys(answer: Json) -> list[tuple[str, Key]]:
    """The RSA keys of a key set (RFC 7517); others are left out."""
    import jwt

    found = []
    for entry in answer["keys"]:
        if not isinstance(entry, dict) or entry.get("kty") != "RSA" or not entry.get("kid"):
            continue
        try:
            key = jwt.PyJWK(entry, algorithm=ALGORITHM).key
        except jwt.PyJWTError:
            continue
        found.append((str(entry["kid"]), Key(key, frozenset(map(str, entry.get("endorsements") or ())))))
    return found


def _secure(url: str) -> str:
    """The address, if what comes from it can be believed. Raises `ValueError`."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        raise ValueError("keys are fetched by HTTPS only")
    return url
