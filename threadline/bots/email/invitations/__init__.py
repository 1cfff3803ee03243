"""Invitations: iMIP, what organisers are told, calendar entries."""
