"""Who takes part: the names in a text, and the words that stand around them."""
