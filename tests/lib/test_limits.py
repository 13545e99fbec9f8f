"""Limits, counted in a real Redis."""

import pytest

from community.lib import limits
from community.lib.limits import Limit, TooFast, spend

THREE = Limit("test", "3/hour", "three are enough for a test")


@pytest.fixture(autouse=True)
def fresh_limiter():
    limits._limiter.cache_clear()
    yield
    limits._limiter.cache_clear()


@pytest.mark.django_db
def test_the_fourth_of_three_is_too_fast_and_says_how_long_to_wait():
    for _ in range(3):
        spend(THREE, 1)
    with pytest.raises(TooFast) as caught:
        spend(THREE, 1)
    assert 1 <= caught.value.wait <= 3601
    assert str(caught.value.wait) in str(caught.value)


@pytest.mark.django_db
def test_each_account_has_its_own_and_so_has_each_limit():
    for _ in range(3):
        spend(THREE, 1)
    spend(THREE, 2)
    spend(Limit("other", "3/hour", "another"), 1)


@pytest.mark.django_db
def test_a_redis_that_is_down_stops_no_one(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    for _ in range(5):
        spend(THREE, 1)
