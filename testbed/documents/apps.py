from infra import declaration


class DocumentsConfig(declaration.SimulatorApp):
    name = "testbed.documents"
    role = "testbed"
    web_urls = {"": "testbed.documents.urls"}
