from collections.abc import Sequence
from importlib import import_module

from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from infra import declaration
from infra.hooks import exchanges


class JournalConfig(declaration.SimulatorApp):
    name = "testbed.journal"
    label = "journal"
    role = "testbed"
    rest_urls = "testbed.journal.api.urls"
    web_urls = {"konsol/handelser/": "testbed.journal.pages.urls"}

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [declaration.PeriodicTask("keep the journal within its limits", "testbed.journal.prune", 60.0)]

    def long_requests(self) -> int:
        return settings.JOURNAL_LISTENERS

    def ready(self) -> None:
        """Hear of every exchange, and lead to the journal from the console."""
        post_migrate.connect(_forget_words_left_behind, sender=self)
        if not self.is_served:
            return
        navigation = import_module("console.navigation")
        navigation.register_tab(_("Händelser"), "journal:exchanges")
        navigation.register_trace_page("journal:timeline")
        if settings.JOURNAL:
            exchanges.add_listener(import_module("testbed.journal.recording.recorder").recorder.note)


def _forget_words_left_behind(**_: object) -> None:
    """`flush` empties the tables that Django knows, and says so by this signal."""
    import_module("testbed.journal.recording.index").forget_words_left_behind()
