"""Mails on their way out, over SMTP."""

__all__ = ["outbox", "smtp"]
