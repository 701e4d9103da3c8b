from django.apps import AppConfig


class MailboxOperatorConfig(AppConfig):
    name = "mailbox_operator"
