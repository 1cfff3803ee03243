"""The dialogue that needs no model: what was asked before, yes and no, small questions, which task words mean."""

__all__ = [
    "assent",
    "booking_requests",
    "booking_terms",
    "card_answers",
    "card_remarks",
    "dialogue",
    "heard",
    "hold_requests",
    "open_cards",
    "other_times",
    "pauses",
    "poll_requests",
    "preference_memory",
    "preference_sentences",
    "repetitions",
    "replacements",
    "several_acts",
    "small_talk",
    "todo_cards",
    "todo_lists",
]
