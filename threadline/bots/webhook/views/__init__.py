"""How the core's things are shown over HTTP. Knows the schema."""

__all__ = ["booking_link_views", "card_views", "conversation_text", "event_views", "message_views", "poll_views"]
