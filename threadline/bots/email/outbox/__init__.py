"""Mails on their way out, over SMTP."""
