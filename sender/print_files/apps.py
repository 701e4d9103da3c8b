from collections.abc import Sequence

from django.conf import settings

from infra import declaration


class PrintFilesConfig(declaration.SimulatorApp):
    name = "sender.print_files"
    # The tables keep the names that data folders of the versions before have.
    label = "formedlare_batch"
    role = "formedlare"
    rest_urls = "sender.print_files.api.urls"
    queue = settings.RELAY_QUEUE

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [
            declaration.PeriodicTask(
                "advance print files", "sender.print_files.sweep", settings.BATCH_SWEEP_SECONDS
            ),
            declaration.PeriodicTask("forget old print files", "sender.print_files.forget", 60.0),
        ]

    def ready(self) -> None:
        # Only here are the models loaded that the receiver needs.
        from sender.print_files.sending import outcomes  # noqa: PLC0415 (it needs the models)

        outcomes.follow_legs()
