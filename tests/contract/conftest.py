"""The contracts tell what they saw as tests of ours do; pytest has to know before they are imported."""

import pytest

pytest.register_assert_rewrite(
    *(f"threadline.testing.{name}_contract" for name in ("calendar", "channel", "provider", "rich_calendar"))
)
