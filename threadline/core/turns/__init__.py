"""A message's turn: the engine, preparation, generation, history, the model that answers and what it may cost."""

__all__ = [
    "admission",
    "budget_alerts",
    "budgets",
    "engine",
    "failure_codes",
    "first_use",
    "generation",
    "live_updates",
    "loop",
    "model_selection",
    "preparation",
    "reading_in_pieces",
    "request_record",
    "runner",
    "situation",
    "steps_taken",
    "stored_rounds",
]
