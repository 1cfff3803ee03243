"""What was shown to programs that talk to us without a conversation.

Revision 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it."""
    op.create_table(
        "handed",
        sa.Column("series", sa.String(length=32), nullable=False),
        sa.Column("token_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["token_id"], ["tokens.id"], name=op.f("fk_handed_token_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_handed")),
    )
    op.create_index(op.f("ix_handed_token_id"), "handed", ["token_id"])
    op.create_index(op.f("ix_handed_expires_at"), "handed", ["expires_at"])
