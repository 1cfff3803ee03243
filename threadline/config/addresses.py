"""What settings that are addresses have to look like, and which of them stay on this machine."""

import ipaddress
from typing import Annotated

from pydantic import AfterValidator


def http_address(value: str) -> str:
    """An address that begins with http:// or https://, without a slash at its end. Raises `ValueError`."""
    if not value.startswith(("http://", "https://")):
        raise ValueError("the address starts with http:// or https://")
    return value.rstrip("/")


HttpAddress = Annotated[str, AfterValidator(http_address)]
"""Where a server is, as the beginning of URLs."""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, so that nobody else can reach what listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_protected(url: str) -> bool:
    """Whether nobody on the way to that address can read along."""
    if url.startswith("https://"):
        return True
    host = url.removeprefix("http://").partition("/")[0].rpartition(":")[0].strip("[]")
    return url.startswith("http://") and is_loopback(host)
