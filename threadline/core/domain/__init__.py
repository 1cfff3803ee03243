"""The words of the core: messages, proposals, templates, scopes, time zones. Knows nothing else of the core."""

__all__ = [
    "around",
    "event_diff",
    "invited_event",
    "message",
    "open_question",
    "proposal",
    "reading",
    "scopes",
    "template",
    "time_zones",
]
