"""Whether a process holds its replica's name by a lock or by its sign of life.

Revision 0019. A column only is added, so the version before goes on working on this schema.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it. Processes of the version before hold locks."""
    op.add_column("processes", sa.Column("leased", sa.Boolean(), nullable=False, server_default=sa.false()))
