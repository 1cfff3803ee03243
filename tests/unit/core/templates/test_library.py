"""Which template answers a message, and people's own templates beside the shipped ones."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from threadline.core.domain.message import Author, Message, Source, Wishes
from threadline.core.domain.template import Template, Variable
from threadline.core.templates.builtin import SHIPPED
from threadline.core.templates.library import (
    TemplateInvalid,
    TemplateLibrary,
    TemplateNotFound,
    VariableMissing,
    check,
    render,
)
from threadline.core.templates.selection import choose_template
from threadline.providers.port import Task
from threadline.storage.database.database import Database
from threadline.storage.database.errors import RecordChanged
from threadline.storage.persons import PersonStore
from threadline.storage.templates import TemplateStore

OWN = Template("haiku", "Haiku", "As a haiku: {{ text }}", task=Task.SUMMARY)


@pytest.fixture
def library(database: Database) -> TemplateLibrary:
    return TemplateLibrary(TemplateStore(database))


@pytest.fixture
async def ana(database: Database) -> str:
    return (await PersonStore(database).ensure(email="ana@example.com", name="Ana", zone="UTC")).id


def message(**wishes: object) -> Message:
    return Message("memory", "1", "t", Author("a"), "text", datetime(2026, 3, 5, tzinfo=UTC), wishes=Wishes(**wishes))  # type: ignore[arg-type]


async def chosen(library: TemplateLibrary, owner: str, **wishes: object) -> str | None:
    template = await choose_template(library, owner, message(**wishes))
    return template.id if template else None


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        ({}, None),
        ({"task": Task.CHAT}, None),
        ({"task": Task.CUSTOM}, None),
        ({"task": Task.CUSTOM, "source": Source.EMAIL}, None),
        ({"task": Task.SUMMARY}, "summary"),
        ({"task": Task.SUMMARY, "source": Source.EMAIL}, "email_summary"),
        ({"task": Task.SUMMARY, "source": Source.MEETING}, "meeting_notes"),
        ({"task": Task.EXPLANATION, "source": Source.DOCUMENT}, "technical_explanation"),
        ({"task": Task.CALENDAR_EVENT}, "schedule"),
        ({"task": Task.KEYWORDS}, "keywords"),
        ({"command": "translate"}, "translate"),
        ({"command": "unknown", "task": Task.SUMMARY}, "summary"),
        ({"command": "translate", "task": Task.SUMMARY}, "translate"),
        ({"template_id": "action_items", "command": "translate", "task": Task.SUMMARY}, "action_items"),
    ],
)
async def test_the_most_explicit_wish_chooses(
    library: TemplateLibrary, ana: str, wishes: dict[str, object], expected: str | None
) -> None:
    assert await chosen(library, ana, **wishes) == expected


async def test_an_explicit_template_that_does_not_exist_is_an_error(library: TemplateLibrary, ana: str) -> None:
    with pytest.raises(TemplateNotFound, match="nope"):
        await chosen(library, ana, template_id="nope")


async def test_ones_own_template_goes_before_a_shipped_one_of_the_same_kind(library: TemplateLibrary, ana: str) -> None:
    await library.save(ana, OWN)
    assert await chosen(library, ana, task=Task.SUMMARY) == "haiku"
    assert await chosen(library, ana, task=Task.SUMMARY, source=Source.EMAIL) == "email_summary"
    assert await chosen(library, "somebody else", task=Task.SUMMARY) == "summary"


async def test_ones_own_version_of_a_shipped_template_stands_in_for_it_everywhere(
    library: TemplateLibrary, ana: str
) -> None:
    await library.save(ana, replace(SHIPPED["summary"], template="Mine: {{ text }}"))
    for wishes in ({"task": Task.SUMMARY}, {"command": "summary"}, {"template_id": "summary"}):
        template = await choose_template(library, ana, message(**wishes))
        assert template is not None
        assert (template.template, template.builtin) == ("Mine: {{ text }}", False)
    assert len([template for template in await library.all(ana) if template.id == "summary"]) == 1
    await library.delete(ana, "summary")
    assert await library.get(ana, "summary") == SHIPPED["summary"]


async def test_a_command_names_ones_own_template_too(library: TemplateLibrary, ana: str) -> None:
    await library.save(ana, OWN)
    assert await chosen(library, ana, command="haiku") == "haiku"


async def test_versions_are_kept(library: TemplateLibrary, ana: str) -> None:
    first = await library.save(ana, OWN, expected=0)
    second = await library.save(ana, replace(OWN, template="As two: {{ text }}"), expected=1)
    assert (first.version, second.version, second.builtin) == (1, 2, False)
    assert (await library.get(ana, "haiku")).template == "As two: {{ text }}"
    assert (await library.get(ana, "haiku", 1)).template == OWN.template
    with pytest.raises(TemplateNotFound):
        await library.get(ana, "haiku", 3)
    with pytest.raises(RecordChanged):
        await library.save(ana, OWN, expected=1)
    old = await choose_template(library, ana, message(template_id="haiku", template_version=1))
    assert old is not None
    assert old.version == 1


async def test_shipped_templates_have_one_version_and_stay(library: TemplateLibrary, ana: str) -> None:
    assert await library.get(ana, "summary", 1) == SHIPPED["summary"]
    with pytest.raises(TemplateNotFound):
        await library.get(ana, "summary", 2)
    with pytest.raises(TemplateNotFound, match="of your own"):
        await library.delete(ana, "summary")


async def test_all_are_listed_by_name(library: TemplateLibrary, ana: str) -> None:
    await library.save(ana, OWN)
    names = [template.name for template in await library.all(ana)]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == len(SHIPPED) + 1


async def test_a_template_that_cannot_work_is_not_saved(library: TemplateLibrary, ana: str) -> None:
    for broken in (replace(OWN, template="{{ text"), replace(OWN, system_prompt="{{ ''.__class__ }}")):
        with pytest.raises(TemplateInvalid):
            await library.save(ana, broken)
    with pytest.raises(TemplateNotFound):
        await library.get(ana, "haiku")


def test_variables_have_defaults_and_required_ones_are_asked_for() -> None:
    template = Template(
        "t",
        "T",
        "{{ text }} for {{ audience }} in {{ tone }}",
        variables=(
            Variable("text", required=True),
            Variable("audience", required=True),
            Variable("tone", default="plain words"),
            Variable("spare"),
        ),
        system_prompt="You speak to {{ audience }}.",
    )
    filled = render(template, {"text": "It", "audience": "Bo", "unknown": "x"})
    assert (filled.prompt, filled.system_prompt) == ("It for Bo in plain words", "You speak to Bo.")
    with pytest.raises(VariableMissing, match="audience") as missing:
        render(template, {"text": "It", "audience": ""})
    assert missing.value.names == ("audience",)


def test_a_template_that_fails_while_it_is_filled_in_says_so() -> None:
    with pytest.raises(TemplateInvalid, match="cannot be filled in"):
        render(Template("t", "T", "{{ text|abs }}"), {"text": "x"})


@pytest.mark.parametrize("template", SHIPPED.values(), ids=lambda template: template.id)
def test_every_shipped_template_can_be_filled_in(template: Template) -> None:
    check(template)
    assert template.builtin
    assert "the text itself" in render(template, {"text": "the text itself"}).prompt
