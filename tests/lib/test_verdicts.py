import pytest
from django.core.exceptions import PermissionDenied

from community.lib.verdicts import YES, Refused, no


def test_yes_is_true_and_asks_nothing():
    assert YES
    YES.require()


def test_no_is_false_and_gives_its_reason():
    verdict = no("Not here.")
    assert not verdict
    with pytest.raises(Refused, match="Not here"):
        verdict.require()


def test_a_refusal_is_a_403_wherever_it_is_not_caught():
    assert issubclass(Refused, PermissionDenied)
