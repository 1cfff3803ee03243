"""The endpoints of the API. Knows the schema, the views and the HTTP side."""

__all__ = [
    "calendar_notifications",
    "calendars",
    "connections",
    "conversations",
    "favorites",
    "files",
    "find_time",
    "health",
    "ics_feed",
    "metrics_endpoint",
    "notices",
    "process_text",
    "prompts",
    "proposals",
    "session",
    "settings",
    "tasks",
    "templates",
    "triggers",
    "usage",
]
