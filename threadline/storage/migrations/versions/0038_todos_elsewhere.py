"""Things to do that were handed over to a service of the person's: which, to which list, and as what.

Revision 0038.
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

_COLUMNS = (
    sa.Column("service", sa.String(32)),
    sa.Column("list_id", sa.Text()),
    sa.Column("external_id", sa.Text()),
    sa.Column("begun_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Add what is known of a to-do elsewhere; what stands here alone has none of it."""
    for column in _COLUMNS:
        op.add_column("todos", column)
