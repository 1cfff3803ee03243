"""The dialogue that needs no model: what was asked before, yes and no, small questions, which task words mean."""

__all__ = [
    "assent",
    "card_answers",
    "dialogue",
    "heard",
    "open_cards",
    "preference_memory",
    "preference_sentences",
    "several_acts",
    "small_talk",
    "todo_lists",
]
