"""How long and how much of a conversation is kept, and the zone it is understood in."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, field_validator
from tzlocal import get_localzone_name

from threadline.zones import is_zone


def _machine_zone() -> str:
    """The machine's zone, by the name people know."""
    name = get_localzone_name()
    return "UTC" if name in ("Etc/UTC", "Etc/UCT", "Etc/Universal", "Zulu", "Etc/Zulu") else name


class ConversationSettings(BaseModel):
    """The default zone, and how long proposals, bookings' undo and messages last."""

    zone: str = Field(
        default_factory=_machine_zone,
        description="The IANA zone of people whose channel does not tell theirs; the machine's own if unset",
        examples=["Europe/Vienna"],
    )
    proposal_days: int = Field(default=14, ge=1, le=365, description="How long a proposal waits for its click")
    undo_hours: int = Field(default=24, ge=1, le=720, description="How long a booking can be undone from its card")
    history_tokens: int = Field(default=12_000, ge=0, description="How much of a conversation a model gets to see")
    material_tokens: int = Field(
        default=6_000,
        ge=0,
        description="How much of the mails and files that came with earlier messages a model gets to see again",
    )
    retention_days: int | None = Field(
        default=None, ge=1, description="Finished messages older than this are deleted; unset keeps them"
    )

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if not is_zone(value):
            raise ValueError(f"{value!r} is no IANA time zone (an example is Europe/Vienna)")
        return value

    @property
    def tz(self) -> ZoneInfo:
        """The default zone."""
        return ZoneInfo(self.zone)

    @property
    def proposal_lifetime(self) -> timedelta:
        """How long a proposal waits."""
        return timedelta(days=self.proposal_days)

    @property
    def undo_time(self) -> timedelta:
        """How long a booking can be undone."""
        return timedelta(hours=self.undo_hours)
