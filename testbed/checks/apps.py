from importlib import import_module

from django.utils.translation import gettext_lazy as _

from infra import declaration


class ChecksConfig(declaration.SimulatorApp):
    name = "testbed.checks"
    label = "checks"
    role = "testbed"
    rest_urls = "testbed.checks.api.urls"
