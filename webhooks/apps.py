from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class WebhooksConfig(AppConfig):
    name = "webhooks"
    label = "formedlare_webhooks"
    verbose_name = "Webhooks"

    def ready(self) -> None:
        """Write events when legs move; refuse to start with addresses in the settings that mean nothing."""
        import_module("webhooks.outbox").connect_to_relay()
        url_guard = import_module("webhooks.url_guard")
        try:
            url_guard.AllowedTargets.parse(settings.WEBHOOK_ALLOWED)
        except ValueError as problem:
            raise ImproperlyConfigured(f"MM_WEBHOOK_ALLOWED: {problem}") from problem
