"""How people connect the calendars of Google and Microsoft."""

from typing import Self

from pydantic import BaseModel, Field, SecretStr, model_validator


class CalendarSettings(BaseModel):
    """The apps that people give their consent to (OAuth 2 clients)."""

    google_client_id: str | None = Field(
        default=None, description="The client id of the Google Cloud project; with it people connect Google Calendar"
    )
    google_client_secret: SecretStr | None = Field(default=None, description="Its client secret")
    google_api_url: str = Field(
        default="https://www.googleapis.com", description="Google's APIs; another address for tests"
    )
    google_auth_url: str = Field(
        default="https://accounts.google.com/o/oauth2/v2/auth",
        description="Google's consent page; another one for tests",
    )
    google_token_url: str = Field(
        default="https://oauth2.googleapis.com/token", description="Where Google gives tokens; another one for tests"
    )
    microsoft_client_id: str | None = Field(
        default=None, description="The application id in Entra; with it people connect their Microsoft 365 calendar"
    )
    microsoft_client_secret: SecretStr | None = Field(default=None, description="Its client secret")
    microsoft_tenant: str = Field(
        default="common",
        pattern=r"^[A-Za-z0-9.-]{1,100}$",
        description="Whose accounts may connect: `common`, `organizations`, `consumers` or the id of one tenant",
    )
    microsoft_graph_url: str = Field(
        default="https://graph.microsoft.com/v1.0", description="Microsoft Graph; another one for tests"
    )
    microsoft_login_url: str = Field(
        default="https://login.microsoftonline.com", description="Where Microsoft gives tokens; another one for tests"
    )

    @model_validator(mode="after")
    def _calendar_clients_are_complete(self) -> Self:
        if (self.google_client_id is None) != (self.google_client_secret is None):
            raise ValueError("THREADLINE_GOOGLE_CLIENT_ID and THREADLINE_GOOGLE_CLIENT_SECRET go together")
        if (self.microsoft_client_id is None) != (self.microsoft_client_secret is None):
            raise ValueError("THREADLINE_MICROSOFT_CLIENT_ID and THREADLINE_MICROSOFT_CLIENT_SECRET go together")
        return self
