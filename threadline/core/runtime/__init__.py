"""What keeps the core going: the clock, background tasks, durable work, cleaning up. Knows nothing else of the core."""

__all__ = ["background_tasks", "backup_schedule", "cleanup", "clock", "draining", "durable", "work"]
