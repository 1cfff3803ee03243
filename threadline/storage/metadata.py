"""All tables, whichever module they are in: what migrations are compared with."""

from threadline.storage import connection_tables, linking_tables, mail_tables, outbox_tables, tables, teams_tables
from threadline.storage.columns import Base

TABLE_MODULES = (tables, connection_tables, linking_tables, mail_tables, outbox_tables, teams_tables)
METADATA = Base.metadata
