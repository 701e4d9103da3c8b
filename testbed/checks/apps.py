from infra import declaration


class ChecksConfig(declaration.SimulatorApp):
    name = "testbed.checks"
    label = "checks"
    role = "testbed"
    soap_urls = "testbed.checks.soap_urls"
    rest_urls = "testbed.checks.api.urls"
