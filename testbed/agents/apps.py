from infra import declaration


class AgentsConfig(declaration.SimulatorApp):
    name = "testbed.agents"
    role = "testbed"
    web_urls = {"mcp": "testbed.agents.urls"}
