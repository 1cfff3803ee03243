"""Calls that a small model writes into its text, because its server does not read them out of it.

One is taken only where the whole text is of one known form, names a tool that was declared and gives arguments of its
schema: any other text stays text. The forms are those of Hermes and Qwen, Mistral, Llama and Kimi, and plain JSON.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from threadline.providers.call_pieces import GrowingCall
from threadline.providers.port import ToolSpec

_TAGGED = re.compile(r"\s*<tool_call>\s*(.*?)\s*</tool_call>\s*", re.DOTALL)
_NAMED_TAG = re.compile(r"\s*<function=([\w.-]+)>\s*(\{.*?\})\s*</function>\s*", re.DOTALL)
_MISTRAL = re.compile(r"\[TOOL_CALLS\]\s*")
_MISTRAL_NAMED = re.compile(r"([\w.-]+)(?:\[CALL_ID\]\w+)?(?:\[ARGS\])?\s*(?=\{)")
_LLAMA = re.compile(r"<\|python_tag\|>\s*")
_KIMI = re.compile(r"functions\.([\w-]+):\d+\s*")
_KIMI_MARKS = re.compile(r"<\|tool_calls?(?:_section)?_(?:begin|end)\|>|<\|tool_call_argument_begin\|>")
_FENCE = re.compile(r"\s*```(?:json|tool_call|tool_code)?[ \t]*\n(.*?)\n?\s*```\s*", re.DOTALL)

MARKS = ("<tool_call>", "[TOOL_CALLS]", "<|tool_call", "<|python_tag|>", "functions.", "<function=")
"""What nobody writes but who means a call."""
_JSON = ("```json", "```tool_call", "```tool_code", "```\n", "{", "[{")

_Found = tuple[str, Any]


def may_begin_call(text: str) -> bool:
    """Whether a text, of which more may come, can still turn out to be a call."""
    begins = text.lstrip()
    if not begins:
        return True
    return any(begins.startswith(form) or form.startswith(begins) for form in (*MARKS, *_JSON))


def is_meant_as_call(text: str, tools: Sequence[ToolSpec]) -> bool:
    """Whether a text is the raw form of a call, so that nobody should be shown it."""
    begins = text.lstrip()
    if begins.startswith("functions."):
        return _KIMI.match(begins) is not None
    if begins.startswith(MARKS):
        return True
    known = {tool.name for tool in tools}
    return any(name in known for name, _ in _read(text))


def calls_in(text: str, tools: Sequence[ToolSpec]) -> list[GrowingCall]:
    """The calls that a text is; none where any part of it is something else."""
    known = {tool.name: tool for tool in tools}
    found = list(_read(text))
    calls = [GrowingCall(name=name, arguments=_text(arguments)) for name, arguments in found]
    if all(call.name in known and _valid(call.arguments, known[call.name]) for call in calls):
        return calls
    return []


def _read(text: str) -> list[_Found]:
    """Names and arguments of a text that is of one form as a whole."""
    try:
        return list(_forms(text))
    except (ValueError, RecursionError):
        return []


def _forms(text: str) -> Iterator[_Found]:
    bare = text.strip()
    if bare.startswith("<tool_call>"):
        for inside in _repeated(_TAGGED, bare):
            yield from _objects(inside.group(1))
    elif bare.startswith("<function="):
        for inside in _repeated(_NAMED_TAG, bare):
            yield inside.group(1), json.loads(inside.group(2))
    elif mistral := _MISTRAL.match(bare):
        yield from _mistral(bare[mistral.end() :])
    elif llama := _LLAMA.match(bare):
        yield from _objects(bare[llama.end() :])
    elif bare.startswith(("functions.", "<|tool_call")):
        yield from _one_after_another(_KIMI, _KIMI_MARKS.sub("", bare).strip())
    else:
        fenced = _FENCE.fullmatch(bare)
        yield from _objects(fenced.group(1) if fenced else bare)


def _repeated(form: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches one behind the other, up to the end of the text."""
    at = 0
    while at < len(text):
        found = form.match(text, at)
        if found is None:
            raise ValueError
        yield found
        at = found.end()


def _mistral(text: str) -> Iterator[_Found]:
    if text.startswith(("[", "{")):
        yield from _objects(text)
    else:
        yield from _one_after_another(_MISTRAL_NAMED, _MISTRAL.sub("", text))


def _one_after_another(name: re.Pattern[str], text: str) -> Iterator[_Found]:
    """Names, each followed by an object."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        found = name.match(text, at)
        if found is None:
            raise ValueError
        arguments, at = decoder.raw_decode(text, found.end())
        while at < len(text) and text[at].isspace():
            at += 1
        yield found.group(1), arguments


def _objects(text: str) -> Iterator[_Found]:
    """One call, a list of them, or an object around that list, as JSON."""
    said = json.loads(text)
    if isinstance(said, Mapping) and isinstance(said.get("tool_calls"), list) and len(said) == 1:
        said = said["tool_calls"]
    for each in said if isinstance(said, list) else [said]:
        call = each.get("function", each) if isinstance(each, Mapping) else None
        if not isinstance(call, Mapping) or not isinstance(call.get("name"), str):
            raise ValueError
        if "arguments" not in call and "parameters" not in call:
            raise ValueError
        yield call["name"].removeprefix("functions."), call.get("arguments", call.get("parameters"))


def _text(arguments: Any) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)


def _valid(arguments: str, tool: ToolSpec) -> bool:
    import jsonschema_rs

    try:
        return bool(jsonschema_rs.validator_for(dict(tool.parameters)).is_valid(json.loads(arguments)))
    except (ValueError, RecursionError):
        return False
