from django.apps import AppConfig


class MailboxUiConfig(AppConfig):
    name = "mailbox_ui"
