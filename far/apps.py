from django.apps import AppConfig


class FarConfig(AppConfig):
    name = "far"
