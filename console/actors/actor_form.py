"""The form of an actor's entry."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from console.actors import names
from console.fields import text_widget
from console.refusals import as_sentence
from far.actor_entries.entry import NEW_ROLES, ActorEntry, Role, SupplierEntry
from far.actor_entries.log import MAX_REASON
from far.actor_entries.numbers import read_number
from far.actor_entries.request import MAX_ADDRESS, WantedEntry
from far.models import Sender
from infra.errors import InvalidInput
from infra.validation.name_characters import MAX_NAME

MAX_LIST: Final = 200_000
"""Characters of a list of numbers."""


class NumberListField(forms.CharField):
    """Organisation numbers, each on a line of its own or with blanks or commas between them."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"})
        super().__init__(required=False, max_length=MAX_LIST, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        written = str(super().clean(value)).replace(",", " ").split()
        try:
            return tuple(dict.fromkeys(read_number(number).value for number in written))
        except InvalidInput as refusal:
            raise forms.ValidationError(as_sentence(refusal.text)) from refusal


class ActorForm(forms.Form):
    """An actor's name, roles, rights and addresses."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=MAX_NAME,
        error_messages={"required": _("Skriv organisationens namn.")},
        widget=text_widget(),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roller"),
        choices=list(names.ROLES.items()),
        initial=sorted(NEW_ROLES),
        error_messages={"required": _("Välj minst en roll.")},
        widget=forms.CheckboxSelectMultiple,
    )
    sector = forms.ChoiceField(
        label=_("Avsändarens sektor"),
        choices=list(names.SECTORS.items()),
        help_text=_("Min myndighetspost tar bara emot från den offentliga."),
    )
    dispatchers = NumberListField(
        label=_("Förmedlare som får sända åt avsändaren"), help_text=_("Organisationsnummer, ett per rad.")
    )
    senders = NumberListField(
        label=_("Avsändare som förmedlaren får sända åt"), help_text=_("Organisationsnummer, ett per rad.")
    )
    domain = forms.CharField(
        label=_("Brevlådeoperatörens domän"),
        required=False,
        max_length=255,
        help_text=_("Avsändare känner igen operatören på den, till exempel brev.example."),
        widget=text_widget(),
    )
    service_address = forms.CharField(
        label=_("Operatörens adress för leveranser"),
        required=False,
        max_length=MAX_ADDRESS,
        help_text=_("Till exempel https://localhost:9443/Service/v3"),
        widget=text_widget("url"),
    )
    ui_address = forms.CharField(
        label=_("Operatörens adress för läsare"), required=False, max_length=MAX_ADDRESS, widget=text_widget("url")
    )
    public_senders_only = forms.BooleanField(label=_("Operatören tar bara offentliga avsändare"), required=False)
    reason = forms.CharField(
        label=_("Varför"),
        required=False,
        max_length=MAX_REASON,
        help_text=_("Står i loggen."),
        widget=text_widget(),
    )

    @property
    def wanted(self) -> WantedEntry:
        """The entry that the form asks for. Values of roles that are not chosen are left out."""
        values = self.cleaned_data
        roles = frozenset(map(Role, values["roles"]))
        is_supplier = Role.SUPPLIER in roles
        return WantedEntry(
            name=values["name"],
            roles=roles,
            sector=Sender.Sector(values["sector"]) if Role.SENDER in roles else None,
            dispatchers=self.numbers("dispatchers") if Role.SENDER in roles else None,
            senders=self.numbers("senders") if Role.DISPATCHER in roles else None,
            supplier=_supplier_of(values) if is_supplier else None,
        )

    def numbers(self, name: str) -> tuple[str, ...] | None:
        """The list as it stands; an empty one removes all."""
        found: tuple[str, ...] = self.cleaned_data[name]
        return found


class NewActorForm(ActorForm):
    """An actor that is not connected yet. An empty list means the usual one."""

    number = forms.CharField(
        label=_("Organisationsnummer"),
        required=False,
        max_length=30,
        help_text=_("Tomt: en testorganisation med ett ledigt nummer."),
        widget=text_widget(),
    )
    certificate = forms.BooleanField(label=_("Utfärda ett certifikat"), required=False, initial=True)
    field_order = ("number", "name")

    def clean_number(self) -> str:
        written: str = self.cleaned_data["number"].strip()
        try:
            return read_number(written).value if written else ""
        except InvalidInput as refusal:
            raise forms.ValidationError(as_sentence(refusal.text)) from refusal

    def numbers(self, name: str) -> tuple[str, ...] | None:
        return super().numbers(name) or None


class ReasonForm(forms.Form):
    """The form of the reason for suspending, resuming or disconnecting an actor."""

    reason = forms.CharField(
        label=_("Varför"),
        max_length=MAX_REASON,
        error_messages={"required": _("Skriv varför; loggen visar det.")},
        widget=text_widget(),
    )
    end_accounts = forms.BooleanField(label=_("Avsluta kundernas konton"), required=False)


def initial_of(entry: ActorEntry) -> dict[str, Any]:
    """The values of the form for an actor that there is."""
    supplier = entry.supplier or SupplierEntry("", "")
    return {
        "name": entry.name,
        "roles": sorted(entry.roles),
        "sector": entry.sector,
        "dispatchers": "\n".join(sorted(entry.dispatchers)),
        "senders": "\n".join(sorted(entry.senders)),
        "domain": supplier.domain,
        "service_address": supplier.service_address,
        "ui_address": supplier.ui_address,
        "public_senders_only": supplier.public_senders_only,
    }


def _supplier_of(values: dict[str, Any]) -> SupplierEntry:
    return SupplierEntry(
        values["domain"].strip(),
        values["service_address"].strip(),
        values["ui_address"].strip(),
        values["public_senders_only"],
    )
