"""The register's figures for /metrics: SOAP calls to this simulator, by operation and outcome."""

from collections.abc import Iterable

from django.db.models import Sum
from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily

from far.models import CallCount


def metrics() -> Iterable[Metric]:
    """Calls since the data folder was made. The code is 0 for answers and the fault's for refusals."""
    family = CounterMetricFamily(
        "mm_soap_calls",
        "SOAP calls answered, by service, operation and fault code (0: no fault)",
        labels=["service", "operation", "code"],
    )
    rows = CallCount.objects.values_list("service", "operation", "code").order_by()
    for service, operation, code, calls in rows.annotate(n=Sum("calls")):
        family.add_metric([service, operation, str(code)], calls)
    yield family
