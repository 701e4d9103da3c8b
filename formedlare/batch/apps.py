from django.apps import AppConfig


class BatchConfig(AppConfig):
    name = "formedlare.batch"
    label = "formedlare_batch"

    def ready(self) -> None:
        # Only here are the models loaded that the receiver needs.
        from formedlare.batch.sending import outcomes  # noqa: PLC0415 (it needs the models)

        outcomes.listen()
