"""The commands of everybody: serve, chat, doctor, tokens, manifests, mails."""

import gc
import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from threadline import __version__
from threadline.cli.guard import AsJson, guarded, settings

app = typer.Typer(
    name="threadline",
    help="The assistant that answers in your threads and books what was agreed.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
tokens = typer.Typer(name="token", help="Tokens for the HTTP API.", no_args_is_help=True)
manifests = typer.Typer(name="manifest", help="What an administrator uploads to a platform.", no_args_is_help=True)
mails = typer.Typer(name="mail", help="Mails.", no_args_is_help=True)
turns = typer.Typer(name="turn", help="How messages were answered.", no_args_is_help=True)
app.add_typer(mails)
app.add_typer(turns)
app.add_typer(tokens)
app.add_typer(manifests)


def _told(wanted: bool) -> None:
    if wanted:
        version()
        raise typer.Exit


@app.callback()
def whole(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_told, is_eager=True)
    ] = False,
) -> None:
    """The assistant that answers in your threads and books what was agreed."""


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (THREADLINE_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one (THREADLINE_PORT).")] = None,
    uds: Annotated[Path | None, typer.Option(help="Listen on this Unix socket instead.")] = None,
) -> None:
    """Run the service: HTTP API, web console and every channel that is configured."""
    gc.disable()  # what is loaded now stays; looking for garbage in it is a fifth of the start
    from threadline.commands.serve import serve as run

    guarded(lambda: run(settings(host=host, port=port), uds=uds))


@app.command()
def chat(
    url: Annotated[
        str | None, typer.Option(help="A running service; the one of this data directory if absent.")
    ] = None,
    token: Annotated[str | None, typer.Option(help="Its API token.", envvar="THREADLINE_TOKEN")] = None,
    person: Annotated[str | None, typer.Option(help="Whose thread it is (an e-mail address).")] = None,
) -> None:
    """Talk in the terminal: answers stream, and one key confirms an event."""
    from threadline.commands.chat import chat as run

    guarded(lambda: run(settings(), url=url, token=token, person=person))


