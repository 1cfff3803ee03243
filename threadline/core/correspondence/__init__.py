"""What is exchanged with people outside for somebody: which free times they are offered, and what they answer."""

__all__ = ["exchange", "exchanges", "finding_words", "letters"]
