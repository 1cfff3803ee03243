"""What a model was told beside the words of a message, so that later turns tell it again as it was.

Revision 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; older turns have nothing to tell again."""
    op.add_column("turns", sa.Column("beside", sa.Text(), nullable=True))
