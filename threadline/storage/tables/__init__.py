"""The tables, a module for each concern."""

__all__ = [
    "appointments",
    "connections",
    "core",
    "exchanges",
    "files",
    "holds",
    "inbound",
    "ledger",
    "linking",
    "mail",
    "metadata",
    "notices",
    "outbox",
    "polls",
    "processes",
    "reminders",
    "teams",
    "threads",
    "workflows",
]
