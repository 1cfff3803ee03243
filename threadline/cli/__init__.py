"""The command line: `threadline …`. Each command's work is imported when it is called, so `--help` stays fast."""

from threadline.cli.operation import backup, groups, restore
from threadline.cli.service import app

__all__ = ["app", "main"]

app.command()(backup)
app.command()(restore)
for group in groups:
    app.add_typer(group)


def main() -> None:
    """The entry point."""
    app()
