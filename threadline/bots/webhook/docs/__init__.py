"""OpenAPI, the documentation page and its examples."""

__all__ = ["connector", "documentation_page", "examples"]
