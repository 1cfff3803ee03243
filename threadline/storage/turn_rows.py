"""The rows of a turn as it begins."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row


def new_turn(message_id: str, person_id: str, process: str | None, now: datetime) -> dict[str, Any]:
    """A turn that waits or, of a process, one that has begun."""
    return {
        "message_id": message_id,
        "person_id": person_id,
        "state": "queued" if process is None else "answering",
        "failures": 0,
        "epoch": 0 if process is None else 1,
        "stop_requested": False,
        "text": "",
        "process": process,
        "started_at": now if process is not None else None,
        "beat_at": now if process is not None else None,
    }


def entry_of(told: Row[Any], now: datetime) -> dict[str, Any]:
    """A turn that has begun, as it counts against limits."""
    return {
        "message_id": told.id,
        "conversation_id": told.conversation_id,
        "person_id": told.person_id,
        "channel": told.channel,
        "state": "answering",
        "started_at": now,
    }
