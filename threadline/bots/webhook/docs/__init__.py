"""OpenAPI, the documentation page and its examples."""
