"""What clients of earlier documents send and read: their words, shapes and addresses beside ours. Knows schema and
views. How their events and empty fields come in is said where they are validated (`schema`)."""

__all__ = [
    "addresses",
    "conversation_streams",
    "google_events",
    "kept_values",
    "named_answers",
    "template_variables",
    "words",
]
