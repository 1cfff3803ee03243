"""The Model Context Protocol: the tools of models, for other assistants. Knows the HTTP side."""

__all__ = ["route"]
