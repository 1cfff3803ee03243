"""What was done for an answer, and by which it was replaced.

Revision 0030.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("turns", sa.Column("steps", sa.Text(), nullable=True))
    op.add_column("turns", sa.Column("replaced_by", sa.String(length=64), nullable=True))
