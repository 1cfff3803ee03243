"""A back end whose people connect by OAuth: all of it but the calendar itself, and what only its server knows.

A back end says which scopes are `needed` and what an account is called (`account_name`), and makes the calendar.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Self

from threadline.calendar.backend import Account, Reader, Scope, Vault
from threadline.calendar.oauth import OAuthApp, OAuthClient, SharedSession, Tokens, TokenSource, missing
from threadline.calendar.port import Calendar, CalendarDenied, CalendarError, CalendarUnavailable


class OAuthBackend(ABC):
    """What such back ends share. `timeout` (seconds) bounds each call; `clock` tells seconds since 1970.

    `needed` are the names of the scopes without which there is no connecting.
    """

    name: str
    title: str
    needed: Sequence[str]

    def __init__(self, app: OAuthApp, *, timeout: float = 20.0, clock: Callable[[], float] = time.time) -> None:
        self.app = app
        self.session = SharedSession(timeout)
        self.clock = clock
        self.client = OAuthClient(app, self.session, clock=clock)
        self.source = TokenSource(self.client, clock=clock)

    @abstractmethod
    def calendar(self, person_id: str, vault: Vault, reader: Reader) -> Calendar:
        """The person's calendars."""

    @abstractmethod
    async def account_name(self, tokens: Tokens) -> str:
        """What tells the person which account it is. Raises `CalendarError`."""

    @property
    def connector(self) -> Self:
        """It connects by OAuth."""
        return self

    @property
    def scopes(self) -> Sequence[Scope]:
        """What is asked for."""
        return self.app.scopes

    def authorization_url(
        self, *, state: str, challenge: str, redirect_uri: str, hint: str | None, further: Sequence[Scope] = ()
    ) -> str:
        """The consent page, which asks for `further` scopes too."""
        return self.client.authorization_url(
            state=state, challenge=challenge, redirect_uri=redirect_uri, hint=hint, further=further
        )

    async def exchange(self, *, code: str, verifier: str, redirect_uri: str) -> Account:
        """Credentials for a code. Raises `CalendarDenied`, also where a box was left empty, `CalendarUnavailable`."""
        return await self.account_of(
            await self.client.exchange(code=code, verifier=verifier, redirect_uri=redirect_uri)
        )

    async def account_of(self, tokens: Tokens) -> Account:
        """The account that tokens open, if they open all that is needed. Raises `CalendarDenied`."""
        if refused := missing(self.app, tokens.scopes, self.needed):
            wanted = " ".join(f"{scope.purpose} ({scope.name.rpartition('/')[2]})" for scope in refused)
            raise CalendarDenied(f"{self.title} was not allowed all it needs. Connect it again and allow: {wanted}")
        try:
            tokens = replace(tokens, account=await self.account_name(tokens))
        except CalendarUnavailable:
            raise
        except CalendarError as error:  # a server that answers so has no calendar for this account
            raise CalendarDenied(str(error)) from error
        return Account(tokens.account, tokens.to_json())

    async def revoke(self, credentials: str) -> None:
        """Withdraw the grant where the server has a way to. Raises `CalendarUnavailable`."""
        try:
            tokens = Tokens.from_json(credentials)
        except ValueError:
            return
        await self.client.revoke(tokens)

    async def close(self) -> None:
        """Let go of connections, after the tokens that are on their way were kept."""
        await self.source.close()
        await self.session.close()
