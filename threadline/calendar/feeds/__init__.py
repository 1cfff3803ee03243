"""Calendars that others publish as iCalendar files: read, never written."""
