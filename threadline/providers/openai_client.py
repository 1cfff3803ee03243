"""The OpenAI SDK's client, made the same way for both of its APIs."""

from typing import TYPE_CHECKING, Any

from threadline.providers.openai_chunks import text_of
from threadline.providers.settings import ProviderSpec
from threadline.providers.shared_http import patience

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI


def make_client(spec: ProviderSpec, http: "httpx2.AsyncClient", base_url: str) -> "AsyncOpenAI":
    """A client without retries of its own. Servers without keys get a placeholder, since the SDK insists on one."""
    from openai import AsyncOpenAI

    class Client(AsyncOpenAI):
        """As the SDK's, but for events that are text and nothing more."""

        def _process_response_data(self, *, data: object, cast_to: Any, response: "httpx2.Response") -> Any:
            text = text_of(data)
            return (
                super()._process_response_data(data=data, cast_to=cast_to, response=response) if text is None else text
            )

    client = Client(
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
