"""What settings that are addresses have to look like, and which of them stay on this machine."""

import ipaddress
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator


def http_address(value: str) -> str:
    """An address that begins with http:// or https://, without a slash at its end. Raises `ValueError`."""
    if not value.startswith(("http://", "https://")):
        raise ValueError("the address starts with http:// or https://")
    return value.rstrip("/")


HttpAddress = Annotated[str, AfterValidator(http_address)]
"""Where a server is, as the beginning of URLs."""


def is_loopback(host: str) -> bool:
    """Whether a host (a name, or an address, in brackets or not) is this machine: nobody else reaches what is there."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_protected(url: str) -> bool:
    """Whether nobody on the way to that address can read along. Raises `ValueError` for what is no URL."""
    parts = urlsplit(url)
    return parts.hostname is not None and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))
    )
