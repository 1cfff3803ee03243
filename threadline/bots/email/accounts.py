"""The mailboxes of the settings, as the outbox knows them."""

from threadline.bots.email.imap_errors import MailboxUnavailable, SignInRefused
from threadline.bots.email.oauth import TokenSource
from threadline.bots.email.smtp import AccountBroken, Deferred, Security, SmtpAccount
from threadline.core.mailbox_settings import MailboxSettings

_SECURITY = {"implicit": Security.TLS, "starttls": Security.STARTTLS, "none": Security.NONE}


class SendingTokens:
    """The tokens of a mailbox, with what goes wrong said in the terms of sending."""

    def __init__(self, source: TokenSource) -> None:
        self._source = source

    async def token(self) -> str:
        """A token that is good now. Raises `AccountBroken`, `Deferred`."""
        try:
            return await self._source.token()
        except SignInRefused as error:
            raise AccountBroken(str(error)) from error
        except MailboxUnavailable as error:
            raise Deferred(str(error)) from error

    def forget(self) -> None:
        """Get another one next time."""
        self._source.forget()


def account_of(mailbox: MailboxSettings, tokens: TokenSource | None) -> SmtpAccount:
    """Where and as whom a mailbox sends; `tokens` for one that signs in by OAuth."""
    return SmtpAccount(
        name=mailbox.key,
        address=mailbox.address,
        host=mailbox.smtp_server,
        port=mailbox.smtp_server_port,
        security=_SECURITY[mailbox.smtp_security],
        username=mailbox.user,
        password=mailbox.password.get_secret_value() if mailbox.password else "",
        tokens=SendingTokens(tokens) if tokens is not None else None,
    )
