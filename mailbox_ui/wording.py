"""The words of the pages for rights, and for the events of a mailbox's log."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from infra.outbox.mobile_numbers import written_number
from mailbox_operator.customers.consents import Level
from mailbox_operator.mailbox.mailbox_log import Event
from mailbox_operator.models import MailboxLogEntry
from mailbox_ui.access.rights import Right
from mailbox_ui.settings_forms import LEVEL_NAMES

RIGHTS: Final[Mapping[str, Promise]] = {
    Right.READ.name: gettext_lazy("Du får läsa brev som ägaren har öppnat."),
    Right.READ_NEW.name: gettext_lazy("Du får läsa alla brev."),
    Right.MANAGE.name: gettext_lazy("Du får läsa och sköta brevlådan."),
    Right.OWN.name: gettext_lazy("Du får göra allt."),
}
EVENTS: Final[Mapping[Event, Promise]] = {
    Event.LOGGED_IN: gettext_lazy("loggade in"),
    Event.LOOKED: gettext_lazy("öppnade brevlådan"),
    Event.REFUSED: gettext_lazy("försökte öppna brevlådan och nekades"),
    Event.CHANGE_REFUSED: gettext_lazy("försökte ändra något och fick inte"),
    Event.READ: gettext_lazy("läste «%s»"),
    Event.SAVED_FILE: gettext_lazy("sparade filen «%s»"),
    Event.MARKED_READ: gettext_lazy("markerade «%s» som läst"),
    Event.MARKED_UNREAD: gettext_lazy("markerade «%s» som oläst"),
    Event.ARCHIVED: gettext_lazy("arkiverade «%s»"),
    Event.MOVED: gettext_lazy("flyttade «%s»"),
    Event.UNDONE: gettext_lazy("ångrade det som gjordes med «%s»"),
    Event.FOLDER_CREATED: gettext_lazy("skapade mappen «%s»"),
    Event.FOLDER_RENAMED: gettext_lazy("döpte om en mapp till «%s»"),
    Event.FOLDER_REMOVED: gettext_lazy("tog bort mappen «%s»"),
    Event.FOLDERS_CHANGED: gettext_lazy("ändrade mappen «%s»"),
    Event.THROWN_AWAY: gettext_lazy("slängde «%s»"),
    Event.RESTORED: gettext_lazy("tog tillbaka «%s»"),
    Event.DELETED: gettext_lazy("tog bort «%s» för gott"),
    Event.FORWARDED: gettext_lazy("skickade vidare med e-post: «%s»"),
    Event.HANDED_ON: gettext_lazy("skickade vidare till en annan brevlåda: «%s»"),
    Event.ANSWERED: gettext_lazy("svarade på «%s»"),
    Event.EXPORTED: gettext_lazy("sparade hela brevlådan som fil"),
    Event.ANNOUNCEMENTS_CHANGED: gettext_lazy("ändrade aviseringarna"),
    Event.CONTACT_CONFIRMED: gettext_lazy("bekräftade %s"),
    Event.CONTACT_REMOVED: gettext_lazy("tog bort %s"),
    Event.LANGUAGE_CHANGED: gettext_lazy("bytte språk till %s"),
    Event.SENDER_ACCEPTED: gettext_lazy("sade ja till post från %s"),
    Event.SENDER_REFUSED: gettext_lazy("sade nej till post från %s"),
    Event.CONSENT_GIVEN: gettext_lazy("gav rätt att läsa till %s"),
    Event.CONSENT_ACCEPTED: gettext_lazy("godkände rätten att läsa här"),
    Event.CONSENT_DECLINED: gettext_lazy("tackade nej till rätten att läsa här"),
    Event.CONSENT_ENDED: gettext_lazy("avslutade rätten att läsa"),
    Event.OPENED: gettext_lazy("skaffade brevlådan"),
    Event.SWITCHED: gettext_lazy("bytte operatör"),
    Event.CLOSED: gettext_lazy("avslutade brevlådan"),
}
"""After the name of the person that did it."""


def words_of_event(entry: MailboxLogEntry) -> str:
    """The words for an event. Words with a place for it name the letter, person or address concerned."""
    words, about = str(EVENTS[Event(entry.event)]), written_number(entry.about)
    if "%s" in words:
        return words % (about or _("ett brev"))
    return f"{words}: {about}" if about else words


def words_of_level(level: Level | None) -> str:
    """What a consent lets its receiver do."""
    return str(LEVEL_NAMES[level]) if level else _("Registret avgör hur mycket")
