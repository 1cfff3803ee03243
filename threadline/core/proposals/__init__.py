"""From a proposal to the calendar: decisions, booking jobs, operations on the calendar and their undoing."""

__all__ = ["booking_jobs", "decisions", "repository", "undo"]
