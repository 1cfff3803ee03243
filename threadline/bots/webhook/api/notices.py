"""What a person is told unasked, for whoever looks: the console, the terminal, other clients."""

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import not_found
from threadline.bots.webhook.schema.notices import NoticeList, NoticeView
from threadline.core.domain.scopes import READ, WRITE

endpoints = Endpoints("Notices")

_PATH = "/api/v1/notices"


@endpoints.declare("GET", _PATH, scope=READ)
async def get_all(call: Call) -> NoticeList:
    """List what you were told unasked and have not read yet, the oldest first.

    Reminders before meetings, the day's agenda, guests' answers and proposals about to expire, for whoever wants them
    (see the preferences) and wrote here last, or whom no other channel reaches. Each is told once, and stays for a day.
    """
    found = await call.services.people.notices.unread(call.person.id)
    return NoticeList(notices=[NoticeView.model_validate(each) for each in found])


@endpoints.declare("POST", _PATH + "/{notice_id}/read", scope=WRITE, errors=(404,))
async def read(call: Call, notice_id: str) -> NoticeList:
    """Say that a notice was read: it is not listed again, in any client. Answers with those that are left."""
    if not await call.services.people.notices.read(call.person.id, notice_id):
        raise not_found("notice")
    return await get_all(call)
