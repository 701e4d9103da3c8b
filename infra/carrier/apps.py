from django.apps import AppConfig


class CarrierConfig(AppConfig):
    name = "infra.carrier"
    label = "carrier"
