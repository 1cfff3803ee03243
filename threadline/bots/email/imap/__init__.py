"""Watching a mailbox over IMAP: connections, sessions, OAuth, patience."""

__all__ = ["backoff", "errors", "oauth", "watcher"]
