"""How the service comes by the channel; the rest is imported only where a mailbox is configured."""

from typing import TYPE_CHECKING

from threadline.core.channels.errors import ChannelUnavailable
from threadline.core.services import Services

if TYPE_CHECKING:
    from threadline.bots.email.channel import EmailChannel


def create(services: Services) -> "EmailChannel | None":
    """The channel, as the entry point `threadline.channels` makes it; None without a mailbox in the settings.

    Raises `ChannelUnavailable` where the packages of e-mail are not installed.
    """
    if not services.settings.all_mailboxes():
        return None
    try:
        from threadline.bots.email.wiring import assemble

        return assemble(services)
    except ModuleNotFoundError as error:
        raise ChannelUnavailable(
            "E-mail needs more packages: pip install 'threadline[email]'", channel="email"
        ) from error
