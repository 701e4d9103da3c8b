from collections.abc import Sequence
from datetime import datetime
from importlib import import_module

from django.conf import settings

from infra import declaration


class MailboxOperatorConfig(declaration.SimulatorApp):
    name = "mailbox_operator"
    role = "operator"
    soap_urls = "mailbox_operator.urls"

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [
            declaration.PeriodicTask(
                "send forgotten announcements",
                "mailbox_operator.sweep_announcements",
                settings.ANNOUNCEMENT_SWEEP_SECONDS,
            )
        ]

    def next_due(self) -> datetime | None:
        send_due = import_module("infra.outbox.send_due")
        found: datetime | None = send_due.next_due(self.get_model("Announcement"))
        return found

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        return [
            ("People", "198101052382  mailbox, e-mail and SMS"),
            ("", "192705178354  mailbox"),
            ("", "191212121212  no mailbox"),
        ]
