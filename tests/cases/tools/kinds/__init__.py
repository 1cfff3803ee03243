"""The conversation tasks, a module for each kind."""

from collections.abc import Sequence

from tests.cases.tools.kinds.creating import creating
from tests.cases.tools.kinds.existing import cancelling_tasks, changing_tasks, series_tasks
from tests.cases.tools.kinds.injecting import injections
from tests.cases.tools.kinds.inviting import inviting
from tests.cases.tools.kinds.lacking import lacking
from tests.cases.tools.kinds.reminding import preference_tasks, reminder_tasks
from tests.cases.tools.kinds.searching import finding_tasks, question_tasks
from tests.cases.tools.kinds.talking import several_tasks, thread_tasks
from tests.cases.tools.tasks import Task

__all__ = ["injections", "tasks"]


def tasks() -> Sequence[Task]:
    """All but the injected ones."""
    return [
        *creating(),
        *changing_tasks(),
        *cancelling_tasks(),
        *series_tasks(),
        *finding_tasks(),
        *question_tasks(),
        *inviting(),
        *reminder_tasks(),
        *preference_tasks(),
        *thread_tasks(),
        *several_tasks(),
        *lacking(),
    ]
