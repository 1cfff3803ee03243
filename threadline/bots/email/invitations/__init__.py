"""Invitations: iMIP, what organisers are told, calendar entries."""

__all__ = ["calendar_entries", "imip", "invitations", "organiser_notices"]
