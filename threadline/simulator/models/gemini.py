"""Gemini's `generateContent`.

Refused is what Google refuses: results that are not as many as the calls before them or have other names, calls that do
not stand in one content, and a first call without the thought signature that came with it.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

from threadline.simulator.models.refusals import Refusal, check_names, check_schema, signed
from threadline.simulator.models.script import Asked, Calls, Round, Says, Thinks, event

_MALFORMED = "MALFORMED_FUNCTION_CALL"
_REASONS = {"length": "MAX_TOKENS", "malformed": _MALFORMED}


class GeminiDialect:
    """Checks requests and writes answers. Calls have no ids, as with the Gemini API of most models."""

    path = "GenerateContent"

    def read(self, body: Mapping[str, Any]) -> Asked:
        """What a request asks. Raises `Refusal`."""
        tools = [_declaration(each) for tool in body.get("tools", ()) for each in _either(tool, "functionDeclarations")]
        check_names(tool["name"] for tool in tools)
        for tool in tools:
            check_schema(tool["schema"], tool["name"], strict=False)
        contents = body["contents"]
        for place, content in enumerate(contents):
            self._check(place, content["parts"], contents[place + 1]["parts"] if place + 1 < len(contents) else None)
        if _results(contents[0]["parts"]):
            raise Refusal("Please ensure that function response turn comes immediately after a function call turn.")
        config = _either(body.get("toolConfig", {}), "functionCallingConfig") or {}
        return Asked(
            "\n".join(part["text"] for part in contents[-1]["parts"] if part.get("text")),
            tuple(str(next(iter(each["response"].values()))) for each in _results(contents[-1]["parts"])),
            tuple(tool["name"] for tool in tools),
            calls_allowed=config.get("mode") != "NONE",
            schema="responseJsonSchema" in body.get("generationConfig", {}),
            body=body,
        )

    def _check(self, place: int, parts: list[dict[str, Any]], after: list[dict[str, Any]] | None) -> None:
        if not parts or any("text" in part and not part["text"] and len(part) == 1 for part in parts):
            raise Refusal(f"* GenerateContentRequest.contents[{place}].parts: contents.parts must not be empty.")
        calls = [part for part in parts if "functionCall" in part]
        results = _results(after or [])
        if not calls:
            if results:
                raise Refusal("Please ensure that function response turn comes immediately after a function call turn.")
            return
        names = [part["functionCall"]["name"] for part in calls]
        if len(results) != len(calls):
            raise Refusal(
                "Please ensure that the number of function response parts is equal to the number of function call "
                "parts of the function call turn."
            )
        if [each["name"] for each in results] != names:
            raise Refusal("Please ensure that function response names match the function call names.")
        said = calls[0].get("thoughtSignature")
        if said is None:
            raise Refusal(
                f"Function call `{names[0]}` in the {place}. content block is missing a `thought_signature`.",
            )
        if base64.urlsafe_b64decode(said).decode() != signed(json.dumps(calls[0]["functionCall"], sort_keys=True)):
            raise Refusal("Thought signature is not valid.")

    def stream(self, round_: Round, asked: Asked) -> Iterator[bytes]:
        """The answer in events: a call comes whole, in one part."""
        signed_one, reason = False, _REASONS.get(round_.ending, "STOP")
        for part in round_.parts:
            if isinstance(part, Calls) and not _is_object(part.arguments):
                reason = _MALFORMED  # arguments are an object there: what is none never comes as a call
                break
            if round_.cut and part is round_.parts[-1]:
                if isinstance(part, Says):
                    yield event(_chunk([{"text": part.cut()[0]}]))
                break
            if isinstance(part, Says):
                for piece in part.cut():
                    yield event(_chunk([{"text": piece}]))
            else:
                yield event(_chunk([_part(part, signature=not signed_one)]))
                signed_one = signed_one or isinstance(part, Calls)
        if round_.ending == "eof":
            return
        yield event(_chunk([], reason))

    def whole(self, round_: Round, asked: Asked) -> dict[str, Any]:
        """The answer in one piece."""
        parts: list[dict[str, Any]] = []
        signed_one = False
        for part in round_.parts:
            parts.append({"text": part.text} if isinstance(part, Says) else _part(part, signature=not signed_one))
            signed_one = signed_one or isinstance(part, Calls)
        return _chunk(parts, "MAX_TOKENS" if round_.cut else "STOP")

    def error(self, refusal: Refusal) -> dict[str, Any]:
        """An error's body."""
        return {"error": {"code": refusal.status, "message": refusal.message, "status": "INVALID_ARGUMENT"}}


def _is_object(arguments: str) -> bool:
    try:
        return isinstance(json.loads(arguments), dict)
    except ValueError:
        return False


def _part(part: Thinks | Calls, *, signature: bool) -> dict[str, Any]:
    if isinstance(part, Thinks):
        return {"text": part.text, "thought": True}
    call: dict[str, Any] = {"name": part.name}
    if part.arguments != "{}":
        call["args"] = json.loads(part.arguments)
    made: dict[str, Any] = {"functionCall": call}
    if signature:
        made["thoughtSignature"] = base64.b64encode(signed(json.dumps(call, sort_keys=True)).encode()).decode()
    return made


def _chunk(parts: list[dict[str, Any]], finish: str | None = None) -> dict[str, Any]:
    candidate: dict[str, Any] = {"index": 0, "content": {"role": "model", "parts": parts}}
    if finish == _MALFORMED:
        candidate = {"index": 0, "content": {}}
    made: dict[str, Any] = {"candidates": [candidate], "modelVersion": "m-1"}
    if finish:
        candidate["finishReason"] = finish
        made["usageMetadata"] = {"promptTokenCount": 11, "candidatesTokenCount": 4, "thoughtsTokenCount": 3}
    return made


def _results(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [part["functionResponse"] for part in parts if "functionResponse" in part]


def _declaration(declared: Mapping[str, Any]) -> dict[str, Any]:
    schema = _either(declared, "parametersJsonSchema") or {"type": "object"}
    return {"name": declared.get("name", ""), "schema": schema}


def _either(body: Mapping[str, Any], name: str) -> Any:
    """A field in camel or in snake case: the API reads both, and the SDK sends both."""
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
    return body.get(name, body.get(snake, {}))
