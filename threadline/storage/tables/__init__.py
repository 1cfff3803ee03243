"""The tables, a module for each concern."""

__all__ = [
    "connections",
    "core",
    "inbound",
    "ledger",
    "linking",
    "mail",
    "metadata",
    "outbox",
    "processes",
    "reminders",
    "teams",
]
