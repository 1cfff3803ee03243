"""From a proposal to the calendar: decisions, booking jobs, operations on the calendar and their undoing."""

__all__ = ["answers", "booking_jobs", "decisions", "offers", "relocation", "repository", "told_changes", "undo"]
