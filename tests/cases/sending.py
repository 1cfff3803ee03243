"""Sending collected cases to the running product, one after the other, and saying how many come out right."""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import structlog


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
