"""The testbed: hooks into the console what its demo world brings."""

from django.apps import AppConfig


class TestbedConfig(AppConfig):
    name = "testbed"

    def ready(self) -> None:
        from console.rules.trial_persons import register_people  # noqa: PLC0415 (models are ready only now)
        from testbed.world.trial_persons import people  # noqa: PLC0415 (models are ready only now)

        register_people(people)
