"""What is sent for nothing: forms and flows write null or an empty text for a field that nobody filled in.

Where neither is a value of its own, a field that may be left out may be sent so, and is as if it had been left out.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

_BLANK: Mapping[str, Any] = {"const": ""}
_NULL: Mapping[str, Any] = {"type": "null"}


@cache
def empty_values(model: type[BaseModel]) -> Mapping[str, tuple[object, ...]]:
    """By field what means that it was left out: None, and "" where texts of other kinds are taken."""
    optional = {name: field for name, field in model.model_fields.items() if not field.is_required()}
    return {field.alias or name: _empty(field) for name, field in optional.items()}


def without_empty(model: type[BaseModel], given: Any) -> Any:
    """What was sent (JSON), in it all models below as well, without fields that were sent for nothing."""
    if not isinstance(given, dict):
        return given
    empty = empty_values(model)
    kept = {name: value for name, value in given.items() if not _is_one_of(value, empty.get(name, ()))}
    for name, inner in _inner_models(model).items():
        if name in kept:
            value = kept[name]
            several = isinstance(value, list)
            kept[name] = [without_empty(inner, each) for each in value] if several else without_empty(inner, value)
    return kept


def lenient_schema(model: type[BaseModel], schema: dict[str, Any]) -> None:
    """Say in a model's schema which fields may be sent for nothing, and how."""
    for name, values in empty_values(model).items():
        if values and name in schema.get("properties", {}):
            schema["properties"][name] = _or_empty(schema["properties"][name], values)


def _is_one_of(value: object, empty: tuple[object, ...]) -> bool:
    return (value is None or isinstance(value, str)) and value in empty


def _or_empty(field: Mapping[str, Any], values: tuple[object, ...]) -> dict[str, Any]:
    about = {key: field[key] for key in ("default", "description", "title", "examples") if key in field}
    if isinstance(about.get("default"), dict | list):
        del about["default"]  # it goes without saying, and generators of clients stumble over it beside null
    kind = {key: value for key, value in field.items() if key not in (*about, "default")}
    kinds = list(kind["anyOf"]) if set(kind) == {"anyOf"} else [kind]
    kinds += [dict(_BLANK)] if "" in values else []
    kinds += [dict(_NULL)] if None in values else []
    return {"anyOf": kinds, **about}


def _empty(field: FieldInfo) -> tuple[object, ...]:
    annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    kind: TypeAdapter[Any] = TypeAdapter(annotation)
    schema = kind.json_schema()
    values: list[object] = [] if _takes(kind, None) else [None]
    if _says_text(schema) and not _takes(kind, ""):
        values.append("")
    return tuple(values)


def _says_text(schema: Mapping[str, Any]) -> bool:
    members = [schema, *schema.get("anyOf", ())]
    return any(each.get("type") == "string" for each in members)


def _takes(kind: TypeAdapter[Any], value: object) -> bool:
    try:
        kind.validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


@cache
def _inner_models(model: type[BaseModel]) -> Mapping[str, type[BaseModel]]:
    """By field the model that it holds."""
    held = {name: _inner(field.annotation) for name, field in model.model_fields.items()}
    return {name: inner for name, inner in held.items() if inner is not None}


def _inner(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, alone or in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part)) is not None), None)
