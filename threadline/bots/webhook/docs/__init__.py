"""OpenAPI, the documentation page and its examples."""

__all__ = ["documentation_page", "examples"]
