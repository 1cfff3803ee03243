"""Tokens, estimated without a tokenizer: four bytes of UTF-8 a token.

That is right within a fifth for English and code with the tokenizers of 2024 and later, and a little high for
languages of other scripts (two or three bytes a letter), which errs to the safe side.
"""

import json

from threadline.providers.port import ChatMessage, Request, ToolRound, ToolSpec

_BYTES_PER_TOKEN = 4
_PER_MESSAGE = 4  # role and separators


def estimate_tokens(text: str) -> int:
    """Tokens of a text, at least 1 for a text that is not empty."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // _BYTES_PER_TOKEN)


def estimate_message(message: ChatMessage) -> int:
    """Tokens of one message of a transcript."""
    return estimate_tokens(message.text) + estimate_tokens(message.beside) + _PER_MESSAGE


def estimate_request(request: Request) -> int:
    """Tokens that a request sends: tools, transcript, instructions, facts, material, rounds."""
    parts = [
        request.system,
        request.situation,
        request.directions,
        request.earlier,
        *request.facts,
        request.material or "",
    ]
    spoken = sum(map(estimate_tokens, parts)) + sum(map(estimate_message, request.messages))
    return _PER_MESSAGE + spoken + sum(map(_of_tool, request.tools)) + sum(map(_of_round, request.rounds))


def _of_tool(tool: ToolSpec) -> int:
    return _PER_MESSAGE + sum(map(estimate_tokens, (tool.name, tool.description, json.dumps(tool.parameters))))


def _of_round(made: ToolRound) -> int:
    said = [made.text, *(call.arguments for call in made.calls), *(result.text for result in made.results)]
    said.append(made.state.items if made.state is not None else "")
    return sum(map(estimate_tokens, said)) + _PER_MESSAGE * (len(made.calls) + len(made.results))
