"""Where the service of a data directory can be reached, while one runs there."""

import json
from contextlib import suppress

from threadline.config import Settings
from threadline.storage.database.errors import AlreadyRunning
from threadline.storage.database.process_lock import DirectoryLock

ADDRESS_FILE = "address.json"
"""In the data directory, while a service runs there."""


def address_of(settings: Settings) -> str | None:
    """`http://…` or `unix:/path`; None where nothing runs, for one that was killed leaves its address behind.

    Raises `AlreadyRunning` where something runs that does not say where.
    """
    try:
        with DirectoryLock(settings.data_dir):
            return None
    except AlreadyRunning:
        with suppress(OSError, ValueError, KeyError):
            return str(json.loads((settings.data_dir / ADDRESS_FILE).read_text())["address"])
        raise
