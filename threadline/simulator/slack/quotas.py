"""Slack's rate limits: how often a method may be called in one workspace by one app.

The tiers are those of docs.slack.dev/apis/web-api/rate-limits, held strictly: a call too many within any minute is
refused, where Slack itself tolerates bursts.
"""

from collections import deque
from dataclasses import dataclass, field

from threadline.simulator.slack.faults import rate_limited

_WINDOW = 60.0
_TIER_2, _TIER_3, _TIER_4 = 20, 50, 100
_PER_MINUTE = {
    "chat.startStream": _TIER_2,
    "chat.stopStream": _TIER_2,
    "chat.appendStream": _TIER_4,
    "chat.update": _TIER_3,
    "chat.delete": _TIER_3,
    "chat.postEphemeral": _TIER_4,
    "chat.postMessage": 60,
    "conversations.history": _TIER_3,
    "conversations.replies": _TIER_3,
    "conversations.open": _TIER_3,
    "conversations.info": _TIER_3,
    "agents.sessions.setStatus": _TIER_3,
    "users.info": _TIER_4,
    "users.lookupByEmail": _TIER_3,
    "users.list": _TIER_2,
    "usergroups.list": _TIER_2,
    "views.open": _TIER_4,
    "views.update": _TIER_4,
    "views.publish": _TIER_4,
}
_PER_CHANNEL = frozenset({"chat.postMessage"})


@dataclass(slots=True)
class Quotas:
    """Counts calls of the last minute. `per_minute` may be changed by a test."""

    per_minute: dict[str, int] = field(default_factory=lambda: dict(_PER_MINUTE))
    _calls: dict[tuple[str, ...], deque[float]] = field(default_factory=dict)

    def count(self, team: str, method: str, channel: str | None, now: float) -> None:
        """Count one call at `now` (seconds). Raises `SlackFault` when it is one too many."""
        most = self.per_minute.get(method)
        if most is None:
            return
        key = (team, method, channel or "") if method in _PER_CHANNEL else (team, method)
        calls = self._calls.setdefault(key, deque())
        while calls and calls[0] <= now - _WINDOW:
            calls.popleft()
        if len(calls) >= most:
            raise rate_limited(max(1, int(calls[0] + _WINDOW - now) + 1))
        calls.append(now)
