from collections.abc import Sequence

from django.conf import settings

from infra import declaration


class ConsoleConfig(declaration.SimulatorApp):
    name = "console"
    role = "testbed"
    web_urls = {"konsol/": "console.urls"}

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        return [("Console", f"{settings.WEB_BASE_URL}konsol/")]
