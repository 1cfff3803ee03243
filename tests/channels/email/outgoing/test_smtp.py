"""Handing mails over to a real server."""

import socket
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.channels.email.outgoing.sink import DROP, Sink, certificate, sinking
from threadline.bots.email.outbox.smtp import (
    AccountBroken,
    Deferred,
    Refused,
    Security,
    SmtpAccount,
    SmtpConnection,
    envelope_address,
)

MAIL = b"Subject: x\r\n\r\nhello\r\n"


@dataclass
class GivenTokens:
    """Tokens as the test wants them."""

    value: str
    forgotten: int = 0

    async def token(self) -> str:
        return self.value

    def forget(self) -> None:
        self.forgotten += 1


def account(sink: Sink, **changes: Any) -> SmtpAccount:
    plain = SmtpAccount("box", "bot@example.com", "127.0.0.1", sink.port, Security.NONE)
    return replace(plain, **changes)


async def send(account: SmtpAccount, to: str = "ana@example.com", content: bytes = MAIL) -> None:
    async with SmtpConnection(account, timeout=5) as connection:
        await connection.send(to, content)


async def test_a_mail_is_handed_over() -> None:
    async with sinking() as sink:
        await send(account(sink))
    (mail,) = sink.mails
    assert (mail.sender, mail.recipient) == ("bot@example.com", "ana@example.com")
    assert mail.content == MAIL


async def test_several_mails_go_over_one_connection() -> None:
    async with sinking() as sink, SmtpConnection(account(sink)) as connection:
        await connection.send("ana@example.com", MAIL)
        await connection.send("bo@example.com", MAIL)
        assert (len(sink.mails), sink.connections) == (2, 1)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("550 5.1.1 no such user", Refused),
        ("450 4.2.1 later", Deferred),
        ("421 4.3.2 going down", Deferred),
        ("530 5.7.0 sign in first", AccountBroken),
    ],
)
async def test_what_the_server_says_to_a_recipient_decides(answer: str, error: type[Exception]) -> None:
    async with sinking() as sink:
        sink.rcpt.append(answer)
        with pytest.raises(error, match=answer[:3]):
            await send(account(sink))
        assert sink.mails == []


@pytest.mark.parametrize(("answer", "error"), [("554 no", Refused), ("451 later", Deferred), (DROP, Deferred)])
async def test_what_the_server_says_to_the_mail_decides(answer: str, error: type[Exception]) -> None:
    async with sinking() as sink:
        sink.data.append(answer)
        with pytest.raises(error):
            await send(account(sink))


async def test_a_sender_that_is_refused_for_good() -> None:
    async with sinking() as sink:
        sink.mail_from.append("553 5.7.1 not yours")
        with pytest.raises(Refused, match="553"):
            await send(account(sink))


async def test_after_a_refusal_the_next_mail_goes_over_the_same_connection() -> None:
    async with sinking() as sink, SmtpConnection(account(sink)) as connection:
        sink.rcpt.append("550 no")
        with pytest.raises(Refused):
            await connection.send("nobody@example.com", MAIL)
        await connection.send("ana@example.com", MAIL)
        assert [mail.recipient for mail in sink.mails] == ["ana@example.com"]


async def test_nobody_listens() -> None:
    async with sinking() as sink:
        pass
    with pytest.raises(Deferred, match="connecting"):
        await send(account(sink))


async def test_a_server_that_never_speaks() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        slow = SmtpAccount("box", "bot@example.com", "127.0.0.1", silent.getsockname()[1], Security.NONE)
        with pytest.raises(Deferred, match="Timed out"):
            async with SmtpConnection(slow, timeout=0.05):
                pass


async def test_passwords(tmp_path: Path) -> None:
    tls = certificate(tmp_path)
    async with sinking(tls=tls.server(), auth_require_tls=False) as sink:
        secure = account(sink, security=Security.TLS, context=tls.client(), username="bot")
        await send(replace(secure, password="right"))
        assert sink.signed_in == ["bot"]
        with pytest.raises(AccountBroken, match="sign-in"):
            await send(replace(secure, password="wrong"))
    assert len(sink.mails) == 1


async def test_a_server_without_sign_in_is_trusted_on_this_machine_only(tmp_path: Path) -> None:
    tls = certificate(tmp_path)
    none = {"auth_exclude_mechanism": ["LOGIN", "PLAIN", "XOAUTH2"]}
    async with sinking(**none) as sink:
        await send(account(sink, password="right"))
        assert (len(sink.mails), sink.signed_in) == (1, [])
    async with sinking(tls=tls.server(), **none) as sink:
        with pytest.raises(AccountBroken, match="AUTH"):
            await send(account(sink, security=Security.TLS, context=tls.client(), password="right"))


async def test_starttls_is_insisted_on(tmp_path: Path) -> None:
    tls = certificate(tmp_path)
    async with sinking(tls_context=tls.server(), require_starttls=True) as sink:
        await send(account(sink, security=Security.STARTTLS, context=tls.client(), password="right"))
        assert sink.signed_in == ["bot@example.com"]
        with pytest.raises(AccountBroken, match="530"):
            await send(account(sink))
    async with sinking() as sink:
        with pytest.raises(AccountBroken, match="STARTTLS"):
            await send(account(sink, security=Security.STARTTLS, context=tls.client()))


async def test_a_certificate_that_nobody_vouches_for(tmp_path: Path) -> None:
    tls = certificate(tmp_path)
    async with sinking(tls=tls.server()) as sink:
        with pytest.raises(AccountBroken, match="TLS"):
            await send(account(sink, security=Security.TLS))
    async with sinking(tls_context=tls.server(), require_starttls=True) as sink:
        with pytest.raises(AccountBroken, match="TLS"):
            await send(account(sink, security=Security.STARTTLS))
    assert sink.mails == []


async def test_oauth(tmp_path: Path) -> None:
    tls = certificate(tmp_path)
    async with sinking(tls=tls.server(), auth_require_tls=False) as sink:
        tokens = GivenTokens("good")
        secure = account(sink, security=Security.TLS, context=tls.client(), tokens=tokens)
        await send(secure)
        assert (sink.signed_in, tokens.forgotten) == (["bot@example.com"], 0)
        tokens.value = "old"
        with pytest.raises(AccountBroken, match="535"):
            await send(secure)
        assert tokens.forgotten == 1
    async with sinking(auth_exclude_mechanism=["XOAUTH2"]) as sink:
        with pytest.raises(AccountBroken, match="XOAUTH2"):
            await send(account(sink, tokens=tokens))


@pytest.mark.parametrize("to", ["a\r\nRCPT TO:<evil@example.com>@example.com", "a b@example.com", "ana"])
async def test_an_address_cannot_carry_commands(to: str) -> None:
    async with sinking() as sink:
        with pytest.raises(Refused):
            await send(account(sink), to)
        assert sink.mails == []


async def test_addresses_in_other_letters() -> None:
    assert envelope_address("ana@bücher.example") == "ana@xn--bcher-kva.example"
    async with sinking(enable_SMTPUTF8=True) as sink:
        await send(account(sink), "añá@example.com")
        assert (sink.mails[0].recipient, "SMTPUTF8" in sink.mails[0].options) == ("añá@example.com", True)
    async with sinking() as sink:
        with pytest.raises(Refused, match="SMTPUTF8"):
            await send(account(sink), "añá@example.com")


def test_a_password_is_not_shown() -> None:
    shown = repr(SmtpAccount("box", "bot@example.com", "h", 1, password="geheim"))
    assert "geheim" not in shown
    assert "bot@example.com" in shown
