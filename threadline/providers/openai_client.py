"""The OpenAI SDK's client, made the same way for both of its APIs."""

from typing import TYPE_CHECKING

from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import patience

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI


def make_client(spec: ProviderSpec, http: "httpx2.AsyncClient", base_url: str) -> "AsyncOpenAI":
    """A client without retries of its own. Servers without keys get a placeholder, since the SDK insists on one."""
    from openai import AsyncOpenAI

    client = AsyncOpenAI(
        api_key=spec.key() or "none",
        base_url=base_url,
        http_client=http,
        max_retries=0,
        timeout=patience(spec.deadlines),
    )
    # The SDK reads these from the environment; they would be sent to whatever server the base URL names.
    client.organization = None
    client.project = None
    return client