@app.command()
def doctor(
    live: Annotated[
        bool, typer.Option("--live", help="Ask each configured provider one tiny question, and say what it cost.")
    ] = False,
    online: Annotated[
        bool, typer.Option("--online", help="Prove the secret, the keys and the address of Teams, by asking Microsoft.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check what works and say what is missing."""
    from threadline.commands.doctor import doctor as run

    guarded(lambda: run(settings(), as_json=as_json, live=live, online=online))


@app.command()
def when(
    text: Annotated[str, typer.Argument(help="What somebody said.")],
    at: Annotated[datetime | None, typer.Option(help="When they said it (ISO 8601); now if absent.")] = None,
    zone: Annotated[
        str | None, typer.Option(help="The IANA zone they said it in; if absent that of --at, or the configured one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show how a time expression is read, with its evidence and alternatives."""
    from threadline.commands.when import when as run

    offset_said = at is not None and at.tzinfo is not None
    home = zone or (None if offset_said else settings().zone)
    guarded(lambda: run(text, at=at, zone=home, as_json=as_json))


@app.command()
def signin(
    person: Annotated[str | None, typer.Option(help="For whom (an e-mail address); for the owner if absent.")] = None,
    admin: Annotated[bool, typer.Option(help="Let them administer too, as the owner can.")] = False,
) -> None:
    """Print a one-time link that signs a browser in to the console."""
    from threadline.commands.token import signin as run

    guarded(lambda: run(settings(), person=person, admin=admin))


@app.command()
def simulate(
    port: Annotated[int | None, typer.Option(help="Port of the service; 0 takes a free one.")] = None,
    view_port: Annotated[
        int,
        typer.Option(
            help="Port of the first fake's page; the others and the tour take the next ones, 0 takes free ones."
        ),
    ] = 8090,
) -> None:
    """Run the whole service against fakes of Slack, Teams, a mailbox and calendars, without an account anywhere."""
    from threadline.commands.simulate import simulate as run

    guarded(lambda: run(settings(port=port), view_port=view_port))


@app.command()
def version(as_json: AsJson = False) -> None:
    """Print the version."""
    typer.echo(json.dumps({"version": __version__}) if as_json else f"threadline {__version__}")


@tokens.command("create")
def token_create(
    person: Annotated[
        str | None, typer.Option(help="Whose token it is (an e-mail address); the owner's if absent.")
    ] = None,
    name: Annotated[str, typer.Option(help="What it is for.")] = "cli",
    scope: Annotated[list[str] | None, typer.Option(help="What it may do; everything if absent. Repeatable.")] = None,
    days: Annotated[int | None, typer.Option(help="How many days it is valid; until revoked if absent.", min=1)] = None,
    zone: Annotated[str | None, typer.Option(help="The person's IANA zone; unchanged if absent.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a token. It is shown once."""
    from threadline.commands.token import create

    guarded(
        lambda: create(settings(), person=person, name=name, scopes=scope or [], days=days, zone=zone, as_json=as_json)
    )


@tokens.command("list")
def token_list(
    person: Annotated[str | None, typer.Option(help="Whose tokens (an e-mail address); the owner's if absent.")] = None,
    as_json: AsJson = False,
) -> None:
    """List a person's tokens, without their secrets."""
    from threadline.commands.token import show

    guarded(lambda: show(settings(), person=person, as_json=as_json))


@tokens.command("rotate")
def token_rotate(
    token_id: Annotated[str, typer.Argument(help="The token's id, from `token list`.")],
    overlap: Annotated[int, typer.Option(help="Hours for which the old one still works.", min=0)] = 24,
    as_json: AsJson = False,
) -> None:
    """Replace a token; the old one keeps working for a while."""
    from threadline.commands.token import rotate

    guarded(lambda: rotate(settings(), token_id=token_id, overlap_hours=overlap, as_json=as_json))


@tokens.command("revoke")
def token_revoke(
    token_id: Annotated[str, typer.Argument(help="The token's id, from `token list`.")], as_json: AsJson = False
) -> None:
    """End a token. A running service notices within seconds."""
    from threadline.commands.token import revoke

    guarded(lambda: revoke(settings(), token_id=token_id, as_json=as_json))


@manifests.command("slack")
def manifest_slack(
    url: Annotated[str | None, typer.Option(help="The service's public https address.")] = None,
    socket: Annotated[bool, typer.Option("--socket", help="Socket Mode: no public address.")] = False,
    install: Annotated[bool, typer.Option("--install", help="Many workspaces may install the app.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print the manifest that creates the Slack app."""
    from threadline.commands.manifest import slack as run

    guarded(lambda: run(url, socket=socket, install=install, as_json=as_json))


@manifests.command("teams")
def manifest_teams(
    app_id: Annotated[str, typer.Option(help="The application id of the bot's registration in Microsoft Entra.")],
    url: Annotated[str, typer.Option(help="The service's public https address.")],
    output: Annotated[Path, typer.Option(help="Where the zip goes.")] = Path("teams.zip"),
    privacy_url: Annotated[str | None, typer.Option(help="Your privacy statement; the service if absent.")] = None,
    terms_url: Annotated[str | None, typer.Option(help="Your terms of use; the service if absent.")] = None,
    version: Annotated[
        str | None, typer.Option(help="The app's version, which has to rise with each upload; the program's if absent.")
    ] = None,
    rsc: Annotated[
        bool,
        typer.Option("--rsc", help="Ask for all messages of the teams and chats it is in: replies need no mention."),
    ] = False,
    sso: Annotated[
        str | None,
        typer.Option(help="The value of THREADLINE_TEAMS_SSO_RESOURCE (api://…): Outlook is connected by one click."),
    ] = None,
    sso_client_id: Annotated[
        str | None,
        typer.Option(help="The value of THREADLINE_MICROSOFT_CLIENT_ID, if not the bot's app id."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest, write no zip.")] = False,
) -> None:
    """Write the zip that installs the Teams app."""
    from threadline.commands.manifest import teams as run

    guarded(
        lambda: run(
            app_id,
            url,
            output=output,
            privacy_url=privacy_url,
            terms_url=terms_url,
            version=version,
            rsc=rsc,
            sso=sso,
            sso_client_id=sso_client_id,
            as_json=as_json,
        )
    )


@manifests.command("power-automate")
def manifest_power_automate(
    url: Annotated[str, typer.Option(help="The service's public https address.")],
    output: Annotated[Path, typer.Option(help="The folder for its files.")] = Path("power-automate"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the definition, write no files.")] = False,
) -> None:
    """Write the custom connector for Power Automate, Power Apps and Copilot Studio."""
    from threadline.commands.manifest import power_automate as run

    guarded(lambda: run(url, output=output, as_json=as_json))


@mails.command("parse")
def mail_parse(
    file: Annotated[str, typer.Argument(help="The mail with its source (.eml); - reads it from the standard input.")],
    zone: Annotated[str | None, typer.Option(help="Your IANA zone.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what is read from a mail: who wrote what, the mail it forwards, its files and the events in it."""
    from threadline.commands.mail import parse

    guarded(lambda: parse(file, zone=zone or settings().zone, as_json=as_json))


@mails.command("quarantine")
def mail_quarantine(
    limit: Annotated[int, typer.Option(help="How many to list at most, newest first.", min=1, max=10_000)] = 100,
    as_json: AsJson = False,
) -> None:
    """List the mails that were set aside, and why."""
    from threadline.commands.quarantine import quarantine

    guarded(lambda: quarantine(settings(), limit=limit, as_json=as_json))


@mails.command("retry")
def mail_retry(
    mail_id: Annotated[int, typer.Argument(help="The mail's id, from `threadline mail quarantine`.")],
) -> None:
    """Read a mail again that was set aside: it is moved back to the inbox."""
    from threadline.commands.quarantine import retry

    guarded(lambda: retry(settings(), mail_id=mail_id))


@turns.command("show")
def turn_show(message_id: Annotated[str, typer.Argument(help="The message's id.")], as_json: AsJson = False) -> None:
    """Show what a model was told about a message, what it called, and what it answered."""
    from threadline.commands.turn import show

    guarded(lambda: show(settings(), message_id=message_id, as_json=as_json))
