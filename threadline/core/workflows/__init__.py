"""Work in several steps: the assistant does some, people do or correct others. Taken up wherever it stopped."""

__all__ = ["conductor", "steps"]
