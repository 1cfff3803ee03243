"""Writes the generated parts of the documentation: `make docs`. A test holds that they are up to date.

- `docs/configuration.md` and `.env.example` from the settings,
- `docs/commands.md` from the help texts of the command line,
- the rooms in `docs/architecture.md` from the imports,
- SQLite's schema from the migrations.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from docs.rooms import with_rooms
from threadline.config import Settings
from threadline.storage.database.database import Database, sqlite_url
from threadline.storage.migrate import MIGRATIONS, upgrade
from threadline.storage.schema_file import NAME, written

ROOT = Path(__file__).resolve().parent.parent

_CONFIGURATION = """# Configuration

Everything has a default: nothing needs to be set for a first run. Settings are read from environment variables and from
a file `.env` in the working directory; the environment goes first. `threadline doctor` says what is in force and what
is missing. This page is generated from the settings (`make docs`).

| variable | default | what it does |
| --- | --- | --- |
"""

_ENV = "# Copy to .env and uncomment what you need. Generated from the settings (`make docs`).\n"

_COMMANDS = """# Commands

Each has `--help`; those with `--json` answer scripts. Shell completion: `threadline --install-completion`. This page is
generated from the help texts (`make docs`).
"""


def configuration() -> str:
    """The reference of all settings."""
    rows = (
        f"| `{variable(name)}` | {default_words(name, field)} | {described(field)} |"
        for name, field in Settings.model_fields.items()
    )
    return _CONFIGURATION + "\n".join(rows) + "\n"


def env_example() -> str:
    """A `.env` with everything commented out."""
    blocks = (
        f"\n# {field.description}\n# {variable(name)}={example(field)}" for name, field in Settings.model_fields.items()
    )
    return _ENV + "\n".join(blocks) + "\n"


def commands() -> str:
    """The help texts."""
    import typer

    from threadline.cli import app

    root: Any = typer.main.get_command(app)
    parts = [_COMMANDS]
    for path, command in walk("threadline", root):
        parts.append(f"\n## {path}\n\n{(command.help or '').strip()}\n")
        rows = [f"| {' '.join(f'`{name}`' for name in names)} | {words} |" for names, words in options(command)]
        if rows:
            parts.append("\n| option | what it does |\n| --- | --- |\n" + "\n".join(rows) + "\n")
    return "".join(parts)


def walk(path: str, command: Any) -> list[tuple[str, Any]]:
    """A command and those below it, groups left out."""
    below = getattr(command, "commands", None)
    if not below:
        return [(path, command)]
    return [found for name, child in sorted(below.items()) for found in walk(f"{path} {name}", child)]


def options(command: Any) -> list[tuple[list[str], str]]:
    """Names and help of a command's arguments and options."""
    found = []
    for parameter in command.params:
        argument = parameter.param_type_name == "argument"
        names = [parameter.name.upper()] if argument else [*parameter.opts, *parameter.secondary_opts]
        found.append((names, (parameter.help or "").replace("|", "\\|")))
    return found


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"THREADLINE_{name.upper()}"


def described(field: FieldInfo) -> str:
    """A setting's description, with an example where it has one."""
    words = (field.description or "").replace("|", "\\|")
    return f"{words} (for example `{field.examples[0]}`)" if field.examples else words


def default_words(name: str, field: FieldInfo) -> str:
    """A setting's default, as the table shows it."""
    if field.default_factory is not None:
        return "the machine's" if name == "zone" else "none"
    if field.default in (None, (), PydanticUndefined):
        return "unset"
    return f"`{shown(field.default)}`"


def example(field: FieldInfo) -> str:
    """A value for `.env.example`."""
    if field.examples:
        return str(field.examples[0])
    if field.default_factory is not None or field.default in (None, (), PydanticUndefined):
        return ""
    return shown(field.default)


def shown(value: object) -> str:
    """A default as it would be written in the environment."""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def architecture() -> str:
    """The page on the architecture with the rooms as they are."""
    return with_rooms((ROOT / "docs" / "architecture.md").read_text())


def schema() -> str:
    """SQLite's schema, as the migrations leave it."""
    return asyncio.run(_schema())


async def _schema() -> str:
    with TemporaryDirectory() as folder:
        migrations, file = Path(folder) / "migrations", Path(folder) / "threadline.db"
        copytree(MIGRATIONS, migrations, ignore=ignore_patterns(NAME))
        database = Database(sqlite_url(file))
        await upgrade(database, migrations=migrations)
        await database.close()
        with closing(sqlite3.connect(file)) as driver:
            return written(driver)


PAGES: dict[Path, Callable[[], str]] = {
    ROOT / "docs" / "architecture.md": architecture,
    ROOT / "docs" / "configuration.md": configuration,
    ROOT / "docs" / "commands.md": commands,
    ROOT / ".env.example": env_example,
    MIGRATIONS / NAME: schema,
}
"""Every generated page, and what writes it."""


def main() -> None:
    for path, content in PAGES.items():
        path.write_text(content())
        print(f"wrote {path.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    main()
