"""The product in memory, with a model that plays scripts."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.cases.tools.theatre import Theatre, opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def theatre(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Theatre]:
    async with opened(tmp_path_factory.mktemp("tools")) as made:
        yield made
