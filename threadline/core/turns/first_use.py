"""What the first message of a process would have to wait for, done before it comes: patterns are compiled at first use.

Piece by piece in a thread, so that a process that has to go meanwhile goes at once.
"""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from threadline import regex
from threadline.calendar.extract.changes.reader import read_change
from threadline.core.dialogue.assent import read_assent
from threadline.core.dialogue.pauses import is_pause
from threadline.core.dialogue.small_talk import remark_of
from threadline.core.scheduling.interpretation import understand
from threadline.core.turns.claim_words import WORDS, patterns_of
from threadline.core.turns.spoken_language import language_of

_AT_ONCE = 25
_A_MESSAGE = "call with Bo on Friday at 3pm"
_A_CHANGE = "move it to 4pm"


async def warm_up() -> None:
    """Read a message once as it will be read, compile what answers are checked by, then all that may be asked."""
    for piece in _pieces():
        await asyncio.to_thread(piece)
    while await asyncio.to_thread(regex.prepare, _AT_ONCE):
        pass


def _pieces() -> Iterator[Callable[[], object]]:
    now, zone = datetime.now(UTC), ZoneInfo("UTC")
    yield partial(language_of, _A_MESSAGE)
    yield partial(is_pause, _A_CHANGE)
    yield partial(read_assent, _A_CHANGE)
    yield partial(remark_of, _A_CHANGE)
    yield partial(read_change, _A_CHANGE, now, zone=zone)
    yield partial(understand, _A_MESSAGE, sent_at=now, zone="UTC")
    for language in WORDS:
        yield partial(patterns_of, language)
