"""A conversation's stream for whoever calls its text `content`: `{"content": …}` in pieces, then `{"id", "done"}`."""

from threadline.bots.webhook.schema.errors import ErrorBody


def piece(text: str) -> dict[str, object]:
    """The next piece of the answer."""
    return {"content": text}


def end(reply_id: str) -> dict[str, object]:
    """The answer is whole."""
    return {"id": reply_id, "done": True}


def failed(body: ErrorBody) -> dict[str, object]:
    """It is not, and will not be."""
    return {"error": body.error, "code": body.code.value, "done": True}
