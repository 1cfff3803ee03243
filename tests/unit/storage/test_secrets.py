import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, update

from threadline.storage.database.database import Database
from threadline.storage.database.errors import NoSecretKey, SecretUnreadable
from threadline.storage.secrets import SecretStore
from threadline.storage.tables.core import SecretRow

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


async def test_put_get_delete(database: Database) -> None:
    secrets = SecretStore(database, keys=[NEW])
    assert secrets.has_key
    assert await secrets.get("ana", "google") is None
    await secrets.put("ana", "google", "one")
    await secrets.put("ana", "google", "zwei ✓")
    await secrets.put("bo", "google", "three")
    assert await secrets.get("ana", "google") == "zwei ✓"
    assert await secrets.delete("ana", "google")
    assert not await secrets.delete("ana", "google")
    assert await secrets.get("ana", "google") is None
    assert await secrets.get("bo", "google") == "three"


async def test_nothing_readable_is_stored(database: Database) -> None:
    await SecretStore(database, keys=[NEW]).put("ana", "google", "correct horse")
    async with database.read() as connection:
        ciphertext = await connection.scalar(select(SecretRow.ciphertext))
    assert ciphertext
    assert b"correct" not in ciphertext


async def test_without_a_key_nothing_is_stored_or_found(database: Database) -> None:
    await SecretStore(database, keys=[NEW]).put("ana", "google", "one")
    keyless = SecretStore(database)
    assert not keyless.has_key
    assert await keyless.get("ana", "google") is None
    with pytest.raises(NoSecretKey, match="THREADLINE_SECRET_KEYS"):
        await keyless.put("ana", "google", "two")
    with pytest.raises(NoSecretKey):
        await keyless.rotate()
    assert await SecretStore(database, keys=[NEW]).get("ana", "google") == "one"
    assert await keyless.delete("ana", "google")


@pytest.mark.parametrize("key", ["", "short", "ä" * 44, "x" * 44])
def test_a_key_that_is_none(key: str) -> None:
    with pytest.raises(ValueError, match="32 random bytes"):
        SecretStore(Database("sqlite:///unused.db"), keys=[key])


async def test_rotation_lets_the_old_key_go(database: Database) -> None:
    old = SecretStore(database, keys=[OLD])
    await old.put("ana", "google", "one")
    await old.put("bo", "imap", "two")
    both = SecretStore(database, keys=[NEW, OLD])
    assert await both.get("ana", "google") == "one"
    rotation = await both.rotate()
    assert (rotation.rotated, rotation.unreadable) == (2, ())
    assert await SecretStore(database, keys=[NEW]).get("bo", "imap") == "two"
    with pytest.raises(SecretUnreadable, match="none of the keys"):
        await old.get("ana", "google")


async def test_corrupted_secret_is_named_and_does_not_stop_a_rotation(database: Database) -> None:
    secrets = SecretStore(database, keys=[NEW])
    await secrets.put("ana", "google", "one")
    await secrets.put("bo", "imap", "two")
    async with database.write() as connection:
        await connection.execute(update(SecretRow).where(SecretRow.owner == "ana").values(ciphertext=b"\xff\x00"))
    with pytest.raises(SecretUnreadable, match="'google' of 'ana'"):
        await secrets.get("ana", "google")
    rotation = await secrets.rotate()
    assert (rotation.rotated, rotation.unreadable) == (1, (("ana", "google"),))
    assert await secrets.get("bo", "imap") == "two"


async def test_secret_copied_to_another_row_is_refused(database: Database) -> None:
    secrets = SecretStore(database, keys=[NEW])
    await secrets.put("ana", "google", "one")
    await secrets.put("bo", "google", "two")
    mine = select(SecretRow.ciphertext).where(SecretRow.owner == "ana").scalar_subquery()
    async with database.write() as connection:
        await connection.execute(update(SecretRow).where(SecretRow.owner == "bo").values(ciphertext=mine))
    with pytest.raises(SecretUnreadable, match="stored as another one"):
        await secrets.get("bo", "google")


def test_cryptography_is_loaded_by_who_has_keys() -> None:
    program = (
        "import sys\n"
        "from threadline.storage.database.database import Database\n"
        "from threadline.storage.secrets import SecretStore\n"
        "SecretStore(Database('sqlite:///unused.db'))\n"
        "assert 'cryptography' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[3], check=True)
