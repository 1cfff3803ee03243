"""Google's and Microsoft's calendars for tests: back ends that speak to the fakes, vaults of people who consented."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256

from tests.support.vaults import MemoryDeleted, MemoryVault
from threadline.calendar.google.backend import GoogleBackend
from threadline.calendar.microsoft.backend import MicrosoftBackend
from threadline.calendar.oauth import Tokens
from threadline.simulator.google.platform import FakeGoogle
from threadline.simulator.microsoft.platform import FakeGraph

VERIFIER = "v" * 64
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
BACK = "http://127.0.0.1:8080/connect/callback"


def google_backend(google: FakeGoogle, *, timeout: float = 30.0) -> GoogleBackend:
    """Google Calendar, at the fake; `timeout` in seconds."""
    return GoogleBackend(
        google.client_id,
        google.client_secret,
        api_url=google.url,
        auth_url=google.auth_url,
        token_url=google.token_url,
        timeout=timeout,
    )


def microsoft_backend(
    graph: FakeGraph, *, timeout: float = 30.0, clock: Callable[[], float] = time.time
) -> MicrosoftBackend:
    """Microsoft 365, at the fake; `timeout` in seconds."""
    return MicrosoftBackend(
        graph.client_id,
        graph.client_secret,
        MemoryDeleted(),
        tenant=graph.tenant,
        graph_url=graph.graph_url,
        login_url=graph.url,
        timeout=timeout,
        clock=clock,
    )


def consented(fake: FakeGoogle | FakeGraph, address: str, scopes: Sequence[str]) -> MemoryVault:
    """What is kept of somebody who let us in for an hour."""
    access, refresh = fake.consent.give(address, tuple(scopes))
    return MemoryVault(Tokens(access, refresh, fake.consent.clock() + 3_600, tuple(scopes), address).to_json())
