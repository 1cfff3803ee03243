"""What people are told unasked: before a meeting, before a proposal expires, of a guest's answer, the day's agenda."""

__all__ = ["preferences", "reminders", "subject"]
