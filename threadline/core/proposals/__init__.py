"""From a proposal to the calendar: decisions, booking jobs, operations on the calendar and their undoing."""

__all__ = [
    "answers",
    "booking_jobs",
    "decisions",
    "offers",
    "relocation",
    "repository",
    "todo_handover",
    "told_changes",
    "undo",
]
