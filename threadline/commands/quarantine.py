"""`threadline mail quarantine` and `mail retry`: the mails that were put aside, each with its reason, and reading one
again."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from threadline.commands.failure import CommandFailed
from threadline.commands.owner import ready_database
from threadline.config import Settings
from threadline.storage.mail import MailRecord, MailState, MailStore
from threadline.storage.mail_quarantine import MailQuarantine

_console = Console()


def quarantine(settings: Settings, *, limit: int, as_json: bool) -> None:
    """Print the mails that were put aside, the newest first, `limit` of them at most.

    They are known for as long as the settings keep such records. Works beside a running service.
    """

    async def run() -> Sequence[MailRecord]:
        async with ready_database(settings) as database:
            return await MailStore(database).latest(state=MailState.QUARANTINED, limit=limit)

    records = asyncio.run(run())
    if as_json:
        print(json.dumps({"mails": [_view(record) for record in records]}, ensure_ascii=False))  # noqa: T201
        return
    if not records:
        _console.print("No mail was put aside.")
        return
    table = Table("Id", "Arrived (UTC)", "Mailbox", "From", "Why")
    for record in records:
        why = f"{record.verdict}: {record.reason}" if record.reason else record.verdict or ""
        # As text: what is in a mail is no markup of ours.
        table.add_row(
            str(record.id),
            f"{record.arrived_at:%Y-%m-%d %H:%M}",
            Text(record.mailbox),
            Text(record.sender or "–"),
            Text(why),
        )
    _console.print(table)


def retry(settings: Settings, *, mail_id: int) -> None:
    """Have a mail that was put aside moved back into the inbox, where it is read like a new one.

    The service does it within a minute, or when it starts. Raises `CommandFailed` if the mail is not there to be had.
    """

    async def run() -> bool:
        async with ready_database(settings) as database:
            return await MailQuarantine(database).ask_back(mail_id)

    if not asyncio.run(run()):
        raise CommandFailed(
            f"No mail {mail_id} lies in a quarantine, or it is too large to be read. "
            "`threadline mail quarantine` lists those that were put aside."
        )
    _console.print("The mail goes back into the inbox within a minute, and is read like a new one.")


def _view(record: MailRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "mailbox": record.mailbox,
        "uid": record.uid,
        "sender": record.sender,
        "verdict": record.verdict,
        "reason": record.reason,
        "attempts": record.attempts,
        "arrived_at": record.arrived_at.isoformat(),
        "moved": record.moved_at is not None,
    }
