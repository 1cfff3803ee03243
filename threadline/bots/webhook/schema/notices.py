"""What a person is told unasked."""

from pydantic import Field

from threadline.bots.webhook.schema.base import Instant, View


class NoticeView(View):
    """A reminder, an agenda or other news; `text` is CommonMark in the person's language."""

    id: str
    text: str
    created_at: Instant


class NoticeList(View):
    """What was not read yet, the oldest first."""

    notices: list[NoticeView] = Field(default=[])
