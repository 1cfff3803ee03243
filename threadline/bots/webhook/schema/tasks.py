"""Long work, and how far it is."""

from typing import Literal

from pydantic import Field

from threadline.bots.webhook.schema.base import Instant, View
from threadline.bots.webhook.schema.errors import ErrorBody
from threadline.bots.webhook.schema.messages import MessageView

TaskStatus = Literal["queued", "running", "completed", "cancelled", "failed"]
TaskStep = Literal["waiting", "reading", "writing", "done"]


class TaskView(View):
    """A message that is being answered. `id` is the message's.

    It waits for its turn in the conversation, is read (with what belongs to it), then its answer is written, which is
    `characters` long by now. `result` is the answer of a task that is over, `error` why one failed.
    """

    id: str
    kind: Literal["message"] = "message"
    status: TaskStatus
    step: TaskStep
    characters: int
    conversation_id: str
    created_at: Instant
    finished_at: Instant | None = None
    result: MessageView | None = None
    error: ErrorBody | None = Field(default=None)
