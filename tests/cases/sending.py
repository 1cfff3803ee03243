"""Sending collected cases to the running product, one after the other, and saying how many come out right."""

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import structlog

_GIVEN = os.environ.get("THREADLINE_CASES")
_HERE = Path(__file__).parent


def places(name: str) -> list[Path]:
    """Where cases lie: in the folder that is named instead, else the open ones, our own and those kept aside."""
    return [Path(_GIVEN) / name] if _GIVEN else [_HERE / part / name for part in ("open", "own", "aside")]


class Named(Protocol):
    """A case that has an id."""

    @property
    def id(self) -> str: ...


CaseT = TypeVar("CaseT", bound=Named)


def tell(kind: str, cases: Iterable[CaseT], posted: Callable[[CaseT], Awaitable[Sequence[str]]]) -> None:
    """Send those that are asked for on the command line; tell the faults of each, and how many had none."""
    parser = argparse.ArgumentParser(description=f"How many of the collected cases of {kind} come out right.")
    parser.add_argument("--id", default="", help="only cases whose id begins so")
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    right = of = 0
    for case in cases:
        if not case.id.startswith(asked.id):
            continue
        faults = asyncio.run(_gathered(posted, case))
        of, right = of + 1, right + (not faults)
        if faults:
            print(f"  {case.id}: {'; '.join(faults)}", flush=True)
    print(f"{kind}: {right} of {of} right ({100 * right / max(of, 1):.0f} %)")


async def _gathered(posted: Callable[[CaseT], Awaitable[Sequence[str]]], case: CaseT) -> Sequence[str]:
    return await posted(case)
