"""What keeps the core going: the clock, background tasks, durable work, cleaning up. Knows nothing else of the core."""
