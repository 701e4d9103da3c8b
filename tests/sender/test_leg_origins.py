"""Which way a letter came, asked without a query of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from formedlare.models import Distribution, Leg
from sender.leg_origins import may_have_origin
from tests import cast
from tests.relay import Relay, relay

__all__ = ["relay"]
Origin = Distribution.Origin


@pytest.mark.parametrize("origin", [Origin.BATCH, Origin.OFFICE])
def test_a_letter_that_came_another_way_has_not_that_origin(relay: Relay, origin: Distribution.Origin) -> None:
    relay.distribute(cast.MARIA)
    leg = Leg.objects.select_related("distribution").get()

    assert may_have_origin(leg, Origin.SOAP)
    assert not may_have_origin(leg, origin)


def test_a_letter_whose_origin_has_not_been_read_may_have_every_one_and_is_not_read_for_it(
    relay: Relay, django_assert_num_queries: Callable[[int], object]
) -> None:
    relay.distribute(cast.MARIA)
    leg = Leg.objects.get()

    with django_assert_num_queries(0):  # type: ignore[attr-defined]  # the fixture has no public type
        assert all(may_have_origin(leg, origin) for origin in Origin)
