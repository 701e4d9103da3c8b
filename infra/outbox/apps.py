from django.apps import AppConfig


class CarrierConfig(AppConfig):
    name = "infra.outbox"
    label = "carrier"
