"""Who was asked to be one of a booking link's hosts, and has agreed.

Revision 0039.
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create its table."""
    op.create_table(
        "booking_link_hosts",
        sa.Column("link_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("asked_at", _INSTANT, nullable=False),
        sa.Column("agreed_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["booking_links.id"],
            name=op.f("fk_booking_link_hosts_link_id_booking_links"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_booking_link_hosts_person_id_persons"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("link_id", "person_id", name=op.f("pk_booking_link_hosts")),
    )
    op.create_index("ix_booking_link_hosts_person_id", "booking_link_hosts", ["person_id"])
