"""Columns of events for how they show in a calendar, and for who organises what somebody else organises.

Revision 0010.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns: events that are there already are sure, and their owner's."""
    op.add_column("events", sa.Column("tentative", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("events", sa.Column("organizer", sa.Text(), nullable=True))
