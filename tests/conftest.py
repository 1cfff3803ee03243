"""What every test shares: no settings of this machine, no network but this machine's, one way to draw examples."""

import ipaddress
import os
import socket
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from hypothesis import settings

settings.register_profile("threadline", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("threadline")


class RealNetwork(RuntimeError):
    """A test tried to reach the world."""


def pytest_configure() -> None:
    """From the start, for fixtures of whole modules connect too."""
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))


def _guarded(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise RealNetwork(f"tests connect to this machine only, not to {address[0]}")
        return connect(self, address)

    return guarded


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def _plain_logs() -> None:
    """Logs as text on what is standard output by then; tracebacks without the values of variables, which take long."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["level", "event"]),
        ],
        wrapper_class=structlog.BoundLogger,
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("THREADLINE_")]:
        monkeypatch.delenv(name)
