"""A PgBouncer in transaction mode before a Postgres, for tests: the system's own, or a skip where there is none."""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import make_url

_SERVER_CONNECTIONS = 6
"""Far fewer than its clients have: whatever belonged to a connection would be met by others."""


@asynccontextmanager
async def pooled(url: str, folder: Path) -> AsyncIterator[str]:
    """The URL of the same database through the pooler."""
    binary = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if binary is None:
        pytest.skip("PgBouncer is not installed")
    direct, port = make_url(url), free_port()
    server = f"host={direct.query.get('host') or direct.host} port={direct.query.get('port') or direct.port or 5432}"
    (folder / "pgbouncer.ini").write_text(
        f"[databases]\n* = {server} user={direct.username}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
        f"listen_port = {port}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\n"
        f"default_pool_size = {_SERVER_CONNECTIONS}\nmax_client_conn = 500\n"
    )
    # It refuses to run as root, and reads its settings as whom it becomes.
    folder.chmod(0o755)
    as_nobody = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = await asyncio.create_subprocess_exec(
        binary, "-q", *as_nobody, str(folder / "pgbouncer.ini"), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        await _listening(port, process)
        yield f"postgresql://{direct.username}@127.0.0.1:{port}/{direct.database}"
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _listening(port: int, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(60):
        while True:
            assert process.returncode is None, "PgBouncer ended"
            with suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.close()
                return
            await asyncio.sleep(0.02)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
