"""Watching a mailbox over IMAP: connections, sessions, OAuth, patience."""

__all__ = ["errors", "oauth", "watcher"]
