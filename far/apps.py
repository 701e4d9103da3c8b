from collections.abc import Sequence

from django.conf import settings

from infra import declaration


class FarConfig(declaration.SimulatorApp):
    name = "far"
    role = "far"
    soap_urls = "far.urls"
    rest_urls = "far.api.urls"

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [
            declaration.PeriodicTask(
                "delete expired requests", "far.delete_expired_requests", settings.PENDING_SWEEP_SECONDS
            )
        ]
