"""What the first message over HTTP would have to wait for: models are built when they are first used."""

from threadline.bots.webhook.schema.absence import empty_values
from threadline.bots.webhook.schema.messages import (
    AnswerView,
    EventAnswerView,
    ExchangeView,
    MessageBody,
    PromptBody,
    StreamEvent,
)

_READ = (PromptBody, MessageBody)
_TOLD = (AnswerView, EventAnswerView, ExchangeView, StreamEvent)


def prepare() -> None:
    """Build what messages are read by and answered with; takes a tenth of a second, once."""
    for body in _READ:
        body.model_rebuild()
        empty_values(body)
    for view in _TOLD:
        view.model_rebuild()
