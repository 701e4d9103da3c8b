from infra import declaration


class FarConfig(declaration.SimulatorApp):
    name = "far"
    role = "far"
    soap_urls = "far.urls"
    rest_urls = "far.api.urls"
