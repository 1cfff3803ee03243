"""From a proposal to the calendar: decisions, booking jobs, operations on the calendar."""

__all__ = ["booking_jobs", "calendar_operations", "decisions", "repository"]
