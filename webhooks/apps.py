from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from infra import declaration

if TYPE_CHECKING:
    from prometheus_client import Metric


class WebhooksConfig(declaration.SimulatorApp):
    name = "webhooks"
    # The tables keep the names that data folders of the versions before have.
    label = "formedlare_webhooks"
    role = "formedlare"
    rest_urls = "webhooks.api.urls"
    queue = settings.RELAY_QUEUE

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [
            declaration.PeriodicTask("send forgotten webhooks", "webhooks.sweep", settings.RELAY_SWEEP_SECONDS)
        ]

    def next_due(self) -> datetime | None:
        found: datetime | None = import_module("webhooks.sending.due").next_due()
        return found

    def metrics(self) -> Iterable["Metric"]:
        families: Iterable[Metric] = import_module("webhooks.metrics").metrics()
        return families

    def ready(self) -> None:
        """Write events when legs move; refuse to start with addresses in the settings that mean nothing."""
        import_module("webhooks.events.outbox").connect_to_relay()
        url_guard = import_module("webhooks.sending.url_guard")
        try:
            url_guard.AllowedTargets.parse(settings.WEBHOOK_ALLOWED)
        except ValueError as problem:
            raise ImproperlyConfigured(f"MM_WEBHOOK_ALLOWED: {problem}") from problem
