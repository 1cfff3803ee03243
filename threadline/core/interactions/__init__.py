"""What people do by commands and clicks, the same on every platform."""

__all__ = ["answers", "card_actions", "commands", "guest_views", "refusals", "reply_policies", "self_service"]
