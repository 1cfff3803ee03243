"""Conversations that their person pinned or archived, and who answers in them.

Revision 0029.
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for name in ("pinned", "archived"):
        op.add_column("conversations", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("conversations", sa.Column("provider", sa.String(length=64), nullable=True))
