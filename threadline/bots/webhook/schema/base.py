"""What the models share: strictness, and the kinds of text and time."""

from typing import Annotated, Any, ClassVar, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

from threadline.bots.webhook.schema.absence import lenient_schema, without_empty

STORABLE_PATTERN = "^[^\\u0000]*$"


class Body(BaseModel):
    """A request body. Unknown fields are refused, so that a misspelt option is never silently ignored.

    Null, and an empty text where only others make sense, are as if the field had been left out.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_strip_whitespace=False, allow_inf_nan=False, defer_build=True
    )

    one_of: ClassVar[tuple[str, ...]] = ()
    """Names of one thing, of which one is given."""
    unless: ClassVar[str] = ""
    """A list that says enough without any of them, where there is something in it."""

    @property
    def _says_enough(self) -> bool:
        return bool(self.unless and getattr(self, self.unless))

    @model_validator(mode="after")
    def _has_one(self) -> Self:
        given = [name for name in self.one_of if getattr(self, name) is not None]
        if self.one_of and len(given) != 1 and (given or not self._says_enough):
            names = " or ".join(self.one_of)
            raise PydanticCustomError("one_of", "one of {names} is given, and not both", {"names": names})
        return self

    @classmethod
    def understood(cls, given: Any) -> Any:
        """What was sent (JSON), as it is to be validated."""
        return without_empty(cls, given)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        reference = handler(core)
        schema = handler.resolve_ref_schema(reference)
        lenient_schema(cls, schema)
        if cls.one_of:
            told = {"not": {"enum": [None, ""]}}
            ways = [{"required": [name], "properties": {name: told}} for name in cls.one_of]
            without = {
                "required": [cls.unless],
                "properties": {cls.unless: {"type": "array", "minItems": 1}},
                "not": {"anyOf": ways},
            }
            schema["oneOf"] = [*ways, without] if cls.unless else ways
        return reference


class Query(Body):
    """What comes behind the question mark: there, what is empty was not left out."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(core)


class View(BaseModel):
    """A response body."""

    model_config = ConfigDict(frozen=True, from_attributes=True, defer_build=True)


def _storable(text: str) -> str:
    if "\x00" in text:
        raise PydanticCustomError("nul_character", "text may not contain the NUL character")
    return text


EMPTY_TEXT = "empty_text"
"""What is wrong with a text in which nothing is said: it is well-formed, but nothing can be done with it."""


def _said(text: str) -> str:
    if not text:
        raise PydanticCustomError(EMPTY_TEXT, "The text is empty")
    return text


class Said:
    """Marks text that says something."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(_said, handler(source))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(core), "minLength": 1}


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
LongText = Annotated[str, Field(max_length=200_000), Storable, Said]
ZoneName = Annotated[
    str,
    Field(min_length=1, max_length=64, examples=["Europe/Vienna"], json_schema_extra={"format": "time-zone"}),
    Storable,
]
LanguageCode = Annotated[
    str,
    Field(
        max_length=35,
        pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$",
        examples=["en", "pt-BR"],
        description="A language (BCP 47): into which to translate, or in which to answer",
    ),
]
Instant = Annotated[
    AwareDatetime,
    Field(description="RFC 3339 with an offset", examples=["2026-11-26T15:00:00+01:00"]),
]
