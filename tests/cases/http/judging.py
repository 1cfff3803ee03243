"""What is wrong with an answer over HTTP, beside what its case wants."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.cases.http.asking import Seen
from tests.channels.webhook.client import Answer

_ABSENT = object()


def faults_of(seen: Seen) -> Sequence[str]:
    """The faults that are seen."""
    wanted = seen.case.expect
    if "any" in wanted:
        rest = {name: value for name, value in wanted.items() if name != "any"}
        return min((tuple(_faults(seen, {**rest, **each})) for each in wanted["any"]), key=len)
    return tuple(_faults(seen, wanted))


def _faults(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    answer = seen.answer
    if "status" in wanted and answer.status not in wanted["status"]:
        yield f"answered {answer.status}: {answer.text[:200]}"
        return
    for name in wanted.get("headers", ()):
        if name not in answer.headers:
            yield f"no header {name}"
    for name, value in wanted.get("header_equals", {}).items():
        if answer.headers.get(name) != value:
            yield f"{name} is {answer.headers.get(name)}"
    for text in wanted.get("not_text", ()):
        if text in answer.text:
            yield f"says {text!r}"
    for text in wanted.get("text", ()):
        if text not in answer.text:
            yield f"does not say {text!r}"
    if (name := wanted.get("names")) and name not in answer.text:
        yield f"does not name {name}"
    yield from _properties(answer, wanted)
    yield from _model(seen, wanted)
    yield from _later(seen, wanted)


def _properties(answer: Answer, wanted: Mapping[str, Any]) -> Iterator[str]:
    for path in wanted.get("has", ()):
        if (at(answer, path)) is _ABSENT:
            yield f"no {path}"
    for path, value in wanted.get("equals", {}).items():
        if at(answer, path) != value:
            yield f"{path} is {at(answer, path)!r}"
    for path, value in wanted.get("not_equals", {}).items():
        if at(answer, path) == value:
            yield f"{path} is {value!r}"
    for path, value in wanted.get("starts_with", {}).items():
        if value not in str(at(answer, path)):
            yield f"{path} is {at(answer, path)!r}"
    yield from _marked(answer, wanted)


def _marked(answer: Answer, wanted: Mapping[str, Any]) -> Iterator[str]:
    if "details_type" in wanted and type(answer.json["details"]).__name__ != wanted["details_type"]:
        yield f"details are {answer.json['details']!r}"
    if wanted.get("warned") and not answer.json["warnings"]:
        yield "no warning"
    if wanted.get("marked_degraded") and not (answer.json.get("usage") or {}).get("degraded"):
        yield "not marked as degraded"
    if wanted.get("valid") == "OpenAPI 3.1":
        invalid = [error.message for error in OpenAPIV31SpecValidator(answer.json).iter_errors()]
        yield from (f"invalid: {message[:150]}" for message in invalid[:1])


def _model(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    told = seen.told.lower()
    for words in (*wanted.get("model_told", ()), *wanted.get("then_model_told", ())):
        if words.lower() not in told:
            yield f"the model was not told {words!r}"
    for words in wanted.get("model_not_told", ()):
        if words.lower() in told:
            yield f"the model was told {words!r}"
    one_of = wanted.get("model_told_any")
    if one_of and not any(all(words.lower() in told for words in several) for several in one_of):
        yield f"the model was told none of {one_of}"
    if wanted.get("text_fenced") and f"<material>\n{seen.case.body['prompt']}\n</material>".lower() not in told:
        yield "the text is not marked as material"


def _later(seen: Seen, wanted: Mapping[str, Any]) -> Iterator[str]:
    if (text := wanted.get("then_render_has")) and text not in str(seen.then[-1].json.get("rendered")):
        yield f"rendered: {seen.then[-1].text[:200]}"
    if "then_status" in wanted and seen.then[-1].status not in wanted["then_status"]:
        yield f"then answered {seen.then[-1].status}: {seen.then[-1].text[:200]}"
    for path, value in wanted.get("keeps", {}).items():
        if at(seen.then[-1], path) != value:
            yield f"kept as {path} is {at(seen.then[-1], path)!r}"
    if "location_ends" in wanted:
        stays, ends = (wanted[name] for name in ("location_stays", "location_ends"))
        if len(seen.followed) != 2 or seen.followed[0] not in stays or seen.followed[1] not in ends:
            yield f"its Location answered {seen.followed}"


def at(answer: Answer, path: str) -> Any:
    """The property at a path ("event.start", "events.0.id")."""
    found: Any = answer.json
    for part in path.split("."):
        if isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        elif isinstance(found, dict) and part in found:
            found = found[part]
        else:
            return _ABSENT
    return found
