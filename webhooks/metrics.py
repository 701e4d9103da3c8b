"""Figures of webhooks for /metrics: events by what became of them."""

from collections.abc import Iterable

from django.db.models import Count
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily

from webhooks.models import OutboxEvent


def metrics() -> Iterable[Metric]:
    """Events that are kept, by state."""
    family = GaugeMetricFamily("mm_webhook_events", "Webhook events that are kept, by state", labels=["state"])
    counts = dict(OutboxEvent.objects.values_list("state").annotate(n=Count("pk")).order_by())
    for state in OutboxEvent.State:
        family.add_metric([state.value], counts.get(state.value, 0))
    yield family
