"""How the answers of a conversation are to be, and what its client keeps with it.

Revision 0024.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("conversations", sa.Column("system_prompt", sa.Text(), server_default="", nullable=False))
    op.add_column("conversations", sa.Column("client_data", sa.Text(), server_default="{}", nullable=False))
