from infra import declaration


class TestbedConfig(declaration.SimulatorApp):
    name = "testbed"
    role = "testbed"
    soap_urls = "testbed.urls"
