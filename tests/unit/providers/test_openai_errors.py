"""Errors of OpenAI's package as errors of the port."""

import httpx2
import openai

from threadline.providers.openai_errors import mapped
from threadline.providers.port import (
    Unavailable,
)


def test_openai_errors_without_a_cause() -> None:
    request = httpx2.Request("POST", "https://model.test")
    assert isinstance(mapped(openai.APIConnectionError(request=request), "p"), Unavailable)
    response = httpx2.Response(200, request=request)
    assert isinstance(mapped(openai.APIResponseValidationError(response, None), "p"), Unavailable)
