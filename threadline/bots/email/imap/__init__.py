"""Watching a mailbox over IMAP: connections, sessions, OAuth, patience."""
