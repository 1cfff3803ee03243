"""The tables, a module for each concern."""

__all__ = ["connections", "core", "linking", "mail", "metadata", "outbox", "teams"]
