"""What one method may be called: never more in a minute than Slack takes, and more where it takes more."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from threadline.bots.slack.budget import Budget


def taken(budget: Budget, start: float, count: int, *, urgent: bool = False) -> list[float]:
    """When so many calls may be made, one after the other as soon as they may."""
    made, now = list[float](), start
    for _ in range(count):
        now = budget.free_at(now, urgent=urgent)
        budget.take(now)
        made.append(now)
    return made


def most_in_a_minute(made: Sequence[float]) -> int:
    return max(sum(start <= each < start + 60 for each in made) for start in made)


@pytest.mark.parametrize("urgent", [False, True])
@pytest.mark.parametrize("paced", [False, True])
def test_no_minute_holds_more_than_the_window(paced: bool, urgent: bool) -> None:
    assert most_in_a_minute(taken(Budget(48, paced=paced), 0.0, 48, urgent=urgent)) <= 48
    budget = Budget(20, paced=paced)
    made = taken(budget, 0.0, 20, urgent=urgent) + taken(budget, 59.0, 20, urgent=urgent)
    assert most_in_a_minute(made) <= 22  # a minute without a refusal, and one step further


def test_calls_are_spread_and_what_is_urgent_is_not() -> None:
    assert min(after - before for before, after in pairwise(taken(Budget(60), 0.0, 30))) > 0.9
    urgent = taken(Budget(60), 5.0, 20, urgent=True)
    assert urgent[:6] == [5.0] * 6
    assert all(after - before < 1.0 for before, after in pairwise(urgent))
    assert taken(Budget(19, paced=False), 5.0, 19) == [5.0] * 19


def test_a_burst_leaves_the_rest_of_its_minute_for_everybody() -> None:
    budget = Budget(60)
    taken(budget, 0.0, 20, urgent=True)
    made = taken(budget, 0.0, 35)
    assert made[-1] < 60
    assert max(after - before for before, after in pairwise(made)) < 2.5


def test_the_first_step_takes_no_more_than_the_margin() -> None:
    for least, published in ((98.0, 100), (59.0, 60), (49.0, 50), (19.0, 20)):
        budget, now = Budget(least), 0.0
        while now < 90:
            now = budget.free_at(now, urgent=False)
            budget.take(now)
        assert least < budget.window <= published + 0.5


def test_it_grows_while_all_is_used_and_nothing_refused() -> None:
    busy, idle = Budget(60), Budget(60)
    now = 0.0
    for _ in range(600):
        now = busy.free_at(now, urgent=False)
        busy.take(now)
    assert busy.window > 65
    for minute in range(10):
        taken(idle, minute * 60.0, 5)
    assert idle.window == 60


def test_a_refusal_halves_the_pace_which_comes_back() -> None:
    budget = Budget(60)
    made = taken(budget, 0.0, 61)
    budget.refused(made[-1], 7.0)
    assert budget.pace == pytest.approx(30, abs=2)
    assert budget.free_at(made[-1], urgent=True) >= made[-1] + 7.0
    later = made[-1] + 30.0
    budget.free_at(later, urgent=False)
    assert budget.pace == pytest.approx(budget.window)
    assert 50 < budget.window <= 60


def test_calls_that_are_refused_together_are_one_refusal() -> None:
    budget = Budget(60)
    made = taken(budget, 0.0, 40)
    budget.refused(made[-1], 5.0)
    window = budget.window
    budget.refused(made[-1] + 0.1, 5.0)
    budget.refused(made[-1] + 0.2, 5.0)
    assert budget.window == window
    assert window >= 15


def test_what_was_not_made_is_given_back() -> None:
    budget = Budget(2, paced=False)
    taken(budget, 0.0, 2)
    assert budget.free_at(0.0, urgent=True) == 60.0
    budget.give_back()
    assert budget.free_at(0.0, urgent=True) == 0.0
