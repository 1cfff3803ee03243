"""A column for the UID of events that came with one.

Revision 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column: events that are there already have a UID of ours."""
    op.add_column("events", sa.Column("uid", sa.Text(), nullable=True))
    op.create_index("ix_events_owner_id_uid", "events", ["owner_id", "uid"])
