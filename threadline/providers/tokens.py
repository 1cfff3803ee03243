"""Tokens, estimated without a tokenizer: four bytes of UTF-8 a token.

That is right within a fifth for English and code with the tokenizers of 2024 and later, and a little high for
languages of other scripts (two or three bytes a letter), which errs to the safe side.
"""

from threadline.providers.port import ChatMessage, Request

_BYTES_PER_TOKEN = 4
_PER_MESSAGE = 4  # role and separators


def estimate_tokens(text: str) -> int:
    """Tokens of a text, at least 1 for a text that is not empty."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // _BYTES_PER_TOKEN)


def estimate_message(message: ChatMessage) -> int:
    """Tokens of one message of a transcript."""
    return estimate_tokens(message.text) + _PER_MESSAGE


def estimate_request(request: Request) -> int:
    """Tokens that a request sends: transcript, instructions, facts, material, tools and the rounds so far."""
    parts = [request.system, request.situation, *request.facts, request.material or ""]
    parts.extend(f"{tool.name} {tool.description} {tool.parameters}" for tool in request.tools)
    for past in request.rounds:
        parts.extend((past.text, *(call.arguments for call in past.calls), *(result.text for result in past.results)))
        parts.append(past.state.items if past.state is not None else "")
    return _PER_MESSAGE + sum(map(estimate_tokens, parts)) + sum(map(estimate_message, request.messages))
