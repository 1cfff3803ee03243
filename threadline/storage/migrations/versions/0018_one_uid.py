"""One event of a calendar for each UID, as long as it is not deleted.

Revision 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put a unique index in the place of the plain one; where no UID is kept it holds nothing."""
    standing = sa.text("NOT deleted")
    op.drop_index("ix_events_owner_id_uid", "events")
    op.create_index(
        "uq_events_owner_id_calendar_id_uid",
        "events",
        ["owner_id", "calendar_id", "uid"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
