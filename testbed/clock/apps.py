from infra import declaration


class ClockConfig(declaration.SimulatorApp):
    name = "testbed.clock"
    label = "testbed_clock"
    role = "testbed"
    rest_urls = "testbed.clock.api.urls"

    def long_requests(self) -> int:
        """One at a time moves the clock."""
        return 1
