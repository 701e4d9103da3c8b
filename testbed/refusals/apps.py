from infra import declaration


class RefusalsConfig(declaration.SimulatorApp):
    name = "testbed.refusals"
    label = "refusals"
    role = "testbed"
    web_urls = {"refusals/": "testbed.refusals.pages.urls"}
