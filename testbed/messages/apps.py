from infra import declaration


class MessagesConfig(declaration.SimulatorApp):
    name = "testbed.messages"
    # Django's own app of messages on pages has the last word of the name.
    label = "testbed_messages"
    role = "testbed"
    rest_urls = "testbed.messages.api.urls"
