"""`threadline db`: the schema and the file it is in."""

import sqlite3
from pathlib import Path

from tests.unit.commands.outcomes import TOKEN, Run, answer, refused


class TestDatabase:
    """Bringing the schema up to date by hand."""

    def test_it_is_made_and_then_current(self, run: Run, data: Path) -> None:
        first = answer(run("db", "upgrade", "--json"))
        assert first["before"] is None
        assert first["now"]
        assert "already" in run("db", "upgrade").stdout
        (data / "threadline.db").unlink()
        assert "from schema nothing to" in run("db", "upgrade").stdout

    def test_one_of_a_newer_version_is_left_alone(self, run: Run, data: Path) -> None:
        run("db", "upgrade")
        with sqlite3.connect(data / "threadline.db") as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.close()
        assert "newer" in refused(run("db", "upgrade"))
        assert "newer" in refused(run(*TOKEN))

    def test_a_file_that_is_no_database_is_told(self, run: Run, data: Path) -> None:
        data.mkdir()
        (data / "threadline.db").write_text("this is no database, it only stands where one should be")
        assert "cannot be used" in refused(run("db", "upgrade"))
