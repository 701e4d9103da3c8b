"""Names of levels, states, endings and uses as the console writes them."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from console.state_names import LazyText
from far.models import Consent, MailboxUse

Level, State, Ending, Kind = Consent.Level, Consent.State, Consent.Ending, MailboxUse.Kind

LEVELS: Final[dict[str, LazyText]] = {
    Level.READ: _("Läsa det som ägaren har öppnat"),
    Level.READ_EXTEND_UNREAD: _("Läsa allt, även oläst"),
    Level.MANAGE: _("Läsa och sköta brevlådan"),
}
STATES: Final[dict[str, LazyText]] = {
    State.SIGNING_INCOMPLETE: _("Underskrifter saknas"),
    State.WAITING_FOR_ACCEPT: _("Väntar på svar"),
    State.ACTIVE: _("Gäller"),
    State.ENDED: _("Har upphört"),
}
TONES: Final = {
    State.SIGNING_INCOMPLETE: "wait",
    State.WAITING_FOR_ACCEPT: "wait",
    State.ACTIVE: "good",
    State.ENDED: "moving",
}
ENDINGS: Final[dict[str, LazyText]] = {
    Ending.REFUSED: _("Mottagaren tackade nej"),
    Ending.WITHDRAWN: _("Ägaren tog tillbaka det innan det gällde"),
    Ending.CANCELLED_BY_OWNER: _("Ägaren avslutade det"),
    Ending.CANCELLED_BY_HOLDER: _("Mottagaren avslutade det"),
    Ending.EXPIRED: _("Sista dagen har passerat"),
    Ending.NOT_SIGNED: _("Underskrifterna kom inte i tid"),
    Ending.ACCOUNT_CLOSED: _("Ägarens brevlåda avslutades"),
}
USES: Final[dict[str, LazyText]] = {
    Kind.ACCESS_RIGHTS: _("Rättigheten lämnades till operatören"),
    Kind.OPENED_MAILBOX: _("Öppnade brevlådan"),
    Kind.READ_MESSAGE: _("Läste ett meddelande"),
    Kind.FORWARDED_MESSAGE: _("Vidarebefordrade ett meddelande"),
    Kind.CHANGED_SETTINGS: _("Ändrade inställningar"),
}
