"""How the pages write times, numbers and files."""

from datetime import date, datetime, timedelta

import segno
from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from infra import clock
from mailbox_operator.models import Message
from mailbox_ui.access import page_owner
from mailbox_ui.letter import plain_text
from mailbox_ui.phone import Bubble

register = template.Library()

WEEK = timedelta(days=7)
ISO_DATE_LENGTH = len("2026-11-24")
KINDS = {
    "application/pdf": "PDF",
    "application/msword": "Word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "text/calendar": "Kalender",
    "text/plain": "Text",
}


@register.filter
def human_time(moment: datetime) -> str:
    """As one would say it: i dag 14:32, i går 09:10, tisdag 08:15, 3 mars, 3 mars 2025."""
    local, today = localtime(moment), clock.today()
    hour = f"{local:%H:%M}"
    days = (today - local.date()).days
    if days == 0:
        return _("i dag %(time)s") % {"time": hour}
    if days == 1:
        return _("i går %(time)s") % {"time": hour}
    if 0 < days < WEEK.days:
        return f"{date_format(local, 'l')} {hour}"
    return date_format(local, "j F" if local.year == today.year else "j F Y")


@register.filter
def full_time(moment: datetime) -> str:
    local = localtime(moment)
    return _("%(date)s klockan %(time)s") % {"date": date_format(local, "j F Y"), "time": f"{local:%H:%M}"}


@register.filter
def written_date(xml_date: str) -> str:
    """A date as a seal has it (2026-11-24+01:00, an xs:date) as people write it: 24 november 2026."""
    try:
        return date_format(date.fromisoformat(xml_date[:ISO_DATE_LENGTH]), "j F Y")
    except ValueError:
        return xml_date


@register.filter
def subject(message: Message) -> str:
    """The subject, or that there is none: a link must have words."""
    return message.subject if message.subject.strip() else _("(utan ämne)")


@register.filter
def identity(number: str) -> str:
    """192705178354 as 19270517-8354; an organisation's 162021004748 as 202100-4748."""
    digits = number.removeprefix("16") if number.startswith("16") else number
    return f"{digits[:-4]}-{digits[-4:]}"


@register.filter
def subject_name(written: str) -> str:
    """A certificate's subject with the name of the attribute that RFC 4514 writes as a number."""
    return written.replace("2.5.4.5=", "serialNumber=")


@register.filter
def letter_language(message: Message) -> str:
    """The contract's "svSE" as "sv", for whoever reads the letter aloud."""
    start = message.language[:2].lower()
    return start if start.isascii() and start.isalpha() else "sv"


@register.filter
def dialled(number: str) -> str:
    """A phone number as a telephone wants it, of whatever the sender wrote."""
    return "".join(char for char in number if char in "+0123456789")


@register.filter
def web_link(address: str) -> SafeString | str:
    """The sender's address as a link when it is one of the web, else as the words it is."""
    is_web = plain_text.ADDRESS.fullmatch(address)
    return plain_text.with_links(address) if is_web else address


@register.filter
def kind(content_type: str) -> str:
    return KINDS.get(content_type.lower(), _("Fil"))


@register.filter
def size(count: int) -> str:
    return str(filesizeformat(count))


@register.simple_tag
def qr_code(address: str) -> SafeString:
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None)
    return mark_safe(drawing)  # noqa: S308 # made here, of squares


@register.simple_tag
def words_of(bubble: Bubble, target: str = "") -> SafeString:
    """The words of an SMS or e-mail. The link to its message works from wherever this page was opened."""
    text, written = bubble.sent.text, _written_link(bubble)
    if not written:
        return format_html('<span class="bubble__words">{}</span>', plain_text.with_links(text))
    before, after = (plain_text.with_links(part) for part in text.split(written, 1))
    link = format_html('<a href="{}" target="{}">{}</a>', bubble.link, target or "_self", written)
    return format_html('<span class="bubble__words">{}{}{}</span>', before, link, after)


def _written_link(bubble: Bubble) -> str:
    """The link to the bubble's own message as it stands in the text, if it does."""
    words = bubble.sent.text.split() if bubble.path else []
    return next((word for word in words if word.rstrip(plain_text.SENTENCE_END).endswith(bubble.path)), "")


@register.simple_tag(takes_context=True)
def page_mark(context: template.Context) -> str:
    """Whose page this is; nothing where nobody is logged in."""
    holder = getattr(context.get("request"), "holder", None)
    return page_owner.mark_of(holder) if holder else ""


@register.simple_tag(takes_context=True)
def page_owner_field(context: template.Context) -> SafeString:
    """The same, for a form to send along."""
    mark = page_mark(context)
    return (
        format_html('<input type="hidden" name="{}" value="{}">', page_owner.FIELD, mark) if mark else SafeString()
    )
