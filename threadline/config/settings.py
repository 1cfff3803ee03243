"""All settings in one."""

from typing import Self

from pydantic import model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from threadline.config.calendars import CalendarSettings
from threadline.config.conversation import ConversationSettings
from threadline.config.mail import MailSettings
from threadline.config.models import ModelSettings
from threadline.config.operation import OperationSettings
from threadline.config.service import ServiceSettings
from threadline.config.sign_in import SignInSettings
from threadline.config.slack import SlackSettings
from threadline.config.teams import TeamsSettings


class Settings(
    OperationSettings,
    CalendarSettings,
    MailSettings,
    TeamsSettings,
    SlackSettings,
    ModelSettings,
    ConversationSettings,
    SignInSettings,
    ServiceSettings,
    BaseSettings,
):
    """What an operator can set. Everything has a default: nothing needs to be set for a first run.

    The reference lists the settings of the last base first, as pydantic collects them.
    """

    @model_validator(mode="after")
    def _single_sign_on_is_complete(self) -> Self:
        if self.teams_sso_resource and not (self.teams_app_id and self.microsoft_client_id):
            raise ValueError(
                "THREADLINE_TEAMS_SSO_RESOURCE needs THREADLINE_TEAMS_APP_ID and THREADLINE_MICROSOFT_CLIENT_ID: it is "
                "the address of the app that Outlook is connected with"
            )
        return self

    model_config = SettingsConfigDict(
        env_prefix="THREADLINE_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )
