"""The HTTP side of every endpoint: calls, tokens, limits, bodies, errors, streams, pages. Knows the schema and the
views."""
