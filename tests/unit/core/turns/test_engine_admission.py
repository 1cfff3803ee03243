"""Seats on the running engine: whoever has to wait is told the place, and can give up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.support.acting import until as eventually
from tests.unit.core.turns.engine_house import ANA, BO, House, Model, Platform, application, settings_for, until
from threadline.core.channels.memory import RecordedReply
from threadline.core.channels.port import Reply, Step, StepState
from threadline.core.domain.message import Turn
from threadline.core.turns.admission import Load


@dataclass(slots=True)
class Working(RecordedReply):
    """A surface that shows steps as well."""

    keeps_work: ClassVar[bool] = False
    steps: list[Step] = field(default_factory=list)

    async def work(self, steps: Sequence[Step]) -> str | None:
        self.steps.extend(steps)
        return self.ref


@dataclass
class Showing(Platform):
    """A platform whose surfaces show steps."""

    async def open_reply(self, turn: Turn) -> Reply:
        self.replies.setdefault(turn.key, Working(ref=turn.key))
        return await super().open_reply(turn)


@dataclass
class Queue:
    """A house in which the first question holds a seat."""

    house: House

    async def hold(self, prompt: str, **how: Any) -> str:
        part = self.house.model.part(prompt)
        receipt = await self.house.receive(prompt, thread=prompt, **how)
        await until(part.asked)
        return receipt.message_id

    async def wait(self, prompt: str, **how: Any) -> str:
        """Ask what finds no seat; answers once it stands in line."""
        waiting, before = self.house.services.models.admission, self.waiting
        self.house.model.part(prompt)
        receipt = await self.house.receive(prompt, thread=prompt, **how)
        await eventually(lambda: waiting.load["model"].waiting == before + 1)
        return receipt.message_id

    @property
    def waiting(self) -> int:
        return self.house.services.models.admission.load["model"].waiting

    def steps(self, message_id: str) -> list[tuple[str, StepState]]:
        reply = self.house.platform.replies[f"reply-{message_id}"]
        assert isinstance(reply, Working)
        return [(step.title, step.state) for step in reply.steps]


def running(tmp_path: Path, model: Model, platform: Platform, **bounds: int) -> Any:
    return application(settings_for(tmp_path, answers_at_once=bounds), model, platform)


async def test_who_waits_is_told_the_place_and_then_answered(tmp_path: Path) -> None:
    model, platform = Model(), Showing()
    async with running(tmp_path, model, platform, per_person=2, per_provider=1) as app:
        queue = Queue(House(app.services, model, platform))
        first = await queue.hold("tell me one", author=ANA)
        second = await queue.wait("tell me two", author=ANA)
        third = await queue.wait("tell me three", author=BO)
        await eventually(lambda: queue.steps(third) == [("You are number 2 in line…", StepState.RUNNING)])
        assert queue.steps(second) == [("You are next in line…", StepState.RUNNING)]
        assert model.running == ["tell me one"]
        for prompt, message in (("tell me one", first), ("tell me two", second), ("tell me three", third)):
            model.part(prompt).say("Said.").end()
            assert (await queue.house.end_of(message)).reply == "Said."
        assert ("It is your turn", StepState.DONE) in queue.steps(third)
        assert app.services.models.admission.load == {"model": Load(0, 0)}


@pytest.mark.parametrize("bounds", [{"per_person": 1, "per_provider": 9}, {"per_person": 9, "per_provider": 1}])
async def test_who_waits_can_give_up(tmp_path: Path, bounds: dict[str, int]) -> None:
    model, platform = Model(), Showing()
    async with running(tmp_path, model, platform, **bounds) as app:
        queue = Queue(House(app.services, model, platform))
        first = await queue.hold("tell me one")
        second = await queue.wait("tell me two")
        record = await queue.house.record(second)
        await app.services.engine.stop(record.person_id, second)
        assert (await queue.house.end_of(second)).state == "stopped"
        model.part("tell me one").say("Said.").end()
        assert (await queue.house.end_of(first)).state == "answered"
        assert [request.messages[-1].text for request in model.requests] == ["tell me one"]
        assert app.services.models.admission.load == {"model": Load(0, 0)}


@pytest.mark.parametrize(
    ("bounds", "code", "words"),
    [
        ({"per_person": 1, "waiting_per_person": 0}, "limit:30", "too many questions waiting"),
        ({"per_person": 9, "per_provider": 1, "waiting_per_provider": 0}, "crowded:30", "Too many people are waiting"),
    ],
)
async def test_who_finds_the_line_full_is_told_what_to_do(
    tmp_path: Path, bounds: dict[str, int], code: str, words: str
) -> None:
    model, platform = Model(), Showing()
    async with running(tmp_path, model, platform, **bounds) as app:
        queue = Queue(House(app.services, model, platform))
        first = await queue.hold("tell me one")
        refused = await queue.house.ask("Tea with Bo tomorrow at 4pm", thread="another")
        assert (refused.state, refused.outcome.code) == ("failed", code)
        assert words in refused.reply
        assert "Ask again" in refused.reply
        assert len(platform.cards) == 1  # what code can do waits for no model
        model.part("tell me one").say("Said.").end()
        await queue.house.end_of(first)
