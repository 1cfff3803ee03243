"""A table for what back ends of calendars were asked to tell of.

Revision 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "calendar_watches",
        sa.Column("watch_id", sa.String(200), primary_key=True),
        sa.Column("person_id", sa.String(64), sa.ForeignKey("persons.id", ondelete="CASCADE"), nullable=False),
        sa.Column("backend", sa.String(64), nullable=False),
        sa.Column("calendar_id", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("expires_at", instant, nullable=False),
    )
    op.create_index("ix_calendar_watches_person_id_backend", "calendar_watches", ["person_id", "backend"])
