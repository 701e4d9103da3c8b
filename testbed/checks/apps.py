from infra import declaration


class ChecksConfig(declaration.SimulatorApp):
    name = "testbed.checks"
    label = "checks"
    role = "testbed"
    rest_urls = "testbed.checks.api.urls"
