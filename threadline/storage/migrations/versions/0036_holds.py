"""Times that are held in a calendar while somebody makes up their mind.

Revision 0036.
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create their tables."""
    op.create_table(
        "held_offers",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=True),
        sa.Column("link_id", sa.String(length=64), nullable=True),
        sa.Column("proposal_id", sa.String(length=64), nullable=True),
        sa.Column("calendar", sa.String(length=100), nullable=False),
        sa.Column("calendar_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=100), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT, nullable=False),
        sa.Column("released_at", _INSTANT, nullable=True),
        sa.Column("cleared_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_held_offers_person_id_persons"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_offers")),
        sa.UniqueConstraint("key", name=op.f("uq_held_offers_key")),
    )
    op.create_index("ix_held_offers_person_id_released_at", "held_offers", ["person_id", "released_at"])
    op.create_index("ix_held_offers_cleared_at_expires_at", "held_offers", ["cleared_at", "expires_at"])
    op.create_index("ix_held_offers_link_id", "held_offers", ["link_id"])
    op.create_table(
        "holds",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("offer_id", sa.String(length=64), nullable=False),
        sa.Column("start", _INSTANT, nullable=False),
        sa.Column("end", _INSTANT, nullable=False),
        sa.Column("tried_at", _INSTANT, nullable=True),
        sa.Column("placed_at", _INSTANT, nullable=True),
        sa.Column("gone_at", _INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["held_offers.id"], name=op.f("fk_holds_offer_id_held_offers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index("ix_holds_offer_id_start", "holds", ["offer_id", "start"])
