"""Templates are written by people who may call the service, not by people who may run code in it."""

import pytest

from threadline.core.templates.sandbox import LONGEST, RenderingFailed, compiled, fill

VALUES = {"text": "one\ntwo", "name": "Ana", "empty": ""}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("Dear {{ name }},\n\n{{ text }}\n", "Dear Ana,\n\none\ntwo"),
        ("{{ unknown }}", ""),
        ("{{ name|upper }} {{ name|lower|capitalize }}", "ANA Ana"),
        ("{{ empty|default('nobody', true) }}{{ unknown|default('x') }}", "nobodyx"),
        ("{% if name == 'Ana' and not empty %}yes{% else %}no{% endif %}", "yes"),
        ("{{ 'a' if empty else 'b' }}", "b"),
        ("{% for line in text|lines %}{{ loop.index }}. {{ line }}\n{% endfor %}", "1. one\n2. two"),
        ("{{ text|lines|join(', ') }}", "one, two"),
        ("{{ text|replace('one', name) }}", "Ana\ntwo"),
        ("{{ name[0] }}{{ name[1:] }}", "Ana"),
        ("{% raw %}{{ name }}{% endraw %}", "{{ name }}"),
        ("{{ name in ['Ana', 'Bo'] }}", "True"),
        ("{{ text is defined }} {{ unknown is defined }}", "True False"),
        ("{# a remark #}{{ name|length }}", "3"),
        ("<b>{{ '<' }}</b>", "<b><</b>"),
    ],
)
def test_a_template_is_filled_in(template: str, filled: str) -> None:
    assert fill(template, VALUES) == filled


def test_values_are_never_templates() -> None:
    assert fill("{{ text }}", {"text": "{{ name }}{% raw %}"}) == "{{ name }}{% raw %}"


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'].mro() }}",
        "{{ name.upper() }}",
        "{{ name|attr('__class__') }}",
        "{{ name.format }}",
        "{{ '{0.__class__}'.format(name) }}",
        "{{ '%999999999d' % 1 }}",
        "{{ [name]|map(attribute='__class__')|list }}",
        "{{ name|groupby('__class__') }}",
        "{{ self.__init__ }}",
        "{{ loop.parent }}",
        "{{ cycler }}{{ cycler('a') }}",
        "{{ range(10) }}",
        "{{ lipsum() }}",
        "{{ namespace(a=1) }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 999999999 }}",
        "{{ text ~ text }}",
        "{{ text + text }}",
        "{{ 1 / 0 }}",
        "{% set x = text %}",
        "{% set x %}{{ text }}{% endset %}",
        "{% with x = text %}{{ x }}{% endwith %}",
        "{% macro m() %}{% endmacro %}",
        "{% call name() %}{% endcall %}",
        "{% filter upper %}x{% endfilter %}",
        "{% block x %}{% endblock %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% from 'os' import path %}",
        "{% extends 'x' %}",
        "{% for a in text %}{% for b in text %}{% endfor %}{% endfor %}",
        "{% for a in text recursive %}{{ loop(text) }}{% endfor %}",
        "{{ text|center(999999999) }}",
        "{{ text|indent(999999999) }}",
        "{{ text|format }}",
        "{{ text|pprint }}",
        "{{ text|striptags }}",
        "{{ {'a': 1} }}",
        "{{ unknown|nosuchfilter }}",
        "{{ name is nosuchtest }}",
        "{{ name",
        "{% if %}",
        "{% nosuchtag %}",
        "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
        "{{ " + "not " * 10_000 + "name }}",
    ],
)
def test_what_a_template_must_not_do_is_refused_before_it_is_filled_in(template: str) -> None:
    with pytest.raises(RenderingFailed):
        compiled(template)


@pytest.mark.parametrize("template", ["{% for x in 5 %}{% endfor %}", "{{ name|abs }}", "{{ 1e400|int }}"])
def test_what_fails_while_it_is_filled_in_is_a_sentence(template: str) -> None:
    with pytest.raises(RenderingFailed, match="cannot be filled in"):
        fill(template, VALUES)


@pytest.mark.parametrize(
    "template",
    [
        "{{ text }}{{ text }}{{ text }}",
        "{{ text|replace('x', text) }}",
        "{{ text|join(text) }}",
        "{% for a in text %}{{ text }}{% endfor %}",
    ],
)
def test_output_is_bounded(template: str) -> None:
    with pytest.raises(RenderingFailed, match=f"more than {LONGEST} characters"):
        fill(template, {"text": "x" * (LONGEST // 2)})


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in text %}{% if text|upper == 'x' %}{% endif %}{% endfor %}",
        "{% for a in text %}{{ text|upper|length }}{% endfor %}",
    ],
)
def test_time_is_bounded(template: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threadline.core.templates.sandbox.SECONDS", 0.05)
    with pytest.raises(RenderingFailed, match="takes more than"):
        fill(template, {"text": "x" * LONGEST})


def test_a_loop_may_end_in_time_and_yield_to_another_render() -> None:
    assert fill("{% for a in text %}{{ a }}{% endfor %}", {"text": "abc"}) == "abc"
    assert fill("{% for a in text %}{{ loop.first }}{% endfor %}", {"text": "a"}) == "True"
