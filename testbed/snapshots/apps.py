from infra import declaration


class SnapshotsConfig(declaration.SimulatorApp):
    name = "testbed.snapshots"
    label = "testbed_snapshots"
    role = "testbed"
    rest_urls = "testbed.snapshots.api.urls"
    web_urls = {"konsol/ogonblicksbild/": "testbed.snapshots.pages.urls"}
