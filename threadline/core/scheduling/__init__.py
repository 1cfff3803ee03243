"""From words to an offer: reading, changes of events, free time, questions about the calendar."""

__all__ = [
    "apply_change",
    "availability",
    "calendar_queries",
    "change_by_words",
    "conditions",
    "doubts",
    "drafting",
    "event_questions",
    "event_resolution",
    "event_selection",
    "interpretation",
    "invited_events",
    "meeting_finder",
    "model_quotes",
    "outside_guests",
    "planner",
    "reading_context",
    "said_before",
    "search_turns",
    "yes_or_no",
]
