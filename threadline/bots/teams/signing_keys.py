"""The keys that the Bot Framework signs with: fetched once for all who wait for them, and anew when one is unknown.

A request whose key is unknown is refused (401) only when a fetch that began after it came knew no such key either: a
401 is never sent again, and keys roll over while requests come in bursts. Where no fetch may be made just now, it is
asked for again (503). How often unknown keys lead to a fetch is bounded, by the key and in all, so that forged ones
cost little; and the bound fills up again within seconds, so that they keep no genuine one out.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog

from threadline.config.addresses import is_loopback

log = structlog.get_logger()

Json = dict[str, Any]

ALGORITHM = "RS256"

_KEYS_SECONDS = 86_400.0
_AFTER_FAILURE_SECONDS = 1.0
_SAME_KEY_SECONDS = 300.0
_AT_ONCE = 5
_ONE_MORE_SECONDS = 10.0
_FETCH_SECONDS = 5.0
_MOST_UNKNOWN = 1_000


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
        self, session: Callable[[], aiohttp.ClientSession], openid_url: str, *, clock: Callable[[], float]
    ) -> None:
        self._session = session
        self._openid_url = openid_url
        self._clock = clock
        self._keys: Mapping[str, Key] = {}
        self._fetched = float("-inf")
        self._failed = float("-inf")
        self._fetching: asyncio.Task[bool] | None = None
        self._unknown: dict[str, float] = {}
        self._left, self._counted = float(_AT_ONCE), clock()

    async def find(self, key_id: str) -> Key | None:
        """The key of this id, None if the issuer has none. Raises `KeysUnavailable`."""
        fresh = False
        if self._fetching is not None and key_id not in self._keys:
            await self.fetch()  # it began before this request came, so it refutes no key
        elif self._is_due():
            fresh = await self.fetch()
        if not self._keys:
            raise KeysUnavailable("The keys of the Bot Framework cannot be fetched now")
        if (key := self._keys.get(key_id)) is not None:
            return key
        if fresh:
            self._note(key_id)
        elif not self._may_ask(key_id) or not await self.fetch():
            raise KeysUnavailable("The key is not known yet, and the keys were fetched a moment ago")
        return self._keys.get(key_id)

    async def fetch(self) -> bool:
        """Fetch the keys, together with everybody who waits for them; whether they could be had."""
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(self._over)
        return await asyncio.shield(self._fetching)

    def _is_due(self) -> bool:
        now = self._clock()
        return now - self._fetched > _KEYS_SECONDS and now - self._failed > _AFTER_FAILURE_SECONDS

    def _over(self, _task: "asyncio.Task[bool]") -> None:
        self._fetching = None

    def _may_ask(self, key_id: str) -> bool:
        """Whether the keys may be fetched for an unknown one; counted if so."""
        now = self._clock()
        if now - self._unknown.get(key_id, float("-inf")) < _SAME_KEY_SECONDS:
            return False
        self._left = min(_AT_ONCE, self._left + (now - self._counted) / _ONE_MORE_SECONDS)
        self._counted = now
        if self._left < 1:
            return False
        self._left -= 1
        self._note(key_id)
        return True

    def _note(self, key_id: str) -> None:
        if len(self._unknown) >= _MOST_UNKNOWN:
            self._unknown.clear()
        self._unknown[key_id] = self._clock()

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
