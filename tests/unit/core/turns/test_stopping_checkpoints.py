"""What is kept of an answer before it is over: only what may be read, so that no claim survives a crash."""

from datetime import UTC, datetime
from typing import Any, cast

from threadline.core.domain.message import Author, Message, Person, Turn
from threadline.core.turns.claims import Grounds, Truth
from threadline.core.turns.stopping import Checkpoints, RunningAnswer
from threadline.storage.turns import TurnStore

MESSAGE = Message("memory", "k", "t", Author("ana"), "put it in", datetime(2026, 12, 1, tzinfo=UTC))
TURN = Turn("m", "c", 1, MESSAGE, Person("p", "Ana", None, "UTC"), 1)


class _Turns:
    """Takes down what is kept."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    async def checkpoint(self, message_id: str, epoch: int, *, text: str, surface_ref: str | None) -> bool:
        self.kept.append(text)
        return False


async def test_a_claim_that_is_held_back_is_not_kept_either() -> None:
    turns = _Turns()
    checkpoints, answer = Checkpoints(cast("TurnStore", turns)), RunningAnswer()
    truth = Truth(lambda: Grounds(cards=True, calendar=True))
    said = "Sure! I've booked lunch with Bo. Anything else?"
    for end in range(1, len(said) + 1):
        answer.text = said[:end]
        answer.shown = truth.so_far(answer.text)
        await checkpoints.check(TURN, answer)
    assert not any("booked lunch" in each for each in turns.kept)
    assert turns.kept[-1].startswith("Sure! Nothing is booked, changed or sent yet")


async def test_where_nothing_watches_all_is_kept() -> None:
    turns: Any = _Turns()
    answer = RunningAnswer(text="A summary: I've booked it, Bo wrote.")
    await Checkpoints(turns).check(TURN, answer)
    assert turns.kept == [answer.text]
