"""A table for every attempt at a model, money set aside for answers under way, and why an answer is less than asked.

Revision 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them; each answer there is becomes the one attempt that is known of it."""
    op.add_column("turns", sa.Column("degraded", sa.Text(), nullable=True))
    op.add_column("turns", sa.Column("tried", sa.Text(), nullable=True))
    op.add_column("ledger", sa.Column("reserved_usd", sa.Float(), nullable=True))
    op.create_table(
        "ledger_attempts",
        sa.Column("message_id", sa.String(64), sa.ForeignKey("ledger.message_id", ondelete="CASCADE"), primary_key=True),
        sa.Column("epoch", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("provider", sa.String(64), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=False),
        sa.Column("output_tokens", sa.Integer(), nullable=False),
        sa.Column("cached_tokens", sa.Integer(), nullable=False),
        sa.Column("cache_write_tokens", sa.Integer(), nullable=False),
        sa.Column("reasoning_tokens", sa.Integer(), nullable=False),
        sa.Column("estimated", sa.Boolean(), nullable=False),
        sa.Column("cost_usd", sa.Float(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("first_seconds", sa.Float(), nullable=True),
    )
    op.execute(
        "INSERT INTO ledger_attempts SELECT message_id, 0, 0, provider, coalesce(model, ''), 'answer', 1, 'answered',"
        " true, coalesce(input_tokens, 0), coalesce(output_tokens, 0), 0, 0, 0, false, cost_usd, 0, NULL"
        " FROM ledger WHERE provider IS NOT NULL AND finished_at IS NOT NULL"
    )
