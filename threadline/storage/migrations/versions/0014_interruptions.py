"""What was interrupted is counted apart from what failed, and by which process it was carried.

Revision 0014. Columns only are added, so the version before goes on working on this schema.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them. What open turns were blamed for so far were starts, whatever had ended the ones before."""
    instant = sa.DateTime(timezone=True)
    op.add_column("turns", sa.Column("deaths", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("turns", sa.Column("process", sa.String(64), nullable=True))
    op.add_column("turns", sa.Column("due_at", instant, nullable=True))
    op.execute("UPDATE turns SET attempts = 0 WHERE state IN ('queued', 'answering')")
    op.add_column("mails", sa.Column("claims", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("mails", sa.Column("deaths", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("mails", sa.Column("process", sa.String(64), nullable=True))
    op.create_table(
        "processes",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("replica", sa.String(255), nullable=False),
        sa.Column("started_at", instant, nullable=False),
        sa.Column("beat_at", instant, nullable=False),
    )
