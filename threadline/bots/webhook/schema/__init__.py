"""The models of the HTTP contract. They validate what comes in and generate the OpenAPI document."""

__all__ = [
    "access",
    "base",
    "connections",
    "errors",
    "events",
    "files",
    "messages",
    "queries",
    "service",
    "settings",
    "tasks",
    "usage",
]
