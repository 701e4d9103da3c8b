from django.apps import AppConfig


class FormedlareConfig(AppConfig):
    name = "formedlare"
