"""The relay."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from infra import declaration
from infra.pki import store

if TYPE_CHECKING:
    from prometheus_client import Metric


class FormedlareConfig(declaration.SimulatorApp):
    name = "formedlare"
    role = "formedlare"
    soap_urls = "formedlare.urls"
    rest_urls = "formedlare.api.urls"
    queue = settings.RELAY_QUEUE

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [
            declaration.PeriodicTask("advance forgotten legs", "formedlare.sweep", settings.RELAY_SWEEP_SECONDS),
            declaration.PeriodicTask("forget old contents", "formedlare.forget_contents", 60.0),
        ]

    def next_due(self) -> datetime | None:
        found: datetime | None = import_module("formedlare.lanes.due").next_due()
        return found

    def queue_workers(self) -> Sequence[declaration.QueueWorker]:
        """Look up, seal and deliver. Most of the threads wait for the answer of another system."""
        own = [f"{settings.RELAY_QUEUE}.{lane}" for lane in settings.LANES_APART]
        queues = [settings.RELAY_QUEUE, *own]
        return [declaration.QueueWorker("relay", queues, settings.RELAY_THREADS, count=settings.RELAY_WORKERS)]

    def health_checks(self) -> Mapping[str, Callable[[], None]]:
        checks = import_module("formedlare.health")
        worker = {"relay worker": checks.check_worker} if settings.RELAY_WORKERS else {}
        return {"register": checks.check_register} | worker

    def check_start(self) -> None:
        try:
            store.load_identity(settings.RELAY_IDENTITY)
        except LookupError as problem:
            raise ImproperlyConfigured(
                f"MM_RELAY_IDENTITY={settings.RELAY_IDENTITY}: {problem}. Name a folder in it, for instance "
                "formedlaren, or leave the setting out."
            ) from problem

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        return [("API", f"{settings.WEB_BASE_URL}api/docs/")]

    def metrics(self) -> Iterable["Metric"]:
        families: Iterable[Metric] = import_module("formedlare.lanes.metrics").metrics()
        return families

    def ready(self) -> None:
        """Register the relay's own channels: their modules read the models, which are complete only now."""
        lanes, registry = import_module("formedlare.models.channel"), import_module("formedlare.channels.registry")
        registry.register_channel(lanes.EMAIL_LANE, import_module("formedlare.channels.email").prepare_batch)
        registry.register_channel(lanes.SMS_LANE, import_module("formedlare.channels.sms").prepare_batch)
