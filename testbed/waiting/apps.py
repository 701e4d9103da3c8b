from django.conf import settings

from infra import declaration


class WaitingConfig(declaration.SimulatorApp):
    name = "testbed.waiting"
    label = "testbed_waiting"
    role = "testbed"
    rest_urls = "testbed.waiting.api.urls"

    def long_requests(self) -> int:
        return settings.MAX_WAITS
