"""Files: what is sent with a form, and what was read from it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, InstanceOf, WithJsonSchema

from threadline.bots.webhook.schema.base import Body, LanguageCode, Storable, View, ZoneName
from threadline.bots.webhook.schema.messages import MaxTokens, SourceWord, TaskWord, Temperature, TemplateId


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent; `media_type` is what its sender says of it."""

    name: str
    media_type: str
    content: bytes


FilePart = Annotated[InstanceOf[Upload], WithJsonSchema({"type": "string", "format": "binary"})]


class FileForm(Body):
    """A form with a file: PDF, Word, Excel, PowerPoint, HTML, plain text, CSV, or a picture of text (PNG, JPEG)."""

    file: FilePart
    name: Annotated[str, Field(max_length=255), Storable] | None = Field(
        default=None,
        description="What the file is called, in place of the name in its part, whose header cannot hold every one",
    )


class FileProcessForm(FileForm):
    """A form with a file, and what to do with it."""

    prompt_prefix: Annotated[str, Field(max_length=20_000), Storable] = Field(
        default="", description="What is wanted of the file, in words"
    )
    template_id: TemplateId | None = None
    type: TaskWord = "summary"
    source: SourceWord = "document"
    max_tokens: MaxTokens | None = None
    temperature: Temperature | None = None
    language: LanguageCode | None = None
    conversation_id: Annotated[str, Field(max_length=64), Storable] | None = None
    timezone: ZoneName | None = None


class FileMetadata(View):
    """What is known of a file. `pages` is absent where its kind has none."""

    bytes: int
    words: int
    characters: int
    pages: int | None = None


class NamedMetadata(View):
    """What is known of a file, by the names that some clients read."""

    filename: str
    file_type: str
    size_bytes: int
    num_pages: int | None = None
    page_count: int | None = None
    word_count: int
    character_count: int


class TableView(View):
    """A table of a file, row by row. `page` counts from 1; 0 where the file has no pages."""

    page: int
    rows: list[list[str]]


class FileView(View):
    """What was read from a file. `note` says what could not be read."""

    name: str
    media_type: str
    text: str
    metadata: FileMetadata
    tables: list[TableView]
    note: str = ""


class FileContents(View):
    """What was read from a file, by the names that some clients read. Tables are rows of texts."""

    text: str
    metadata: NamedMetadata
    tables: list[TableView]


class FileAnswer(FileView):
    """What was read from a file; `contents` is the same once more, as some clients read it."""

    contents: FileContents
