"""The clouds that Microsoft Teams runs in: what differs in each, together.

Sources: learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high, the `government_constants` of botframework-
connector, learn.microsoft.com/azure/bot-service (Azure operated by 21Vianet), and learn.microsoft.com/microsoftteams/
platform/concepts/cloud-overview. A token of one cloud counts in no other, and neither does a signature.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TeamsCloud:
    """One cloud. `issuer` signs what it sends, and is what our own tokens are for (the resource)."""

    issuer: str
    login_url: str
    openid_url: str
    service_hosts: tuple[str, ...]

    @property
    def resource(self) -> str:
        """What our own tokens are for: the Bot Connector of this cloud."""
        return self.issuer


_WORLD = ("https://api.botframework.com", "https://login.microsoftonline.com")
_OPENID = "v1/.well-known/openidconfiguration"
_GOVERNMENT = (
    "https://api.botframework.us",
    "https://login.microsoftonline.us",
    f"https://login.botframework.azure.us/{_OPENID}",
)

TEAMS_CLOUDS: Mapping[str, TeamsCloud] = {
    "public": TeamsCloud(
        *_WORLD,
        f"https://login.botframework.com/{_OPENID}",
        ("smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"),
    ),
    "gcc": TeamsCloud(*_WORLD, f"https://login.botframework.com/{_OPENID}", ("smba.infra.gcc.teams.microsoft.com",)),
    "gcc_high": TeamsCloud(*_GOVERNMENT, ("smba.infra.gov.teams.microsoft.us",)),
    "dod": TeamsCloud(*_GOVERNMENT, ("smba.infra.dod.teams.microsoft.us",)),
    "china": TeamsCloud(
        "https://api.botframework.azure.cn",
        "https://login.partner.microsoftonline.cn",
        f"https://login.botframework.azure.cn/{_OPENID}",
        ("frontend.botapi.msg.infra.teams.microsoftonline.cn",),
    ),
}
