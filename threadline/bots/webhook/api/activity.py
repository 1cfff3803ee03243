"""What happened lately: the answers a person got and what they did, in one list by time."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.cursors import Position, cut, read_cursor, write_cursor
from threadline.bots.webhook.http.errors import unprocessable
from threadline.bots.webhook.schema.queries import PageQuery
from threadline.bots.webhook.schema.usage import ActivityList, ActivityView
from threadline.storage.audit import AuditRecord
from threadline.storage.usage import UsageRecord

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)
_NEWEST = 2**63 - 1
_PLACE = re.compile(r"^([^/]*)/([0-9]{1,19})$", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a reader is in both lists: the last answer they saw, and the last action."""

    answer: Position
    action: int

    @classmethod
    def read(cls, token: str | None) -> "_Place":
        """Where a page begins. Raises `Problem` (422)."""
        position = read_cursor(token)
        if position is None:
            return cls((datetime.now(UTC), ""), _NEWEST)
        found = _PLACE.match(position[1])
        if found is None or int(found[2]) > _NEWEST:
            raise unprocessable("page_token", "This is no page token that this list gave.")
        return cls((position[0], found[1]), int(found[2]))

    def write(self) -> str:
        """The page token."""
        return write_cursor((self.answer[0], f"{self.answer[1]}/{self.action}"))

    def after(self, record: UsageRecord | AuditRecord) -> "_Place":
        """The place behind one more entry."""
        if isinstance(record, UsageRecord):
            return replace(self, answer=(record.finished_at, record.message_id))
        return replace(self, action=record.id)


async def recent(call: Call, query: PageQuery) -> ActivityList:
    """One page of the list."""
    place, services = _Place.read(query.page_token), call.services
    most = query.limit + 1
    answers = await services.models.usage.of_person(
        call.person.id, since=_FIRST, until=datetime.max.replace(tzinfo=UTC), limit=most, before=place.answer
    )
    actions = await services.storage.audit.of_person(call.person.id, limit=most, before=place.action)
    entries: list[UsageRecord | AuditRecord] = sorted([*answers, *actions], key=_moment, reverse=True)
    page, last = cut(entries[:most], query.limit)
    for record in page:
        place = place.after(record)
    return ActivityList(activity=[_view(record) for record in page], next_page=place.write() if last else None)


def _moment(record: UsageRecord | AuditRecord) -> datetime:
    return record.finished_at if isinstance(record, UsageRecord) else record.at


def _view(record: UsageRecord | AuditRecord) -> ActivityView:
    if isinstance(record, AuditRecord):
        return ActivityView(
            at=record.at, kind="action", what=record.action, subject=record.subject, detail=record.detail
        )
    return ActivityView(
        at=record.finished_at,
        kind="answer",
        what=record.state,
        subject=record.message_id,
        conversation_id=record.conversation_id,
        channel=record.channel,
        provider=record.provider,
        model=record.model,
        cost_usd=record.cost_usd,
    )
