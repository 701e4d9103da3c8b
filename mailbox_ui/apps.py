from collections.abc import Sequence
from typing import Final

from django.conf import settings

from infra import declaration
from infra.web import recipient_links

REMINDED_EVERY: Final = 3600.0
"""Seconds between two looks for signatures that are missing; each person is told at most once a day."""


class MailboxUiConfig(declaration.SimulatorApp):
    name = "mailbox_ui"
    role = "ui"
    rest_urls = "mailbox_ui.api.urls"
    web_urls = {"": "mailbox_ui.urls"}

    def ready(self) -> None:
        # Models can be imported only once all apps are loaded.
        from mailbox_ui.phone_screen import owner_name  # noqa: PLC0415 (models are not ready before)

        recipient_links.register_phone_owners(lambda number: owner_name(number) is not None)

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [declaration.PeriodicTask("remind signers", "mailbox_ui.remind_signers", REMINDED_EVERY)]

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        return [
            ("Web", settings.WEB_BASE_URL),
            ("Log in", "choose a test person; there are no passwords"),
            ("Phone", f"{settings.WEB_BASE_URL}telefon/198101052382"),
        ]
