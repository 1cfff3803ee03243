"""All tables, whichever module they are in: what migrations are compared with."""

from threadline.storage.database.columns import Base
from threadline.storage.tables import (
    appointments,
    connections,
    core,
    exchanges,
    files,
    holds,
    inbound,
    ledger,
    linking,
    mail,
    notices,
    outbox,
    polls,
    processes,
    reminders,
    teams,
    threads,
    workflows,
)

TABLE_MODULES = (
    core,
    appointments,
    connections,
    exchanges,
    files,
    holds,
    inbound,
    ledger,
    linking,
    mail,
    notices,
    outbox,
    polls,
    processes,
    reminders,
    teams,
    threads,
    workflows,
)
METADATA = Base.metadata
