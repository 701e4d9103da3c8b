from django.apps import AppConfig


class BatchConfig(AppConfig):
    name = "sender.print_files"
    label = "formedlare_batch"

    def ready(self) -> None:
        # Only here are the models loaded that the receiver needs.
        from sender.print_files.sending import outcomes  # noqa: PLC0415 (it needs the models)

        outcomes.listen()
