"""What people type: their identity number, and where they want to hear of new messages."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from infra.identity import IdentityError, RecipientId
from infra.outbox.mobile_numbers import InvalidMobileNumber, international_number
from mailbox_operator import folders
from mailbox_operator.models import Mailbox
from mailbox_ui.models import EidHolder

if TYPE_CHECKING:
    MailboxForm = forms.ModelForm[Mailbox]
else:
    MailboxForm = forms.ModelForm  # takes no type while it runs

DIGITS = 12
DIGITS_WITHOUT_CENTURY = 10


class NumberForm(forms.Form):
    """A personal identity number typed by hand; `holder` is whose it is once the form is valid."""

    number = forms.CharField(
        label=gettext_lazy("Personnummer"),
        help_text=gettext_lazy("Tolv siffror, till exempel 19810105-2382"),
        max_length=30,
        error_messages={"required": gettext_lazy("Skriv ett personnummer.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        digits = re.sub(r"[\s\-+\u2010-\u2015]", "", self.cleaned_data["number"])
        if not (digits.isascii() and digits.isdigit()):
            raise forms.ValidationError(_("Skriv bara siffror, gärna med bindestreck."))
        if len(digits) == DIGITS_WITHOUT_CENTURY:
            raise forms.ValidationError(_("Skriv även århundradet: tolv siffror, till exempel 19810105-2382."))
        if len(digits) != DIGITS:
            raise forms.ValidationError(
                _("Ett personnummer har tolv siffror. Du skrev %(count)d.") % {"count": len(digits)}
            )
        return _checked(digits)

    def clean(self) -> dict[str, Any]:
        number = self.cleaned_data.get("number")
        self.holder = EidHolder.objects.filter(number=number).first()
        if number and self.holder is None:
            self.add_error("number", _("Ingen testperson har det numret. Välj någon i listan."))
        return self.cleaned_data


def _checked(digits: str) -> str:
    try:
        recipient = RecipientId.parse(digits)
    except IdentityError:
        text = _("Numret stämmer inte. Kontrollera datumet och den sista siffran.")
        raise forms.ValidationError(text) from None
    if recipient.is_organisation:
        raise forms.ValidationError(_("Det här är ett organisationsnummer. Logga in med ett personnummer."))
    return recipient.value


class PreferencesForm(MailboxForm):
    """How the holder wants to hear that a message has come. The message itself never leaves the mailbox."""

    class Meta:
        model = Mailbox
        fields = ("announce_by_sms", "mobile", "announce_by_email", "email")
        labels = {
            "announce_by_sms": gettext_lazy("Skicka sms när jag får ny post"),
            "mobile": gettext_lazy("Mobilnummer"),
            "announce_by_email": gettext_lazy("Skicka e-post när jag får ny post"),
            "email": gettext_lazy("E-postadress"),
        }
        help_texts = {
            "mobile": gettext_lazy("Till exempel 070-174 06 05"),
            "email": gettext_lazy("Till exempel namn@exempel.se"),
        }
        error_messages = {
            "email": {"invalid": gettext_lazy("Adressen stämmer inte. Den ska se ut som namn@exempel.se.")},
            "mobile": {"max_length": gettext_lazy("Numret är för långt.")},
        }
        widgets = {
            "mobile": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def clean_mobile(self) -> str:
        written = self.cleaned_data["mobile"]
        try:
            return international_number(written) if written else ""
        except InvalidMobileNumber as problem:
            raise forms.ValidationError(
                _("Numret stämmer inte. Skriv ett svenskt mobilnummer, eller börja med + och landskod.")
            ) from problem

    def clean(self) -> dict[str, Any]:
        self._require("announce_by_sms", "mobile", _("Skriv det mobilnummer som vi ska skicka sms till."))
        self._require("announce_by_email", "email", _("Skriv den adress som vi ska skicka e-post till."))
        return self.cleaned_data

    def _require(self, switch: str, field: str, words: str) -> None:
        if self.cleaned_data.get(switch) and field not in self.errors and not self.cleaned_data.get(field):
            self.add_error(field, words)


class FolderForm(forms.Form):
    """The name of a folder."""

    name = forms.CharField(
        label=gettext_lazy("Mappens namn"),
        max_length=folders.MAX_NAME,
        error_messages={
            "required": gettext_lazy("Skriv vad mappen ska heta."),
            "max_length": gettext_lazy("Namnet är för långt: högst 60 tecken."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def refused(self, problem: Exception) -> "FolderForm":
        """The same form, saying why the mailbox does not take the name."""
        if isinstance(problem, folders.TooManyFolders):
            self.add_error("name", _("Brevlådan har redan så många mappar som får plats."))
        else:
            self.add_error("name", _("Det finns redan en mapp med det namnet."))
        return self
