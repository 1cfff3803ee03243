"""What was done for an answer, as it is kept beside it: for whoever looks at it later."""

import json
from collections.abc import Sequence

from threadline.core.channels.port import Step, StepState


def steps_as_json(steps: Sequence[Step]) -> str | None:
    """The stored form; what was still under way when the answer ended did not come to its end."""
    over = {StepState.RUNNING: StepState.FAILED}
    kept = [[step.id, step.title, over.get(step.state, step.state).value] for step in steps]
    return json.dumps(kept, ensure_ascii=False) if kept else None


def steps_of(stored: str | None) -> tuple[Step, ...]:
    """The steps that `steps_as_json` stored."""
    return tuple(Step(step_id, title, StepState(state)) for step_id, title, state in json.loads(stored or "[]"))
