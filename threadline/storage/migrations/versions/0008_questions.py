"""A column for what an answer asked back, so that the next message can answer it.

Revision 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nothing was asked before."""
    op.add_column("turns", sa.Column("asked", sa.Text(), nullable=True))
