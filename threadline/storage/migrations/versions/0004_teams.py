"""Microsoft Teams.

Revision 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of Microsoft Teams."""
    op.create_table(
        "teams_people",
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("object_id", sa.String(length=128), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=255), nullable=False),
        sa.Column("conversation_id", sa.String(length=255), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_teams_people_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "object_id", name=op.f("pk_teams_people")),
    )
    op.create_index("ix_teams_people_person_id", "teams_people", ["person_id"])
    op.create_index("ix_teams_people_conversation_id", "teams_people", ["conversation_id"])
    op.create_table(
        "teams_conversations",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("tenant_id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=255), nullable=True),
        sa.Column("service_url", sa.Text(), nullable=False),
        sa.Column("bot_id", sa.String(length=255), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams_conversations")),
    )
    op.create_index("ix_teams_conversations_team_id", "teams_conversations", ["team_id"])
    op.create_table(
        "teams_sent",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.String(length=512), nullable=False),
        sa.Column("activity_id", sa.String(length=255), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "place", name=op.f("pk_teams_sent")),
    )
    op.create_index("ix_teams_sent_conversation_id_activity_id", "teams_sent", ["conversation_id", "activity_id"])
    op.create_index("ix_teams_sent_sent_at", "teams_sent", ["sent_at"])
