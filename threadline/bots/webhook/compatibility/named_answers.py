"""Answers under the names of earlier documents, beside ours."""

from collections.abc import Sequence

from threadline.bots.webhook.schema.conversations import (
    ConversationAnswer,
    ConversationDetail,
)
from threadline.bots.webhook.schema.files import FileAnswer, FileContents, FileView, NamedMetadata
from threadline.bots.webhook.schema.messages import (
    TemplateAnswer,
    TemplateView,
)
from threadline.bots.webhook.schema.service import PreferenceAnswer, PreferenceView
from threadline.bots.webhook.schema.settings import LlmAnswer, LlmView, NamedSettings, UiAnswer, UiView


def conversation_answer(detail: ConversationDetail) -> ConversationAnswer:
    """`{conversation: …}`."""
    return ConversationAnswer(**dict(detail), conversation=detail)


def template_answer(template: TemplateView) -> TemplateAnswer:
    """`{template: …}`; the text of a template has that name itself, so it stands only inside."""
    return TemplateAnswer(**{**dict(template), "template": template})


def preference_answer(preference: PreferenceView) -> PreferenceAnswer:
    """`{preference: …}`."""
    return PreferenceAnswer(**dict(preference), preference=preference)


def llm_answer(settings: LlmView) -> LlmAnswer:
    """`{llm_settings: …}`."""
    return LlmAnswer(**dict(settings), llm_settings=settings)


def ui_answer(settings: UiView) -> UiAnswer:
    """`{ui_settings: …}`."""
    return UiAnswer(**dict(settings), ui_settings=settings)


def named_settings(
    llm: LlmView, ui: UiView, preferences: Sequence[PreferenceView], favorites: Sequence[str]
) -> NamedSettings:
    """`{settings: …}`."""
    return NamedSettings(
        llm_settings=llm, ui_settings=ui, preferences=list(preferences), favorite_templates=list(favorites)
    )


def file_answer(file: FileView) -> FileAnswer:
    """`{contents: …}`."""
    contents = FileContents(text=file.text, metadata=named_metadata(file), tables=file.tables)
    return FileAnswer(**dict(file), contents=contents)


def named_metadata(file: FileView) -> NamedMetadata:
    """What is known of a file."""
    known = file.metadata
    return NamedMetadata(
        filename=file.name,
        file_type=file.name.rpartition(".")[2].lower() if "." in file.name else file.media_type,
        size_bytes=known.bytes,
        num_pages=known.pages,
        page_count=known.pages,
        word_count=known.words,
        character_count=known.characters,
    )
