from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class WebhooksConfig(AppConfig):
    name = "formedlare.webhooks"
    label = "formedlare_webhooks"
    verbose_name = "Webhooks"

    def ready(self) -> None:
        """Listen to the legs' moves; refuse to start with addresses in the settings that mean nothing."""
        import_module("formedlare.webhooks.outbox").listen()
        targets = import_module("formedlare.webhooks.sending.targets")
        try:
            targets.Allowed.parse(settings.WEBHOOK_ALLOWED)
        except ValueError as problem:
            raise ImproperlyConfigured(f"MM_WEBHOOK_ALLOWED: {problem}") from problem
