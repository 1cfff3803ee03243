"""Parts of Gemini's contents: what is sent, the calls among those that come, and what has to go back as it came.

A part comes back as it was, because a thought signature belongs to the very part it came on (of parallel calls only
the first has one, and an empty text may carry one). All calls of a round stay in one content, and all their results
are in the content after it. Ids may be missing: then results are known by name and order. Declarations are passed,
never callables: those the SDK would run by itself.
"""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from threadline.providers.call_pieces import GrowingCall, finished
from threadline.providers.port import Delta, ToolResult, ToolRound
from threadline.providers.rounds import answered, calls_before, kept
from threadline.providers.tool_faults import malformed

if TYPE_CHECKING:
    from google.genai.types import Part

    from threadline.providers.sdk import Call

_PLAIN = frozenset({"text"})


class Parts:
    """The parts of one answer in order; plain text that came in pieces is one part."""

    def __init__(self) -> None:
        self._parts: list[dict[str, Any]] = []
        self._pieces: list[str] = []

    def add(self, part: "Part") -> None:
        """Take in a part."""
        # Most are a few letters of text: dumping the SDK's model costs more than all else that happens to them.
        if part.model_fields_set == _PLAIN and part.text is not None:
            self._pieces.append(part.text)
        elif sent := part.model_dump(mode="json", by_alias=True, exclude_none=True):
            self._join()
            self._parts.append(sent)

    def _join(self) -> None:
        if self._pieces:
            self._parts.append({"text": "".join(self._pieces)})
            self._pieces.clear()

    def end(self, provider: str, call: "Call") -> Iterable[Delta]:
        """The calls of an answer that came to its natural end, and what to send back with their results.

        Raises `MalformedCalls` where a call has no name: nothing could be run, in no round.
        """
        self._join()
        calls = [part["functionCall"] for part in self._parts if "functionCall" in part]
        if not calls:
            return
        if not all(each.get("name") for each in calls):
            raise malformed(provider, "a call has no name")
        growing = [
            GrowingCall(
                id=each.get("id") or "",
                name=each["name"],
                arguments=json.dumps(each.get("args") or {}, ensure_ascii=False),
            )
            for each in calls
        ]
        yield from finished(growing, earlier=calls_before(call.request))
        yield kept(provider, call.model, self._parts)


def contents_of(call: "Call") -> list[dict[str, Any]]:
    """The transcript and the rounds."""
    contents: list[dict[str, Any]] = [
        {"role": "user" if each.role == "user" else "model", "parts": [{"text": part} for part in each.parts]}
        for each in call.prompt.messages
    ]
    if call.prompt.news:
        contents[-1]["parts"].append({"text": call.prompt.news})
    for made in call.prompt.rounds:
        contents += _round(made)
    return contents


def tools_of(call: "Call") -> dict[str, Any]:
    """The declarations as fields of the configuration."""
    if not call.tools:
        return {}
    declarations = [
        {"name": tool.name, "description": tool.description, "parameters_json_schema": dict(tool.parameters)}
        for tool in call.tools
    ]
    config: dict[str, Any] = {
        "tools": [{"function_declarations": declarations}],
        "automatic_function_calling": {"disable": True},
    }
    if not call.calls_allowed:
        config["tool_config"] = {"function_calling_config": {"mode": "NONE"}}
    return config


def _round(made: ToolRound) -> list[dict[str, Any]]:
    parts = json.loads(made.state.items) if made.state is not None else []
    calls = [part["functionCall"] for part in parts if "functionCall" in part]
    results = [_result(call, result) for call, result in zip(calls, answered(made), strict=False)]
    return [{"role": "model", "parts": parts}, {"role": "user", "parts": results}]


def _result(call: dict[str, Any], result: ToolResult) -> dict[str, Any]:
    outcome = "error" if result.failed else "output"
    response: dict[str, Any] = {"name": call.get("name"), "response": {outcome: result.text}}
    if call.get("id"):
        response["id"] = call["id"]
    return {"functionResponse": response}
