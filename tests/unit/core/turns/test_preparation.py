"""What is known before a model is asked."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

import pytest

from threadline.config.limits import SpendingLimit
from threadline.config.reading import ReadingLimits
from threadline.core.domain.message import Author, Message, Person, Turn
from threadline.core.turns.budgets import Budgets
from threadline.core.turns.preparation import Preparation
from threadline.providers.context_window import Windows
from threadline.storage.database.database import Database
from threadline.storage.usage import UsageStore

ANA = Person("p1", "Ana", "ana@example.com", "UTC")
NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


class Asked(Exception):
    """The models were asked for one, and whether its price has to be known."""


class AskedModels:
    """Tells how it is asked, and gives none."""

    async def choose(
        self,
        person: Person,
        channel: str,
        *,
        wished: str | None = None,
        priced_only: bool = False,
        meter: object = None,
        anew: bool = False,
    ) -> None:
        raise Asked(person.id, channel, priced_only)


@pytest.mark.parametrize(("channel", "counted"), [("slack", True), ("webhook", False)])
async def test_where_a_limit_in_money_holds_the_price_has_to_be_known(
    database: Database, channel: str, counted: bool
) -> None:
    in_money = SpendingLimit(scope="channel", per="day", usd=Decimal(1), channel="slack")
    nothing = cast("Any", None)
    preparation = Preparation(
        turns=nothing,
        library=nothing,
        planner=nothing,
        dialogue=nothing,
        contexts=nothing,
        account_linking=nothing,
        models=cast("Any", AskedModels()),
        budgets=Budgets(UsageStore(database), [in_money], zone="UTC"),
        windows=Windows(),
        history_tokens=1000,
        material_tokens=1000,
        reading=ReadingLimits(),
        situations=nothing,
        toolbox=None,
    )
    turn = Turn("m1", "c1", 1, Message(channel, "1", "t", Author("a"), "hi", NOW), ANA, 1)
    with pytest.raises(Asked) as asked:
        await preparation.prepare(turn, replaceable=False)
    assert asked.value.args == ("p1", channel, counted)
