"""Which address Teams told of somebody, and when it was asked.

Revision 0023.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them; of those who are known already Teams is asked again."""
    op.add_column("teams_people", sa.Column("email", sa.String(length=320), nullable=True))
    op.add_column("teams_people", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
