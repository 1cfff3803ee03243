"""How Slack is reached."""

from typing import Self

from pydantic import BaseModel, Field, SecretStr, model_validator

from threadline.config.comma_separated import CommaSeparated


class SlackSettings(BaseModel):
    """The Slack app: of one workspace by a bot token, or of many by its client id."""

    slack_bot_token: SecretStr | None = Field(
        default=None, description="The bot token (xoxb-…) of the one Slack workspace to answer in"
    )
    slack_signing_secret: SecretStr | None = Field(
        default=None, description="The Slack app's signing secret; with it Slack may call /slack/events"
    )
    slack_app_token: SecretStr | None = Field(
        default=None, description="An app-level token (xapp-…): events come by Socket Mode, no public address needed"
    )
    slack_client_id: str | None = Field(
        default=None, description="The Slack app's client id; with its secret, many workspaces can install the app"
    )
    slack_client_secret: SecretStr | None = Field(default=None, description="The Slack app's client secret")
    slack_channels: CommaSeparated[str] = Field(
        default=(), description="Ids of the Slack channels to answer in, separated by commas; all where it is invited"
    )
    slack_email_domains: CommaSeparated[str] = Field(
        default=(),
        description="Domains whose addresses in Slack identify a person across channels; all of the one workspace",
    )
    slack_api_url: str = Field(default="https://slack.com/api/", description="Slack's Web API; another one for tests")

    @model_validator(mode="after")
    def _slack_is_complete(self) -> Self:
        reachable = self.slack_signing_secret or self.slack_app_token
        if self.slack_bot_token and not reachable:
            raise ValueError("THREADLINE_SLACK_BOT_TOKEN needs THREADLINE_SLACK_SIGNING_SECRET or _SLACK_APP_TOKEN")
        if (self.slack_client_id is None) != (self.slack_client_secret is None):
            raise ValueError("THREADLINE_SLACK_CLIENT_ID and THREADLINE_SLACK_CLIENT_SECRET go together")
        if reachable and not (self.slack_bot_token or self.slack_client_id):
            raise ValueError("Slack needs THREADLINE_SLACK_BOT_TOKEN, or THREADLINE_SLACK_CLIENT_ID to be installed")
        return self
