"""What whoever runs the service decides: the keys of secrets, what is logged, and whose packages are loaded."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, SecretStr, field_validator

from threadline.config.comma_separated import CommaSeparated


class OperationSettings(BaseModel):
    """Secrets at rest, logs, traces, backups and plugins."""

    secret_keys: CommaSeparated[SecretStr] = Field(
        default=(),
        description="Fernet keys that encrypt stored secrets, separated by commas: the first encrypts, all decrypt",
    )
    operators: CommaSeparated[str] = Field(
        default=(),
        description="Addresses of those who run the service: each is told, on the channel they wrote on last, when a "
        "limit that people share is used up to four fifths, and when nothing is left of it",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(default="info", description="What to log")
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", description="`auto` is readable in a terminal and JSON elsewhere"
    )
    traces: Literal["off", "otlp"] = Field(
        default="off",
        description="`otlp` sends traces with OpenTelemetry, to where OTEL_EXPORTER_OTLP_ENDPOINT says",
    )
    traces_content: bool = Field(
        default=False, description="Whether traces hold what people and models say, and what tools are asked and answer"
    )
    backup_dir: Path | None = Field(
        default=None, description="Where backups are written by themselves; none are if absent. Set it on one replica"
    )
    backup_hours: float = Field(default=24.0, gt=0, le=8784, description="Hours from one backup to the next")
    backup_keep: int = Field(default=7, ge=1, le=1000, description="How many of these backups are kept")
    plugins: bool = Field(default=True, description="Load channels, providers and calendars of other packages")

    @field_validator("secret_keys")
    @classmethod
    def _fernet(cls, value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        from cryptography.fernet import Fernet

        for key in value:
            try:
                Fernet(key.get_secret_value())
            except ValueError:
                raise ValueError(
                    "a key is 32 random bytes in URL-safe base64 (`threadline keys new` makes one)"
                ) from None
        return value
