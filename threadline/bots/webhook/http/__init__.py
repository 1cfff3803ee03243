"""The HTTP side of every endpoint: calls, tokens, limits, bodies, errors, streams, pages. Knows the schema and the
views."""

__all__ = [
    "authentication",
    "call",
    "console_page",
    "cors",
    "cursors",
    "endpoint",
    "errors",
    "feed_urls",
    "front_door",
    "html_page",
    "idempotency",
    "metrics",
    "middleware",
    "multipart",
    "rate_limits",
    "request_parsing",
    "sse",
]
