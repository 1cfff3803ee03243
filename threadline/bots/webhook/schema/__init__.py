"""The models of the HTTP contract. They validate what comes in and generate the OpenAPI document."""

__all__ = [
    "access",
    "base",
    "cards",
    "connections",
    "errors",
    "event_changes",
    "events",
    "files",
    "google_events",
    "messages",
    "notices",
    "queries",
    "search",
    "series",
    "service",
    "settings",
    "tasks",
    "triggers",
    "usage",
    "workflows",
]
