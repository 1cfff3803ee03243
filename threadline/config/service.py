"""Where the service runs and listens, what it keeps, and how much it takes in at once."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, SecretStr, field_validator

from threadline.config.addresses import HttpAddress, is_loopback
from threadline.config.comma_separated import CommaSeparated


class ServiceSettings(BaseModel):
    """The process, its database and its HTTP server. Sizes are in bytes."""

    data_dir: Path = Field(default=Path("data"), description="Everything the service writes lies under this directory")
    database_url: SecretStr | None = Field(
        default=None,
        description="A Postgres or SQLite URL; without it, SQLite in the data directory",
        examples=["postgresql://threadline@localhost/threadline"],
    )
    database_pooler: Literal["none", "transaction"] = Field(
        default="none",
        description="`transaction` where the URL leads to a pooler of transactions, as PgBouncer",
    )
    database_connections: int = Field(
        default=20, ge=4, le=1000, description="How many connections to Postgres a process opens at most for its data"
    )
    durable_connections: int = Field(
        default=10, ge=2, le=1000, description="How many more for its durable work; one is for its sign of life"
    )
    replica: str = Field(
        default="local",
        pattern=r"^[A-Za-z0-9_.-]{1,100}$",
        description="The stable name of this process where several share one Postgres; each needs its own",
    )

    host: str = Field(default="127.0.0.1", description="The address to listen on")
    port: int = Field(default=8080, ge=0, le=65535, description="The port to listen on; 0 takes a free one")
    base_url: HttpAddress | None = Field(
        default=None,
        description="How the service is reached from outside, for links in mails and cards",
        examples=["https://threadline.example.com"],
    )
    allow_origins: CommaSeparated[str] = Field(
        default=(),
        description="Origins that browsers may call the API from by a token, separated by commas: exact, with `*` for "
        "names below a host (`https://*.example.com`), or `*` for any; none by default",
    )
    requests_per_minute: int = Field(default=60, ge=1, description="How often one API token may ask")
    head_seconds: float = Field(
        default=10.0, gt=0, le=600, description="How long a caller may take over the head of a request, in seconds"
    )
    connections: int = Field(default=2_000, ge=10, description="How many HTTP connections may be open at once")
    connections_per_client: int = Field(
        default=200, ge=1, description="How many of them one address may have; a proxy on this machine has no limit"
    )
    requests_at_once: int = Field(default=500, ge=1, description="How many requests are worked on at once")
    max_body_bytes: int = Field(default=1_000_000, ge=10_000, description="The largest request body")
    max_file_bytes: int = Field(default=10_000_000, ge=10_000, description="The largest file that is read")
    calendar_hosts: CommaSeparated[str] = Field(
        default=(),
        description="Hosts of private networks that people may connect calendars from, separated by commas",
        examples=["nextcloud.intern"],
    )
    ocr_languages: str = Field(
        default="eng",
        pattern=r"^[a-z_]{3,20}(\+[a-z_]{3,20})*$",
        description="The languages of text in pictures, as Tesseract names them; each needs its package",
        examples=["eng+deu"],
    )

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr | None) -> SecretStr | None:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError

        if value is None:
            return None
        try:
            url = make_url(value.get_secret_value())
        except (ArgumentError, ValueError):
            raise ValueError(
                "this is no database URL (an example is postgresql://threadline@localhost/threadline)"
            ) from None
        if url.get_backend_name() not in ("sqlite", "postgresql", "postgres"):
            raise ValueError(f"Threadline runs on SQLite and on Postgres, not on {url.get_backend_name()!r}")
        if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
            raise ValueError(
                "a SQLite database is kept in a file: name one (an example is sqlite:///data/threadline.db)"
            )
        return value

    @property
    def is_private(self) -> bool:
        """Whether the service is for its own machine alone: listens there, and is not said to be reached otherwise."""
        return self.base_url is None and is_loopback(self.host)

    @property
    def address(self) -> str:
        """Where people reach the service: as is set, else on this machine."""
        if self.base_url:
            return self.base_url
        host = "localhost" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - nothing listens by this
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    @cached_property
    def database_file(self) -> Path:
        """Where the SQLite database is, if it is one of ours."""
        return self.data_dir / "threadline.db"

    @cached_property
    def durable_file(self) -> Path:
        """Where DBOS keeps its tables on SQLite."""
        return self.data_dir / "durable.db"
