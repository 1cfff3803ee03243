"""Links by which people outside choose a time, and the times chosen by them.

Revision 0033.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create their tables."""
    op.create_table(
        "booking_links",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("single_use", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("updated_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=True),
        sa.Column("closed_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_booking_links_person_id_persons"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_links")),
        sa.UniqueConstraint("token", name=op.f("uq_booking_links_token")),
        sa.UniqueConstraint("key", name=op.f("uq_booking_links_key")),
    )
    op.create_index("ix_booking_links_person_id_created_at", "booking_links", ["person_id", "created_at"])
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("link_id", sa.String(length=64), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("start", _INSTANT, nullable=False),
        sa.Column("end", _INSTANT, nullable=False),
        sa.Column("guest", sa.Text(), nullable=False),
        sa.Column("proposal_id", sa.String(length=64), nullable=True),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("booked_at", _INSTANT, nullable=True),
        sa.Column("released_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["link_id"], ["booking_links.id"], name=op.f("fk_appointments_link_id_booking_links"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_appointments_key_hash")),
    )
    op.create_index("ix_appointments_link_id_start", "appointments", ["link_id", "start"])
    op.create_index("ix_appointments_booked_at_released_at", "appointments", ["booked_at", "released_at"])
    op.create_table(
        "appointment_hosts",
        sa.Column("appointment_id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name=op.f("fk_appointment_hosts_appointment_id_appointments"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_appointment_hosts_person_id_persons"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appointment_id", "person_id", name=op.f("pk_appointment_hosts")),
    )
    op.create_index("ix_appointment_hosts_person_id", "appointment_hosts", ["person_id"])
