"""All tables, whichever module they are in: what migrations are compared with."""

from threadline.storage import connection_tables, tables
from threadline.storage.columns import Base

TABLE_MODULES = (tables, connection_tables)
METADATA = Base.metadata
