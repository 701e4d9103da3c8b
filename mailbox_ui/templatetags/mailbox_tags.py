"""How the mailbox and the phone write messages, files and links."""

from collections.abc import Sequence
from datetime import date, timedelta

import segno
from django import template
from django.http import Http404
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from infra import clock
from infra.pdf.problems import PdfProblem
from infra.validation.name_characters import TURNING
from mailbox_operator.forwarding.file_names import file_name
from mailbox_operator.models import Attachment, FileText, Mailbox, Message
from mailbox_operator.search.excerpts import Excerpt, ExcerptPiece, mark_hits
from mailbox_ui.access import page_owner
from mailbox_ui.access.mailboxes import open_mailbox
from mailbox_ui.access.rights import OpenedMailbox
from mailbox_ui.inbox.list_query import ListKind
from mailbox_ui.inbox.page import FilingPlaces, ListPage, load_places
from mailbox_ui.inbox.return_link import ReturnLink
from mailbox_ui.letter import plain_text
from mailbox_ui.letter.file_kinds import FileKind, kind_of_type
from mailbox_ui.phone_screen import PhoneMessage

register = template.Library()

HIT = "<mark>{}</mark>"
SOON, SOMETIME = timedelta(days=3), timedelta(days=14)
PLACES = {
    Message.State.INBOX: _lazy("Inkorg"),
    Message.State.ARCHIVE: _lazy("Arkiv"),
    Message.State.FOLDER: _lazy("Mapp"),
    Message.State.BIN: _lazy("Papperskorg"),
}
LISTS = {
    ListKind.INBOX: _lazy("Inkorg"),
    ListKind.ARCHIVE: _lazy("Arkiv"),
    ListKind.BIN: _lazy("Papperskorg"),
    ListKind.ALL: _lazy("All post"),
}
UNREADABLE = {
    PdfProblem.ENCRYPTED: _lazy("skyddad med lösenord"),
    PdfProblem.DAMAGED: _lazy("skadad"),
    PdfProblem.DYNAMIC_FORM: _lazy("ett formulär som bara Adobes läsare visar"),
    PdfProblem.TOO_LARGE: _lazy("för stor"),
    PdfProblem.TOO_MANY_PAGES: _lazy("för många sidor"),
    PdfProblem.TOO_SLOW: _lazy("tar för lång tid att läsa"),
    PdfProblem.TOO_MUCH_MEMORY: _lazy("kräver för mycket för att läsas"),
}


@register.filter
def subject(message: Message) -> str:
    """The subject, or that there is none: a link must have words. Without marks that turn the words around it."""
    return TURNING.sub("", message.subject).strip() or _("(utan ämne)")


@register.filter
def subject_name(written: str) -> str:
    """A certificate's subject with the name of the attribute that RFC 4514 writes as a number."""
    return written.replace("2.5.4.5=", "serialNumber=")


@register.filter
def letter_language(message: Message) -> str:
    """The contract's "svSE" as "sv": programs that read aloud choose their voice by it."""
    start = message.language[:2].lower()
    return start if start.isascii() and start.isalpha() else "sv"


@register.filter
def dialled(number: str) -> str:
    """A phone number for a tel: link: digits and plus, without the other signs that the sender wrote."""
    return "".join(char for char in number if char in "+0123456789")


@register.filter
def web_link(address: str) -> SafeString | str:
    """The sender's address as a link when it is one of the web, else as the words it is."""
    is_web = plain_text.ADDRESS.fullmatch(address)
    return plain_text.with_links(address) if is_web else address


@register.filter
def kind(content_type: str) -> str:
    """What the file is, in a word."""
    words = {
        FileKind.PDF: "PDF",
        FileKind.WORD: "Word",
        FileKind.OLD_WORD: "Word",
        FileKind.CALENDAR: _("Kalender"),
        FileKind.TEXT: "Text",
    }
    return words.get(kind_of_type(content_type)) or _("Fil")


@register.filter
def shown_name(file: Attachment) -> str:
    """The name under which it is saved: nothing in it turns the words around or hides the ending."""
    return file_name(file)


