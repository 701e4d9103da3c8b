from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models.signals import post_delete, post_migrate

from infra import declaration

if TYPE_CHECKING:
    from mailbox_operator.models import Message


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
            ),
            declaration.PeriodicTask(
                "add new messages to the search",
                "mailbox_operator.fill_search_index",
                settings.SEARCH_INDEX_SECONDS,
            ),
            declaration.PeriodicTask("empty bins after thirty days", "mailbox_operator.empty_bins", 60.0),
        ]

    def next_due(self) -> datetime | None:
        send_due = import_module("infra.outbox.send_due")
        moments = [
            send_due.next_due(self.get_model("Announcement")),
            send_due.next_due(self.get_model("ForwardedEmail")),
            import_module("mailbox_operator.mailbox.bin_removal").next_removal(),
        ]
        return min((moment for moment in moments if moment is not None), default=None)

    def ready(self) -> None:
        post_delete.connect(_forget_words, sender=self.get_model("Message"))
        post_migrate.connect(_forget_words_left_behind, sender=self)

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        return [
            ("People", "198101052382  mailbox, e-mail and SMS"),
            ("", "192705178354  mailbox"),
            ("", "191212121212  no mailbox"),
        ]


def _forget_words(instance: "Message", **_: object) -> None:
    """The index of words is no table that Django knows."""
    import_module("mailbox_operator.search.index").remove_words(instance.pk)


def _forget_words_left_behind(**_: object) -> None:
    """`flush` empties the tables that Django knows, and says so by this signal."""
    import_module("mailbox_operator.search.index").forget_words_left_behind()
