"""Entry points: ours first, others beside them, and a broken one is named."""

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from threadline import plugins

GROUP = "threadline.channels"


def points(*pairs: tuple[str, str]) -> EntryPoints:
    return EntryPoints(EntryPoint(name, value, GROUP) for name, value in pairs)


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is installed: (name, value) pairs; the group is looked up as Python does."""
    pairs: list[tuple[str, str]] = []
    monkeypatch.setattr(plugins, "entry_points", lambda group: points(*pairs).select(group=group))
    return pairs


def test_our_own_are_installed() -> None:
    from threadline.bots.webhook.channel import create
    from threadline.core.calendars.registry import builtin

    assert plugins.load("threadline.channels", third_party=False)["webhook"] is create
    assert plugins.load("threadline.calendars", third_party=False)["builtin"] is builtin


def test_those_of_other_packages_are_loaded_beside_ours(installed: list[tuple[str, str]]) -> None:
    installed += [("other", "json:loads"), ("webhook", "threadline.bots.webhook.channel:create")]
    found = plugins.load(GROUP)
    assert list(found) == ["webhook", "other"]


def test_those_of_other_packages_can_be_left_out(installed: list[tuple[str, str]]) -> None:
    installed += [("other", "json:loads"), ("webhook", "threadline.bots.webhook.channel:create")]
    assert list(plugins.load(GROUP, third_party=False)) == ["webhook"]


def test_nobody_takes_over_one_of_ours(installed: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    installed += [("webhook", "json:loads"), ("webhook", "threadline.bots.webhook.channel:create")]
    from threadline.bots.webhook.channel import create

    assert plugins.load(GROUP) == {"webhook": create}
    assert "name is taken" in capsys.readouterr().out


@pytest.mark.parametrize("value", ["no.such.module:create", "json:no_such_name", "this_plugin_raises:create"])
def test_a_broken_one_is_named(
    value: str,
    installed: list[tuple[str, str]],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    directory = tmp_path_factory.mktemp("plugins")
    (directory / "this_plugin_raises.py").write_text("raise RuntimeError('at import')")
    monkeypatch.syspath_prepend(directory)
    installed.append(("broken", value))
    with pytest.raises(plugins.PluginBroken, match=r"threadline\.channels 'broken' of an unknown package"):
        plugins.load(GROUP)
