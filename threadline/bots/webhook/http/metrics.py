"""What Prometheus reads: counts and latencies by route, never by person."""

from collections.abc import Iterable, Mapping

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from threadline.bots.webhook.http.model_latencies import ModelLatencies
from threadline.core.turns.admission import Load
from threadline.providers.health import Standing
from threadline.storage.figures import DayOfProvider

_LATENCIES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class Metrics:
    """The figures of this process, in a registry of their own."""

    content_type = CONTENT_TYPE_PLAIN_0_0_4

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "threadline_http_requests", "Requests answered", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "threadline_http_request_seconds",
            "Time to the answer's end",
            ("method", "route"),
            buckets=_LATENCIES,
            registry=self._registry,
        )
        self.streams = self._gauge("threadline_http_streams", "Streams being read")
        self._measure_messages()
        self._measure_models()

    def _measure_messages(self) -> None:
        self._turns = self._gauge("threadline_turns", "Messages by the state of their answer", "state")
        self._wait = self._gauge(
            "threadline_longest_wait_seconds", "How long the message has waited for its turn that has waited longest"
        )
        self._oldest = self._gauge(
            "threadline_oldest_seconds",
            "How long the oldest has waited: requests of platforms, mails to be read, mails to be sent",
            "queue",
        )
        self._proposals = self._gauge(
            "threadline_proposals", "Proposed events by state; booked are the bookings", "state"
        )

    def _measure_models(self) -> None:
        self._latencies = ModelLatencies()
        self._registry.register(self._latencies)
        self._attempts = self._gauge(
            "threadline_model_attempts",
            "Calls to a provider since the start of this process, by what became of them",
            "provider",
            "outcome",
        )
        self._tokens = self._gauge(
            "threadline_model_tokens", "Tokens that a provider took since the start of this process", "provider", "kind"
        )
        self._resting = self._gauge(
            "threadline_model_resting", "1 while a provider keeps failing and is not asked", "provider"
        )
        self._answers = self._gauge(
            "threadline_model_answers",
            "Answers that a provider is giving, and those that wait in line for it",
            "provider",
            "state",
        )
        self._cost = self._gauge(
            "threadline_model_day_cost_usd",
            "Dollars that a provider's attempts of the last 24 hours cost, as far as their price is known",
            "provider",
        )
        self._unpriced = self._gauge(
            "threadline_model_day_unpriced", "Attempts of the last 24 hours whose price nobody knows", "provider"
        )
        self._limits = self._gauge(
            "threadline_limit_used_ratio",
            "How much of a limit that people share is used in its day or month: 1 is all of it",
            "channel",
            "per",
            "of",
        )

    def _gauge(self, name: str, about: str, *labels: str) -> Gauge:
        return Gauge(name, about, labels, registry=self._registry)

    def observe(self, request: web.Request, *, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        method = request.method if request.method in _METHODS else "OTHER"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def turns(self, counts: Mapping[str, int]) -> None:
        """Take over how many messages are in each state."""
        self._turns.clear()
        for state, count in counts.items():
            self._turns.labels(state).set(count)

    def stored(self, wait: float, proposals: Mapping[str, int], providers: Iterable[DayOfProvider]) -> None:
        """Take over what the database knows."""
        self._wait.set(wait)
        self._proposals.clear()
        for state, count in proposals.items():
            self._proposals.labels(state).set(count)
        self._cost.clear()
        self._unpriced.clear()
        for each in providers:
            self._cost.labels(each.provider).set(each.cost_usd)
            self._unpriced.labels(each.provider).set(each.unpriced)

    def queues(self, oldest: Mapping[str, float]) -> None:
        """Take over for how many seconds the oldest has waited, by queue."""
        for queue, seconds in oldest.items():
            self._oldest.labels(queue).set(seconds)

    def limits(self, used: Mapping[tuple[str, str, str], float]) -> None:
        """Take over what is used of the limits that people share, by channel (or `all`), day or month, and kind."""
        self._limits.clear()
        for labels, share in used.items():
            self._limits.labels(*labels).set(share)

    def models(self, standings: Mapping[str, tuple[Standing, str]]) -> None:
        """Take over how the providers do, each with the state of its breaker."""
        self._latencies.take({provider: standing for provider, (standing, _breaker) in standings.items()})
        for provider, (standing, breaker) in standings.items():
            self._resting.labels(provider).set(breaker == "open")
            for outcome, count in standing.outcomes.items():
                self._attempts.labels(provider, outcome).set(count)
            for kind, count in standing.tokens.items():
                self._tokens.labels(provider, kind).set(count)

    def answers(self, load: Mapping[str, Load]) -> None:
        """Take over how many answers the providers are giving, and how many wait for them."""
        for provider, answers in load.items():
            self._answers.labels(provider, "running").set(answers.running)
            self._answers.labels(provider, "waiting").set(answers.waiting)

    def render(self) -> bytes:
        """The text exposition format, version 0.0.4."""
        return generate_latest(self._registry)
