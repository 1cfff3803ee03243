"""What all surfaces of one workspace may do together."""

import pytest

from threadline.core.channels.port import Capabilities
from threadline.core.channels.rate_limit import Buckets, TokenBucket


@pytest.mark.parametrize(("per_minute", "burst"), [(60, 1), (60, 6), (20, 2), (5, 1), (3, 3)])
def test_no_minute_has_more_than_is_allowed(per_minute: int, burst: int) -> None:
    bucket, now, taken = TokenBucket(per_minute, burst=burst), 0.0, []
    for _ in range(4 * per_minute):
        now += bucket.reserve(now)
        taken.append(now)
    assert taken[burst - 1] == 0.0
    for start in taken:
        assert sum(start <= one < start + 59.999 for one in taken) <= per_minute


def test_whoever_rested_has_its_burst_again() -> None:
    bucket = TokenBucket(60, burst=3)
    assert [bucket.reserve(0.0) for _ in range(3)] == [0.0] * 3
    assert bucket.reserve(0.0) > 0
    assert [bucket.reserve(100.0) for _ in range(3)] == [0.0] * 3
    assert bucket.reserve(100.0) > 0


def test_a_pause_voids_places_until_it_is_over() -> None:
    bucket = TokenBucket(60, burst=1)
    bucket.pause(10.0, 5.0)
    bucket.pause(10.0, 2.0)
    assert bucket.closed(14.9)
    assert not bucket.closed(15.0)
    assert bucket.reserve(10.0) == 5.0


def test_replies_of_a_workspace_share_a_bucket() -> None:
    buckets, limited = Buckets(), Capabilities(updates_per_minute=50)
    assert buckets.of("slack", "T1", limited) is buckets.of("slack", "T1", limited)
    assert buckets.of("slack", "T1", limited) is not buckets.of("slack", "T2", limited)
    assert buckets.of("slack", "T1", limited) is not buckets.of("teams", "T1", limited)
    assert buckets.of("memory", "x", Capabilities()) is None
