"""The owner of the mail that a page shows, and the words of rights and of the log."""

from django import template

from mailbox_operator.customers.consents import Level
from mailbox_operator.models import Mailbox, MailboxLogEntry
from mailbox_ui.access import mail_owner
from mailbox_ui.access.rights import OpenedMailbox, Right
from mailbox_ui.wording import RIGHTS, words_of_event, words_of_level

register = template.Library()


@register.simple_tag(takes_context=True)
def owner_of_mail(context: template.Context) -> dict[str, object] | None:
    """The values of parts/acting.html; None where the mail belongs to the person who looks."""
    holder, place = getattr(context.get("request"), "holder", None), context.get("place")
    found = mail_owner.owner_of_mail(holder, str(place)) if holder and place else None
    if found is None:
        return None
    words = str(RIGHTS[found.right.name])
    return {
        "name": found.name,
        "is_company": found.is_company,
        "words": f"{found.role}. {words}" if found.role else words,
    }


@register.simple_tag(takes_context=True)
def may_manage(context: template.Context) -> bool:
    """The person who looks may file letters, throw them away and send them on."""
    holder, place = getattr(context.get("request"), "holder", None), context.get("place")
    found = mail_owner.owner_of_mail(holder, str(place)) if holder and place else None
    return found is None or found.right >= Right.MANAGE


@register.filter
def owner_name(opened: OpenedMailbox) -> str:
    return mail_owner.name_of(opened.mailbox)


@register.filter
def holder_name(mailbox: Mailbox) -> str:
    return mail_owner.name_of(mailbox)


@register.filter
def right_words(opened: OpenedMailbox) -> str:
    """The role, or what the person may do."""
    return opened.role or str(RIGHTS[opened.right.name])


@register.filter
def event_words(entry: MailboxLogEntry) -> str:
    return words_of_event(entry)


@register.filter
def level_words(level: Level | None) -> str:
    return words_of_level(level)
