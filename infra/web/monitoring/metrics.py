"""/metrics: figures of all apps for Prometheus, behind the console's password.

They are read from the database when they are asked for, so each process answers the same, and a
restart does not set them back.
"""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from infra import declaration
from infra.web.access.console_access import console_page
from infra.web.monitoring.health import component_problems


class AppCollector(Collector):
    """Collects what each served app declares, and whether each component works."""

    def collect(self) -> Iterable[Metric]:
        yield _component_states()
        for app in declaration.served_apps():
            yield from app.metrics()


@require_safe
@never_cache
@console_page
def metrics(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (a view)
    """The figures in Prometheus' text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(AppCollector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _component_states() -> Metric:
    family = GaugeMetricFamily(
        "mm_component_works", "1 when the component of /healthz works, else 0", labels=["component"]
    )
    for name, problem in component_problems().items():
        family.add_metric([name], 0 if problem else 1)
    return family
