"""How the service comes by the channel; the rest is imported only where Slack is configured."""

from typing import TYPE_CHECKING

import structlog

from threadline.core.channels.errors import ChannelUnavailable
from threadline.core.services import Services

if TYPE_CHECKING:
    from threadline.bots.slack.channel import SlackChannel

log = structlog.get_logger()


def create(services: Services) -> "SlackChannel | None":
    """The channel, as the entry point `threadline.channels` makes it; None without credentials of a Slack app.

    Raises `ChannelUnavailable` where Slack's own packages are not installed.
    """
    settings = services.settings
    if settings.slack_signing_secret is None and settings.slack_app_token is None:
        return None
    if settings.slack_bot_token is None and not services.storage.secrets.has_key:
        log.warning("Slack can be installed only with THREADLINE_SECRET_KEYS; set THREADLINE_SLACK_BOT_TOKEN instead")
    try:
        from threadline.bots.slack.channel import SlackChannel

        return SlackChannel(services)
    except ModuleNotFoundError as error:
        raise ChannelUnavailable(
            "Slack needs more packages: pip install 'threadline[slack]'", channel="slack"
        ) from error
