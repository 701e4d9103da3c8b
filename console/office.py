"""The office gateway: which addresses may send letters for which organisation, and the mails that came."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from console.fields import ANY, text_widget
from console.letters.search import names_of
from console.refusals import as_sentence
from formedlare.models import Leg
from infra.database.write_transaction import write_transaction
from infra.errors import InvalidInput
from infra.pki import store
from infra.texts import EMPTY, Text
from infra.validation.unstorable import number_in_address
from sender import signers
from sender.office import addresses, mails
from sender.office.models import OfficeMail, OfficeReply, OfficeSender

SENDERS_LISTED: Final = 50
MAILS_LISTED: Final = 20


@dataclass(frozen=True)
class OfficeSenderView:
    """An entry of the list, and the organisation that it signs for."""

    entry: OfficeSender
    organisation: str
    """Its name in the certificate; empty where the folder is gone."""
    problem: Text
    """Why its key cannot sign; empty where it can."""


@dataclass(frozen=True)
class OfficeSendersPage:
    """Some entries, by address."""

    entries: list[OfficeSenderView]
    after: str
    """The address after which the next page begins; empty: these are the last."""


@dataclass(frozen=True)
class ReceivedMail:
    """A mail, the letter that it became, and the reply to it."""

    mail: OfficeMail
    leg: Leg
    name: str
    """The recipient's."""
    reply: OfficeReply | None


@dataclass(frozen=True)
class ReceivedMailsPage:
    """Some mails, the newest first."""

    shown: list[ReceivedMail]
    older: int | None
    """Key after which the next page begins; None: these are the last."""


class OfficeSenderForm(forms.Form):
    """An address that may send, and the organisation that it sends for."""

    address = forms.CharField(
        label=_("Adress"),
        help_text=_("En adress, eller en domän med @ framför för alla adresser i den."),
        error_messages={"required": _("Skriv en adress.")},
        widget=text_widget(),
    )
    identity = forms.ChoiceField(
        label=_("Sänder för"),
        help_text=_("Organisationen vars nyckel signerar breven: registrerade avsändare med giltigt certifikat."),
        error_messages={"required": _("Välj en organisation.")},
    )
    receipts = forms.BooleanField(label=_("Kvitto när ett brev har kommit fram"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        choices = [(name, f"{organisation_of(name)} ({name})") for name in signers.usable_folders()]
        self.fields["identity"].choices = [ANY, *choices]  # type: ignore[attr-defined]  # the field is typed without choices

    def clean_address(self) -> str:
        try:
            return addresses.require_address(self.cleaned_data["address"])
        except InvalidInput as refusal:
            raise forms.ValidationError(as_sentence(refusal.text)) from refusal

    def clean_identity(self) -> str:
        try:
            return signers.require_usable_folder(self.cleaned_data["identity"])
        except InvalidInput as refusal:
            raise forms.ValidationError(as_sentence(refusal.text)) from refusal


def office_senders_page(after: str) -> OfficeSendersPage:
    rows, following = addresses.list_senders(SENDERS_LISTED, after)
    identities = {row.identity for row in rows}
    known = {name: (organisation_of(name), signers.obstacle_of(name)) for name in identities}
    entries = [_view_sender(row, *known[row.identity]) for row in rows]
    return OfficeSendersPage(entries, following or "")


def _view_sender(row: OfficeSender, name: str, obstacle: InvalidInput | None) -> OfficeSenderView:
    return OfficeSenderView(row, name, obstacle.text if obstacle else EMPTY)


def received_mails_page(before: str) -> ReceivedMailsPage:
    """The mails that came, newest first. `before` as written in an address; nonsense counts as absent."""
    found = mails.list_mails(MAILS_LISTED, number_in_address(before))
    names = names_of({mail.recipient for mail in found.mails})
    shown = [
        ReceivedMail(mail, _only_leg(mail), names[mail.recipient], mails.reply_of(mail)) for mail in found.mails
    ]
    return ReceivedMailsPage(shown, found.next_cursor)


def _only_leg(mail: OfficeMail) -> Leg:
    [leg] = mail.distribution.legs.all()
    return leg


def organisation_of(identity: str) -> str:
    """The name in the certificate of the folder; empty where there is none."""
    try:
        return store.load_identity(identity).title
    except LookupError:
        return ""


def allow_sender(entry: dict[str, Any]) -> bool:
    """Store an entry. True: it is new."""
    return addresses.allow_sender(entry["address"], entry["identity"], receipts=entry["receipts"])[1]


def remove_sender(address: str) -> bool:
    with write_transaction():
        return addresses.remove_sender(address)
