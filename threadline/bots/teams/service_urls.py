"""Where the bot may speak to: exact hosts, never a pattern. A forged address would be handed the bot's token."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from threadline.config.addresses import is_loopback

_HTTPS = 443


@dataclass(frozen=True, slots=True)
class ServiceHosts:
    """The connector's hosts. In `development` it is this machine, whatever the port."""

    allowed: Collection[str]
    development: bool = False

    def allow(self, url: str) -> bool:
        """Whether answers may be sent to this address: HTTPS at an exact host, or this machine where it is named."""
        return not ("?" in url or "#" in url) and self.hold(url)

    def hold(self, url: str) -> bool:
        """Whether an address lies at one of these hosts, so that it may be asked with the bot's token."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.password is not None:
            return False
        here = is_loopback(host) and parts.scheme in ("http", "https")
        if self.development:
            return here
        return host in self.allowed and (here or (parts.scheme == "https" and port in (None, _HTTPS)))
