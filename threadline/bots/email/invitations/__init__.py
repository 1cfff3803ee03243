"""Invitations: iMIP, what organisers are told, calendar entries."""

__all__ = ["calendar_entries", "counter_refusals", "guest_answers", "imip", "invitations", "organiser_notices"]
