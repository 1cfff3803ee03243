"""Prompts with holes: the library, the sandbox that fills them in, those that are shipped."""

__all__ = ["library", "sandbox", "selection"]
