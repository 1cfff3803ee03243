"""A table for what people are told unasked.

Revision 0013.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "reminders",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("person_id", sa.String(64), sa.ForeignKey("persons.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(64), nullable=True),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("due_at", instant, nullable=False),
        sa.Column("expires_at", instant, nullable=False),
        sa.Column("leased_until", instant, nullable=True),
        sa.Column("updated_at", instant, nullable=False),
    )
    op.create_index("ix_reminders_state_due_at", "reminders", ["state", "due_at"])
    op.create_index("ix_reminders_person_id_kind", "reminders", ["person_id", "kind"])