@register.filter
def unlocalised(number: float) -> str:
    """A number as CSS and SVG write it, in every language."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


@register.filter
def due_words(day: date) -> str:
    """The last day to act, as people say it."""
    days = (day - clock.today()).days
    if days == 0:
        return _("Sista dag i dag")
    if days == 1:
        return _("Sista dag i morgon")
    written = date_format(day, "j F" if day.year == clock.today().year else "j F Y")
    return (_("Sista dag var %(day)s") if days < 0 else _("Sista dag %(day)s")) % {"day": written}


@register.filter
def due_tone(day: date) -> str:
    """The class of the chip: more urgent as the day comes closer."""
    left = day - clock.today()
    if left < SOON:
        return "chip--bad" if left >= timedelta(0) else "chip--outline"
    return "chip--wait" if left < SOMETIME else "chip--accent"


@register.filter
def lies_in(message: Message) -> str:
    """The part of the mailbox, in words."""
    return str(PLACES[Message.State(message.state)])


@register.filter
def unreadable_why(file: FileText) -> str:
    """Why the text of a file cannot be searched."""
    return str(UNREADABLE.get(PdfProblem(file.problem), UNREADABLE[PdfProblem.DAMAGED]))


@register.simple_tag
def subject_pieces(page: ListPage, message: Message) -> Sequence[ExcerptPiece]:
    """The subject, with the words marked that were searched for."""
    return mark_hits(subject(message), page.search)


@register.filter
def with_hits_marked(pieces: Sequence[ExcerptPiece]) -> SafeString:
    """The text of the pieces, with the words marked that were searched for."""
    return format_html_join(
        "", "{}", ((format_html(HIT if piece.is_hit else "{}", piece.text),) for piece in pieces)
    )


@register.simple_tag
def excerpt_of(page: ListPage, message: Message) -> Excerpt | None:
    """Where in the letter the words stand that were searched for."""
    return page.excerpts.get(message.pk)


@register.simple_tag(takes_context=True)
def mailbox_places(context: template.Context) -> FilingPlaces | None:
    """Folders and unread letters of the mailbox that the page belongs to; None: it belongs to none."""
    if page := context.get("inbox"):
        places: FilingPlaces = page.places
        return places
    mailbox = _mailbox_of_page(context)
    return load_places(mailbox) if mailbox else None


def _mailbox_of_page(context: template.Context) -> Mailbox | None:
    """The mailbox that the view has opened, or else the one that the address names."""
    letter, opened = context.get("message"), context.get("opened")
    if isinstance(letter, Message):
        return letter.mailbox
    if isinstance(opened, OpenedMailbox):
        return opened.mailbox
    holder, place = getattr(context.get("request"), "holder", None), context.get("place")
    try:
        return open_mailbox(holder, place).mailbox if holder and place else None
    except Http404:
        return None


@register.simple_tag(takes_context=True)
def return_link(context: template.Context) -> ReturnLink:
    """The list from which the letter was opened."""
    return ReturnLink.read(context["place"], context["request"].GET.get("lista", ""), context.get("message"))


@register.simple_tag
def qr_code(address: str) -> SafeString:
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None)
    return mark_safe(drawing)  # noqa: S308 # made here, of squares


@register.simple_tag
def words_of(shown: PhoneMessage, target: str = "") -> SafeString:
    """The words of an SMS or e-mail. The link to its message is a path, so that it works on every host."""
    text, written = shown.sent.text, _written_link(shown)
    if not written:
        return format_html('<span class="bubble__words">{}</span>', plain_text.with_links(text))
    before, after = (plain_text.with_links(part) for part in text.split(written, 1))
    link = format_html('<a href="{}" target="{}">{}</a>', shown.link, target or "_self", written)
    return format_html('<span class="bubble__words">{}{}{}</span>', before, link, after)


def _written_link(shown: PhoneMessage) -> str:
    """The link to the message itself as it stands in the text, if it does."""
    words = shown.sent.text.split() if shown.path else []
    return next((word for word in words if word.rstrip(plain_text.SENTENCE_END).endswith(shown.path)), "")


@register.simple_tag(takes_context=True)
def page_mark(context: template.Context) -> str:
    """The mark of the page's owner; empty where nobody is logged in."""
    holder = getattr(context.get("request"), "holder", None)
    return page_owner.mark_of(holder) if holder else ""


@register.simple_tag(takes_context=True)
def page_owner_field(context: template.Context) -> SafeString:
    """The same, for a form to send along."""
    mark = page_mark(context)
    return (
        format_html('<input type="hidden" name="{}" value="{}">', page_owner.FIELD, mark) if mark else SafeString()
    )


@register.filter
def list_name(inbox: ListPage) -> str:
    """What the list is called in its heading and in the title of the page."""
    if inbox.folder:
        return inbox.folder.name
    if inbox.query.kind is ListKind.ALL and inbox.query.words:
        return _("Sökning")
    return str(LISTS[inbox.query.kind])
