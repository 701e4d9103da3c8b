from collections.abc import Sequence

from django.conf import settings

from infra import declaration


class MailboxUiConfig(declaration.SimulatorApp):
    name = "mailbox_ui"
    role = "ui"
    web_urls = {"": "mailbox_ui.urls"}

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        return [
            ("Web", settings.WEB_BASE_URL),
            ("Log in", "choose a test person; there are no passwords"),
            ("Phone", f"{settings.WEB_BASE_URL}telefon/198101052382"),
        ]
