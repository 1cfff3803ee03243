"""A column for proposals whose leavings are still to be cleared; an empty event id said so before.

Revision 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, and give it what the empty event ids said."""
    op.add_column("proposals", sa.Column("clearing", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE proposals SET clearing = true, event_id = NULL WHERE event_id = ''")
