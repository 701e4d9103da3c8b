"""Lists stay quick with 200,000 deliveries: by an index, without sorting what is not shown."""

import time
from typing import Any

import pytest
from django.db import connection

from formedlare.api import search
from formedlare.models import Distribution, Leg

COUNT = 200_000
FILL_DELIVERIES = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
    INSERT INTO formedlare_distribution (
        id, distribution_id, kind, origin, sender, sender_name, caller, content_digest, reference, correlation_id,
        protection_class, size, warnings, received_at, deadline, trace, label)
    SELECT i, printf('%%032x', i), 'secure', 'soap', '162021004748', 'Kommun A', '162021004748',
        printf('%%064x', i), 'ref' || i, '', 2, 60000, '[]', datetime('2026-01-01', '+' || i || ' seconds'),
        '2027-01-01', printf('%%032x', i), CASE WHEN i %% 1000 = 0 THEN 'run' ELSE '' END FROM n"""
FILL_LEGS = """
    INSERT INTO formedlare_leg (
        distribution_id, recipient, state, channel, operator, address, lane, order_key, due_at, deadline,
        claimed_by, attempts, rule, passed_over, trans_id, notified_by, reason, received_at, finished_at)
    SELECT id, '198101052382', CASE WHEN id < 900 THEN 'failed' ELSE 'delivered' END, 'mina_meddelanden',
        'minmyndighetspost.se', 'https://x', NULL, NULL, received_at, deadline, '', 1, 'r', '[]', 't', '[]', '',
        received_at, received_at FROM formedlare_distribution"""


@pytest.fixture
def many(db: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plans of the embedded database are looked at")
    with connection.cursor() as cursor:
        cursor.execute(FILL_DELIVERIES, [COUNT])
        cursor.execute(FILL_LEGS)


def plan(filters: dict[str, Any], before: int = 100_000) -> str:
    return search.matching(filters).filter(pk__lt=before).order_by("-pk")[:51].explain()


def test_a_page_of_200_000_is_found_by_an_index(many: None) -> None:
    assert Leg.objects.count() == Distribution.objects.count() == COUNT
    plans = {
        "none": ({}, "USING INTEGER PRIMARY KEY"),
        "sender": ({"sender": "162021004748"}, "USING INDEX formedlare__sender"),
        "label": ({"label": "run"}, "USING INDEX formedlare__label"),
        "trace": ({"trace": "f" * 32}, "USING INDEX formedlare__trace"),
        "common recipient": ({"recipient": "198101052382"}, "USING COVERING INDEX"),
        "common state": ({"state": "delivered"}, "USING INTEGER PRIMARY KEY"),
        "rare state": ({"state": "failed"}, "USING INTEGER PRIMARY KEY"),
    }
    for name, (filters, uses) in plans.items():
        found = plan(filters)
        assert uses in found, (name, found)
        assert "SCAN formedlare_leg" not in found, name
        assert "TEMP B-TREE" not in found, (name, "sorts")

    for filters in ({}, {"state": "failed"}, {"recipient": "198101052382"}, {"reference": "ref7"}):
        begun = time.monotonic()
        assert search.page(filters, 50, before=100_000).deliveries
        # Ten times what it takes, and a hundredth of what it would without an index.
        assert time.monotonic() - begun < 2, filters
