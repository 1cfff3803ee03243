"""Sampling wishes in a provider's own words, and which of them it does not take."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from threadline.providers.port import Parameters

Value = float | int | list[str]


@dataclass(frozen=True, slots=True)
class Sent:
    """`values` go into the call under the API's names; `dropped` are our names of the wishes that do not."""

    values: dict[str, Value]
    dropped: tuple[str, ...]


def translate(wishes: Parameters, takes: Mapping[str, str], refused: Collection[str] = ()) -> Sent:
    """Split the given wishes by what a provider `takes` (our name to the API's), less those a model has `refused`."""
    values: dict[str, Value] = {}
    dropped: list[str] = []
    for ours, value in given(wishes).items():
        theirs = takes.get(ours)
        if theirs is None or theirs in refused:
            dropped.append(ours)
        else:
            values[theirs] = value
    return Sent(values, tuple(dropped))


def given(wishes: Parameters) -> dict[str, Value]:
    """The wishes that were made, by our names."""
    values: dict[str, Value | None] = {
        "temperature": wishes.temperature,
        "max_tokens": wishes.max_tokens,
        "top_p": wishes.top_p,
        "frequency_penalty": wishes.frequency_penalty,
        "presence_penalty": wishes.presence_penalty,
        "stop": list(wishes.stop) or None,
    }
    return {name: value for name, value in values.items() if value is not None}
