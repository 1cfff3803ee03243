"""Structured logs: readable in a terminal, JSON elsewhere. They carry ids and counts, never content or secrets."""

import logging
import sys
from typing import Literal

import structlog

from threadline.telemetry import spans

_SECRET_WORDS = {"token", "secret", "password", "authorization", "cookie", "apikey", "text", "prompt", "body"}


def configure(level: str, style: Literal["auto", "json", "console"]) -> None:
    """Set up logging for this process; logs go to standard error."""
    number = getattr(logging, level.upper())
    readable = style == "console" or (style == "auto" and sys.stderr.isatty())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _redact,
        _traced,
        structlog.processors.StackInfoRenderer(),
    ]
    # A traceback says where, never with what: the values of variables are content and secrets.
    to_dicts = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    renderer: list[structlog.typing.Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if readable
        else [structlog.processors.ExceptionRenderer(to_dicts), structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[*shared, *renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s", force=True
    )
    logging.getLogger("aiohttp.server").addFilter(without_request)


def without_request(record: logging.LogRecord) -> bool:
    """The server quotes the lines of a request it cannot read, and those may hold a token: only say what it was."""
    if record.exc_info and record.exc_info[0] is not None:
        record.msg, record.args = f"{record.getMessage()}: {record.exc_info[0].__name__}", ()
        record.exc_info = record.exc_text = None
    return True


def _traced(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Where traces are kept, a line says which one it belongs to."""
    event.update(spans.ids())
    return event


def _redact(_: object, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """The last guard: a field that is named like a secret or like content is not written."""
    for name in event:
        words = name.lower().replace("-", "_").replace("api_key", "apikey").split("_")
        if not _SECRET_WORDS.isdisjoint(words):
            event[name] = "[redacted]"
    return event
