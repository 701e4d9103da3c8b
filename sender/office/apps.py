from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "sender.office"
    label = "formedlare_office"

    def ready(self) -> None:
        # Only here are the models loaded that the receiver needs.
        from sender.office.replies import outcome  # noqa: PLC0415 (it needs the models)

        outcome.listen()
