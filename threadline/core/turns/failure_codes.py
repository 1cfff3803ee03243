"""Codes of answers that failed at a model: short words that programs and other processes read."""

from collections.abc import Mapping

from threadline.providers.port import (
    AuthenticationFailed,
    ContextTooLong,
    Crowded,
    NoRoomToAnswer,
    OverBudget,
    ProviderError,
    RateLimited,
    Refused,
    Resting,
    TooSlow,
)

PROVIDER, TOO_SLOW, RESTING, REFUSED = "provider", "too_slow", "resting", "refused"
TOO_LONG, NO_ROOM, OVER_BUDGET, BUSY, KEY = "too_long", "no_room", "limit", "busy", "key"
CROWDED = "crowded"

_CODES: Mapping[type[ProviderError], str] = {
    TooSlow: TOO_SLOW,
    Resting: RESTING,
    Refused: REFUSED,
    ContextTooLong: TOO_LONG,
    NoRoomToAnswer: NO_ROOM,
    OverBudget: OVER_BUDGET,
    Crowded: CROWDED,
    RateLimited: BUSY,
    AuthenticationFailed: KEY,
}


def code_of(error: ProviderError) -> str:
    """The code of a failure, with the seconds after which it may be tried again where they are known: `busy:30`."""
    code = next((code for kind, code in _CODES.items() if isinstance(error, kind)), PROVIDER)
    return f"{code}:{max(1, round(error.retry_after))}" if error.retry_after is not None else code


def parsed(code: str | None) -> tuple[str, int | None]:
    """A stored code and its seconds."""
    word, _, seconds = (code or "").partition(":")
    return word, int(seconds) if seconds.isdecimal() else None
