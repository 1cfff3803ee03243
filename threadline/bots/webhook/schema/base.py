"""What the models share: strictness, and the kinds of text and time."""

from typing import Annotated

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

STORABLE_PATTERN = "^[^\\u0000]*$"


class Body(BaseModel):
    """A request body. Unknown fields are refused, so that a misspelt option is never silently ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False, allow_inf_nan=False)


class View(BaseModel):
    """A response body."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


def _storable(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("nul_character", "text may not contain the NUL character")
    return text


class Storable:
    """Marks text that every database can hold. Half a surrogate pair does not get this far: it is no JSON."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(_storable, handler(source))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        schema.setdefault("pattern", STORABLE_PATTERN)
        return schema


Name = Annotated[str, Field(min_length=1, max_length=200), Storable]
LongText = Annotated[str, Field(min_length=1, max_length=200_000), Storable]
ZoneName = Annotated[
    str,
    Field(min_length=1, max_length=64, examples=["Europe/Vienna"], json_schema_extra={"format": "time-zone"}),
    Storable,
]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$", examples=["en"], description="ISO 639-1")]
Instant = Annotated[
    AwareDatetime,
    Field(description="RFC 3339 with an offset", examples=["2026-11-26T15:00:00+01:00"]),
]
