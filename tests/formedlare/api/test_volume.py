"""Lists stay quick with 200,000 deliveries: by an index, without sorting what is not shown."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from formedlare.deliveries import search
from formedlare.deliveries.search import DeliveryFilter
from formedlare.models import Distribution, Leg

COUNT = 200_000 if connection.vendor == "sqlite" else 20_000
"""Enough for PostgreSQL to choose an index, too; how quick pages are is asked on SQLite."""
HEX = "'00000000000000000000' || CAST(100000000000 + i AS text)"
FILL_DELIVERIES = f"""
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
    INSERT INTO formedlare_distribution (
        id, distribution_id, kind, origin, sender, sender_name, caller, content_digest, reference, correlation_id,
        protection_class, size, subject, warnings, received_at, deadline, trace, label)
    SELECT i, DISTRIBUTION_ID, 'secure', 'soap', '162021004748', 'Kommun A', '162021004748',
        {HEX}, 'ref' || i, CASE WHEN i %% 100 = 0 THEN 'case' || i ELSE '' END, 2, 60000, 'Beslut', '[]',
        '2026-01-01', '2027-01-01', {HEX}, CASE WHEN i %% 1000 = 0 THEN 'run' ELSE '' END FROM n"""
FILL_LEGS = """
    INSERT INTO formedlare_leg (
        distribution_id, recipient, state, channel, operator, address, lane, order_key, due_at, deadline,
        claimed_by, attempts, rule, passed_over, trans_id, notified_by, reason, problem, received_at, finished_at)
    SELECT id, '198101052382', CASE WHEN id < 900 THEN 'failed' ELSE 'delivered' END,
        CASE WHEN id < 500 THEN 'sms' ELSE 'mina_meddelanden' END,
        CASE WHEN id < 500 THEN '' WHEN id < 900 THEN 'kivra.com' ELSE 'minmyndighetspost.se' END,
        'https://x', NULL, NULL, received_at, deadline, '', 1, 'r', '[]', 't', '[]', '{}', '{}',
        received_at, received_at FROM formedlare_distribution"""


@pytest.fixture
def many(db: None) -> None:
    distribution_id = f"CAST({HEX} AS uuid)" if connection.vendor == "postgresql" else HEX
    with connection.cursor() as cursor:
        cursor.execute(FILL_DELIVERIES.replace("DISTRIBUTION_ID", distribution_id), [COUNT])
        cursor.execute(FILL_LEGS)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE formedlare_distribution, formedlare_leg")


def wanted(filters: Any) -> DeliveryFilter:
    return DeliveryFilter(**filters)


def plan(filters: dict[str, Any], before: int = 100_000) -> str:
    return search.matching_deliveries(wanted(filters)).filter(pk__lt=before).order_by("-pk")[:51].explain()


INDEXES = {
    "reference": ("ref7", "distribution_by_reference"),
    "correlation_id": ("case700", "distribution_by_correlation"),
    "channel": ("sms", "leg_by_channel_and_operator"),
    "operator": ("kivra.com", "leg_by_channel_and_operator"),
}


def plans_of_search(filters: dict[str, str]) -> list[str]:
    """How the database looks for the deliveries: it finds some."""
    plans: list[str] = []

    def explained(execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        if sql.startswith("SELECT"):
            how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
            with connection.cursor() as cursor:
                cursor.execute(how + sql, params)
                plans.extend(str(row) for row in cursor.fetchall())
        return execute(sql, params, *rest)

    with connection.execute_wrapper(explained):
        assert search.find_deliveries(wanted(filters), 50).deliveries, filters
    return plans


def test_what_few_letters_have_is_found_by_an_index_in_either_database(many: None) -> None:
    for name, (value, index) in INDEXES.items():
        plans = plans_of_search({name: value})

        assert any(index in line for line in plans), (name, plans)
        assert not [line for line in plans if "Seq Scan" in line or "SCAN formedlare" in line], name


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plans of the embedded database are looked at")
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
        assert search.find_deliveries(wanted(filters), 50, before=100_000).deliveries
        # Ten times what it takes, and a hundredth of what it would without an index.
        assert time.monotonic() - begun < 2, filters
