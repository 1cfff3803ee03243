"""From a delivery on a real mail server to the answer at a real SMTP server, made from the settings alone."""

import asyncio
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from pydantic import SecretStr

from tests.channels.email.outgoing.sink import sinking
from tests.support.acting import until
from tests.support.dovecot import Box, started
from tests.support.mails import BOT, passed, written
from threadline.app import Application
from threadline.bots.email import plugin
from threadline.config import Settings
from threadline.config.mailbox import MailOAuth
from threadline.core.channels.errors import ChannelUnavailable
from threadline.providers.port import ScriptedProvider


def settings(directory: Path, box: Box, smtp: int, **values: Any) -> Settings:
    common: dict[str, Any] = {
        "data_dir": directory,
        "zone": "Europe/Vienna",
        "plugins": False,
        "mail_address": BOT,
        "mail_imap_host": "127.0.0.1",
        "mail_imap_port": box.server.port,
        "mail_smtp_port": smtp,
        "mail_username": box.user,
        "mail_password": box.password,
        "mail_tls": "none",
        "mail_authserv_ids": ("mx.example.com",),
    }
    return Settings(_env_file=None, **(common | values))


async def test_a_delivered_mail_is_answered_in_its_thread(tmp_path: Path, box: Box) -> None:
    async with sinking(auth_require_tls=False) as sink:
        sink.password = box.password
        async with Application(settings(tmp_path, box, sink.port), provider=ScriptedProvider()) as application:
            await application.services.people.directory.ensure("ana@example.com", name="Ana", zone="Europe/Vienna")
            box.deliver(written("When is Easter?", Message_ID="<easter@mail.example.com>"))
            await until(lambda: bool(sink.mails))
            await until(lambda: box.count("Processed") == 1)
        (answer,) = sink.mails
        assert answer.recipient == "ana@example.com"
        assert answer.mail["In-Reply-To"] == "<easter@mail.example.com>"
        assert answer.mail["Auto-Submitted"] == "auto-replied"


async def test_what_was_stored_before_a_stop_is_answered_after_it(tmp_path: Path, box: Box) -> None:
    async with sinking(auth_require_tls=False) as sink:
        sink.password = box.password
        made = settings(tmp_path, box, sink.port)
        async with Application(made, provider=ScriptedProvider(), channels=[]) as application:
            await application.services.people.directory.ensure("ana@example.com", name="Ana", zone="Europe/Vienna")
        for number in range(3):
            box.deliver(written(f"Question {number}"))
        async with Application(made, provider=ScriptedProvider()):
            await until(lambda: box.count() < 3)
        async with Application(made, provider=ScriptedProvider()):
            await until(lambda: len(sink.mails) == 3 and box.count("Processed") == 3)
        assert len({one.mail["In-Reply-To"] for one in sink.mails}) == 3


class TokenServer:
    """Gives OAuth tokens, and tells Dovecot whose they are."""

    def __init__(self) -> None:
        self.port = 0
        self.asked: list[dict[str, str]] = []
        self.good = "token-1"
        self.user = ""
        self.answer: dict[str, Any] = {}
        self.status = 200

    async def start(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/token", self._token)
        app.router.add_get("/info", self._info)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        self.port = runner.addresses[0][1]
        return runner

    async def _token(self, request: web.Request) -> web.Response:
        self.asked.append({name: values[0] for name, values in parse_qs(await request.text()).items()})
        return web.json_response({"access_token": self.good, "expires_in": 3600} | self.answer, status=self.status)

    async def _info(self, request: web.Request) -> web.Response:
        if request.query.get("access_token") != self.good:
            return web.json_response({"error": "invalid_token"}, status=401)
        return web.json_response({"email": self.user})


async def test_a_mailbox_is_read_with_oauth(tmp_path: Path) -> None:
    tokens = TokenServer()
    runner = await tokens.start()
    server = await asyncio.to_thread(started, tokens=f"http://127.0.0.1:{tokens.port}/info?access_token=")
    try:
        box = server.box()
        tokens.user = box.user
        oauth = MailOAuth(
            client_id="app", refresh_token=SecretStr("again"), token_url=f"http://127.0.0.1:{tokens.port}/token"
        )
        async with sinking(auth_require_tls=False) as sink:
            made = settings(tmp_path, box, sink.port, mail_oauth=oauth, mail_password=None)
            async with Application(made, provider=ScriptedProvider()):
                await asyncio.to_thread(box.deliver, written("Hello", Authentication_Results=passed(result="fail")))
                await until(lambda: box.count("Processed") + box.count("Quarantine") == 1)
        assert tokens.asked[0] == {"client_id": "app", "grant_type": "refresh_token", "refresh_token": "again"}
    finally:
        server.stop()
        await runner.cleanup()


def test_without_a_mailbox_there_is_no_channel_and_nothing_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Services:
        settings = Settings(_env_file=None, data_dir=tmp_path)

    assert plugin.create(Services()) is None  # type: ignore[arg-type]


def test_missing_packages_are_named(tmp_path: Path, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    class Services:
        settings = settings(tmp_path, box, 25)

    for name in [name for name in sys.modules if name.startswith("threadline.bots.email.")]:
        if name != "threadline.bots.email.plugin":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "imapclient", None)
    with pytest.raises(ChannelUnavailable, match=r"pip install 'threadline\[email\]'"):
        plugin.create(Services())  # type: ignore[arg-type]


async def test_a_time_is_found_with_somebody_outside_over_real_servers(tmp_path: Path, box: Box) -> None:
    async with sinking(auth_require_tls=False) as sink:
        sink.password = box.password
        async with Application(settings(tmp_path, box, sink.port), provider=ScriptedProvider()) as application:
            await application.services.people.directory.ensure("ana@example.com", name="Ana", zone="Europe/Vienna")
            asked = "Bo, my assistant in Cc finds us a time."
            thread = {"To": "Bo <bo@partner.example>", "Cc": BOT, "Message_ID": "<asked@mail.example.com>"}
            box.deliver(written(asked, Date=None, **thread))
            await until(lambda: len(sink.mails) == 2)
            [offer] = [one for one in sink.mails if one.recipient == "bo@partner.example"]
            assert offer.mail["In-Reply-To"] == "<asked@mail.example.com>"
            assert offer.mail["Subject"] == "Re: Question"
            answer = {
                "Authentication_Results": passed("bo@partner.example"),
                "From": "Bo <bo@partner.example>",
                "In_Reply_To": offer.mail["Message-ID"],
                "References": f"<asked@mail.example.com> {offer.mail['Message-ID']}",
                "Subject": "Re: Question",
            }
            quoted = "\n".join(f"> {line}" for line in ("1. no", "2. yes"))
            box.deliver(written(f"The first one is perfect.\n\nOn Monday, Threadline wrote:\n{quoted}", **answer))
            await until(lambda: len(sink.mails) == 4)
            card = sink.mails[-1] if sink.mails[-1].recipient == "ana@example.com" else sink.mails[-2]
            assert card.mail["In-Reply-To"] == "<asked@mail.example.com>"
            assert "method=REQUEST" in card.mail.as_string().replace('"', "")
