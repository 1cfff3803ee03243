"""A table for what a model noted of the pieces of a text that is too long for it.

Revision 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it."""
    op.create_table(
        "pieces",
        sa.Column("message_id", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_pieces_message_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", "ordinal", name=op.f("pk_pieces")),
    )
