import asyncio
import subprocess
import sys

from threadline.storage.database.database import Database
from threadline.storage.migrate import MIGRATIONS, SchemaState, upgrade


async def test_one_of_two_that_start_together_migrates(empty_url: str) -> None:
    databases = [Database(empty_url), Database(empty_url)]
    before = await asyncio.gather(*map(upgrade, databases))
    assert sorted(status.state for status in before) == [SchemaState.CURRENT, SchemaState.EMPTY]
    for database in databases:
        await database.close()


async def test_processes_that_start_together(empty_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from threadline.storage.database.database import Database\n"
        "from threadline.storage.migrate import upgrade\n"
        "print(asyncio.run(upgrade(Database(sys.argv[1]))).state)\n"
    )
    root = MIGRATIONS.parents[2]
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, empty_url, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]
    outputs = await asyncio.gather(*(process.communicate() for process in processes))
    assert [process.returncode for process in processes] == [0] * 4, outputs
    states = sorted(out.decode().strip() for out, _ in outputs)
    assert states.count("empty") == 1
    assert states.count("current") == 3
