"""What is said to others in threads, and where the assistant answers.

Revision 0026.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "overheard",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("event_key", sa.String(length=512), nullable=False),
        sa.Column("conversation_key", sa.String(length=512), nullable=False),
        sa.Column("account", sa.String(length=512), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "event_key", name=op.f("pk_overheard")),
    )
    op.create_index(
        "ix_overheard_channel_conversation_key_said_at", "overheard", ["channel", "conversation_key", "said_at"]
    )
    op.create_index("ix_overheard_said_at", "overheard", ["said_at"])
    op.create_table(
        "reply_policies",
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("place", sa.String(length=512), nullable=False),
        sa.Column("policy", sa.String(length=32), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "place", name=op.f("pk_reply_policies")),
    )
