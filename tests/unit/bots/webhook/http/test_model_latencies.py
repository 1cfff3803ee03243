"""How long providers took, as Prometheus reads it."""

from threadline.bots.webhook.http.metrics import Metrics
from threadline.providers.attempts import Attempt
from threadline.providers.health import Standing
from threadline.providers.port import Usage


def took(outcome: str, seconds: float) -> Attempt:
    usage = Usage("m", 1, 1, provider="house")
    return Attempt("house", "m", "answer", 1, outcome, usage, seconds)


def test_answers_are_counted_by_how_long_they_took_and_failures_are_not() -> None:
    standing, metrics = Standing(), Metrics()
    for outcome, seconds in (("answered", 0.4), ("answered", 0.5), ("answered", 3.0), ("answered", 500.0)):
        standing.took(took(outcome, seconds))
    standing.took(took("unavailable", 1.0))
    metrics.models({"house": (standing, "closed")})
    told = metrics.render().decode()
    for bound, count in (("0.5", 2.0), ("2.0", 2.0), ("4.0", 3.0), ("120.0", 3.0), ("+Inf", 4.0)):
        assert f'threadline_model_seconds_bucket{{le="{bound}",provider="house"}} {count}\n' in told
    assert 'threadline_model_seconds_count{provider="house"} 4.0\n' in told
    assert 'threadline_model_seconds_sum{provider="house"} 503.9\n' in told
