"""The tables of Microsoft Teams: where people and conversations are reached, and what was sent there."""

from datetime import datetime

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from threadline.storage.database.columns import Base, reference


class TeamsPersonRow(Base):
    """A person of a tenant, by the id of their directory object. `conversation_id` is their chat with the bot.

    `email` is the address that Teams told last and that identifies them, `asked_at` when it told of them at all.
    """

    __tablename__ = "teams_people"
    __table_args__ = (
        Index("ix_teams_people_person_id", "person_id"),
        Index("ix_teams_people_conversation_id", "conversation_id"),
    )

    tenant_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    object_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    person_id: Mapped[str] = reference("persons.id")
    account_id: Mapped[str] = mapped_column(String(255))
    conversation_id: Mapped[str | None] = mapped_column(String(255))
    email: Mapped[str | None] = mapped_column(String(320))
    asked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime]


class TeamsConversationRow(Base):
    """A chat or a channel that the bot is in; `service_url` is where it is reached, as it was told last."""

    __tablename__ = "teams_conversations"
    __table_args__ = (Index("ix_teams_conversations_team_id", "team_id"),)

    id: Mapped[str] = mapped_column(String(255), primary_key=True)
    tenant_id: Mapped[str] = mapped_column(String(64))
    team_id: Mapped[str | None] = mapped_column(String(255))
    service_url: Mapped[str]
    bot_id: Mapped[str] = mapped_column(String(255))
    seen_at: Mapped[datetime]


class TeamsSentRow(Base):
    """A message of the bot, by the key of what it belongs to and its place in that.

    `activity_id` is empty while it is not known whether Teams took it.
    """

    __tablename__ = "teams_sent"
    __table_args__ = (
        Index("ix_teams_sent_conversation_id_activity_id", "conversation_id", "activity_id"),
        Index("ix_teams_sent_sent_at", "sent_at"),
    )

    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(512))
    activity_id: Mapped[str] = mapped_column(String(255))
    sent_at: Mapped[datetime]
