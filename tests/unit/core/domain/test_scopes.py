"""The scopes of tokens."""

from threadline.core.domain.scopes import ALL_SCOPES, unknown_scopes


def test_scopes_that_do_not_exist_are_found() -> None:
    assert unknown_scopes([*ALL_SCOPES, "root", "Read"]) == ["root", "Read"]
