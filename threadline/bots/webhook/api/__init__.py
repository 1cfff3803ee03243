"""The endpoints of the API. Knows the schema, the views and the HTTP side."""

__all__ = [
    "calendars",
    "connections",
    "conversations",
    "favorites",
    "feed",
    "files",
    "find_time",
    "health",
    "metrics_endpoint",
    "process_text",
    "prompts",
    "proposals",
    "session",
    "settings",
    "tasks",
    "templates",
    "usage",
]
