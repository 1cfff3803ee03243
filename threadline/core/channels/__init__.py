"""What every channel is built from: the port, pacing, cards, forms, wording. Knows the words of the core and the
clock."""

__all__ = [
    "answer_texts",
    "card_rows",
    "card_status",
    "card_versions",
    "card_view",
    "commonmark",
    "edge",
    "errors",
    "event_form",
    "form_fields",
    "formatting",
    "inbound_queue",
    "offer_text",
    "overhearing",
    "pacer",
    "port",
    "posted_parts",
    "rate_limit",
    "registry",
    "reply_policy",
    "salutation",
    "thread_ref",
    "thread_tracker",
    "vocatives",
]
