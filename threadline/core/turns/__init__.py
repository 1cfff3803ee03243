"""A message's turn: the engine, preparation, generation, history, the model that answers and what it may cost."""
