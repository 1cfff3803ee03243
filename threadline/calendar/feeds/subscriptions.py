"""Which published calendars a person added, as their credentials."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

NAME = "feeds"


@dataclass(frozen=True, slots=True)
class Feed:
    """One published calendar of a person; whoever knows its address can read it, so that is kept as a secret."""

    id: str
    name: str
    url: str


def feeds_of(credentials: str | None) -> tuple[Feed, ...]:
    """The published calendars that stand in credentials."""
    return tuple(Feed(**each) for each in json.loads(credentials or "[]"))


def credentials_of(feeds: Sequence[Feed]) -> str:
    """Credentials that hold published calendars."""
    return json.dumps([asdict(feed) for feed in feeds])
