from infra import declaration


class BaseRegistersConfig(declaration.SimulatorApp):
    name = "base_registers"
    role = "far"
    soap_urls = "base_registers.urls"
    rest_urls = "base_registers.api.urls"
