from threadline.providers.circuit_breaker import Breaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_opens_after_failures_in_a_row() -> None:
    breaker = Breaker(Clock(), threshold=2)
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert (breaker.state, breaker.allows()) == ("closed", True)
    breaker.failed()
    assert (breaker.state, breaker.allows()) == ("open", False)


def test_one_probe_closes_or_opens_it_again() -> None:
    clock = Clock()
    breaker = Breaker(clock, threshold=1, cooldown=10)
    breaker.failed()
    clock.now = 10
    assert breaker.state == "half-open"
    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.failed()
    assert breaker.state == "open"
    clock.now = 20
    assert breaker.allows()
    breaker.abandoned()
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.state == "closed"


def test_it_rests_as_long_as_it_was_told_within_bounds() -> None:
    clock = Clock()
    breaker = Breaker(clock, cooldown=10)
    breaker.failed(retry_after=10)
    assert breaker.state == "closed"
    breaker.failed(retry_after=60)
    clock.now = 59
    assert not breaker.allows()
    breaker.failed(retry_after=100_000)
    clock.now = 159
    assert breaker.allows()


def test_it_tells_how_long_it_still_rests() -> None:
    clock = Clock()
    breaker = Breaker(clock, threshold=1, cooldown=10)
    assert breaker.left() == 0
    breaker.failed()
    clock.now = 4
    assert breaker.left() == 6
    clock.now = 12
    assert breaker.left() == 0
