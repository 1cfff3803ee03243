"""What people do by commands and clicks, the same on every platform."""

__all__ = ["card_actions", "commands", "refusals"]
