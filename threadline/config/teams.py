"""How Microsoft Teams is reached."""

from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator

from threadline.config.comma_separated import CommaSeparated
from threadline.config.service import ServiceSettings
from threadline.config.teams_clouds import TEAMS_CLOUDS, TeamsCloud


class TeamsSettings(ServiceSettings):
    """The Teams app. Calls without a signature are let in only where the service listens to its own machine alone."""

    teams_app_id: str | None = Field(
        default=None, description="The Microsoft app id of the bot; with it Teams may call /api/messages"
    )
    teams_app_password: SecretStr | None = Field(default=None, description="A client secret of the Teams app")
    teams_tenant_id: str | None = Field(
        default=None, description="The Entra tenant that the Teams app is registered in (directory id)"
    )
    teams_managed_identity: bool = Field(
        default=False, description="The Teams app is a managed identity of the Azure machine: no password"
    )
    teams_tenants: CommaSeparated[str] = Field(
        default=(), description="Ids of the tenants to answer in, separated by commas; the app's own if unset"
    )
    teams_cloud: Literal["public", "gcc", "gcc_high", "dod", "china"] = Field(
        default="public",
        description="The cloud that Teams runs in; where tokens are issued, who signs and where answers go follow",
    )
    teams_service_hosts: CommaSeparated[str] = Field(
        default=(),
        description="The exact hosts that answers may be sent to, separated by commas; those of the cloud if unset",
    )
    teams_login_url: str | None = Field(
        default=None, description="Where Teams tokens are issued, if not where the cloud does; for tests"
    )
    teams_openid_url: str | None = Field(
        default=None, description="What tells the keys that Teams signs with, if not the cloud's own; for tests"
    )
    teams_sso_resource: str | None = Field(
        default=None,
        pattern=r"^api://[A-Za-z0-9._/-]{1,200}$",
        description="The application ID URI of the Entra app of THREADLINE_MICROSOFT_CLIENT_ID; with it people connect "
        "Outlook by one click in Teams (single sign-on)",
    )
    teams_extended_markdown: bool = Field(
        default=False,
        description="Send answers as Teams' extended Markdown (in preview), in which tables stay tables; where Teams "
        "does not take it, they are sent as before",
    )
    teams_development: bool = Field(
        default=False,
        description="Without an app id, let the Agents Playground on this machine call /api/messages unsigned",
    )

    @property
    def teams_endpoints(self) -> TeamsCloud:
        """Everything that differs between clouds, as the settings have it."""
        cloud = TEAMS_CLOUDS[self.teams_cloud]
        return TeamsCloud(
            cloud.issuer,
            self.teams_login_url or cloud.login_url,
            self.teams_openid_url or cloud.openid_url,
            tuple(host.lower() for host in self.teams_service_hosts) or cloud.service_hosts,
        )

    @model_validator(mode="after")
    def _teams_is_complete(self) -> Self:
        if self.teams_development:
            if self.teams_app_id:
                raise ValueError("THREADLINE_TEAMS_DEVELOPMENT is for a service without THREADLINE_TEAMS_APP_ID")
            if not self.is_private:
                raise ValueError(
                    "THREADLINE_TEAMS_DEVELOPMENT lets anybody in who reaches the service: it needs THREADLINE_HOST "
                    "to be 127.0.0.1, and no THREADLINE_BASE_URL"
                )
        if self.teams_app_id is None:
            if self.teams_app_password or self.teams_tenant_id or self.teams_managed_identity:
                raise ValueError("Teams needs THREADLINE_TEAMS_APP_ID, the Microsoft app id of the bot")
            return self
        if not self.teams_tenant_id:
            raise ValueError("THREADLINE_TEAMS_APP_ID needs THREADLINE_TEAMS_TENANT_ID: the tenant it is registered in")
        if (self.teams_app_password is None) != self.teams_managed_identity:
            raise ValueError("Teams needs either THREADLINE_TEAMS_APP_PASSWORD or THREADLINE_TEAMS_MANAGED_IDENTITY")
        return self
