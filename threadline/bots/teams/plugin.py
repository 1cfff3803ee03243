"""How the service comes by the channel; the rest is imported only where Teams is configured."""

from typing import TYPE_CHECKING

from threadline.core.channels.errors import ChannelUnavailable
from threadline.core.services import Services

if TYPE_CHECKING:
    from threadline.bots.teams.channel import TeamsChannel


def create(services: Services) -> "TeamsChannel | None":
    """The channel, as the entry point `threadline.channels` makes it; None where no Teams app is configured.

    Raises `ChannelUnavailable` where the packages that Teams needs are not installed.
    """
    settings = services.settings
    if settings.teams_app_id is None and not settings.teams_development:
        return None
    try:
        from threadline.bots.teams.channel import TeamsChannel

        return TeamsChannel(services)
    except ModuleNotFoundError as error:
        raise ChannelUnavailable(
            "Microsoft Teams needs more packages: pip install 'threadline[teams]'", channel="teams"
        ) from error
