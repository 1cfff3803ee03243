"""What all tables are made of: the shared metadata, instants, and the two kinds of keys."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant. SQLite has no zones: it holds naive UTC there."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware to UTC; refuses naive times, which would silently mean another instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant needs an offset")
        return value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Always aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables share one metadata with predictable constraint names, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime(), str: Text()}  # noqa: RUF012 - SQLAlchemy's own protocol


def id_column() -> Mapped[str]:
    """A primary key of our own making."""
    return mapped_column(String(64), primary_key=True)


def reference(column: str, **options: Any) -> Any:
    """A reference to a row of ours, which takes this one with it when it goes."""
    return mapped_column(String(64), ForeignKey(column, ondelete="CASCADE"), **options)
