"""What a channel is made with, where no engine is behind it."""

from types import SimpleNamespace
from typing import Any

from threadline.config import Settings
from threadline.storage.database.database import Database


def bare_services(settings: Settings, database: Database | None = None) -> Any:
    """Services of which a channel can be made; what it asks of an engine is not there."""
    return SimpleNamespace(
        settings=settings,
        people=SimpleNamespace(
            directory=SimpleNamespace(get=None), preferences=None, tokens=None, self_service=None, account_linking=None
        ),
        calendars=SimpleNamespace(agenda=None, registry=None, connections=SimpleNamespace(kinds=(), ready=False)),
        conversations=SimpleNamespace(store=None, turns=None, templates=None, reply_policies=None, overheard=None),
        storage=SimpleNamespace(database=database, secrets=None, audit=None),
        documents=None,
        proposals=SimpleNamespace(decisions=None, repository=None),
        polls=SimpleNamespace(polls=None),
        engine=None,
        inbound=SimpleNamespace(listen=lambda channel, handler: None),
    )
