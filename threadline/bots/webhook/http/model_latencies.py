"""How long the providers took to answer, as Prometheus reads a histogram."""

from collections.abc import Iterator, Mapping
from math import inf

from prometheus_client.core import HistogramMetricFamily
from prometheus_client.registry import Collector

from threadline.providers.health import DURATIONS, Standing


class ModelLatencies(Collector):
    """Those of all providers, counted where they are asked."""

    def __init__(self) -> None:
        self._standings: Mapping[str, Standing] = {}

    def take(self, standings: Mapping[str, Standing]) -> None:
        """From now on these are told."""
        self._standings = standings

    def collect(self) -> Iterator[HistogramMetricFamily]:
        """The figures, as they are now."""
        about = "Time to the end of a provider's answer, since the start of this process"
        told = HistogramMetricFamily("threadline_model_seconds", about, labels=("provider",))
        for provider, standing in self._standings.items():
            told.add_metric((provider,), _buckets(standing), standing.seconds)
        yield told


def _buckets(standing: Standing) -> list[tuple[str, float]]:
    """How many kept to each bound, those that kept to a lower one among them."""
    bounds = (*DURATIONS, inf)
    counts = [standing.durations[bound] for bound in bounds]
    return [(_named(bound), float(sum(counts[: place + 1]))) for place, bound in enumerate(bounds)]


def _named(bound: float) -> str:
    return "+Inf" if bound == inf else str(bound)
