"""A message's HTML as the mailbox shows it, sanitised on arrival and again when the rules change."""

from infra.html.parsing.limits import HtmlTooLarge
from infra.html.sanitise import RULES_VERSION, sanitise_html
from mailbox_operator.models import Message


def shown_html_of(message: Message) -> str | None:
    """The sanitised HTML. None: it is nested too deep or too large to be shown.

    A message that was sanitised by older rules is sanitised again, and the result is stored.
    """
    if message.shown_by_rules != RULES_VERSION:
        try:
            message.shown_html = sanitise_html(message.body)
        except HtmlTooLarge:
            return None
        message.shown_by_rules = RULES_VERSION
        message.save(update_fields=["shown_html", "shown_by_rules"])
    return message.shown_html
