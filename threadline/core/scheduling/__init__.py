"""From words to an offer: reading, changes of events, free time, questions about the calendar."""

__all__ = [
    "calendar_queries",
    "change_by_words",
    "event_resolution",
    "interpretation",
    "meeting_finder",
    "model_quotes",
    "planner",
    "reading_context",
]
