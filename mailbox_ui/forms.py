"""Forms of the pages for people: the number to log in with, and the name of a folder."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from infra.identity import IdentityError, RecipientId
from mailbox_operator.mailbox import folders
from mailbox_ui.models import EidHolder
from mailbox_ui.portal.without_eid import find_reason

DIGITS = 12
DIGITS_WITHOUT_CENTURY = 10


def require_printable(address: str) -> None:
    """Return if an e-mail address shows as it is: without signs that nobody sees or that turn the words around it.

    Raises:
        ValidationError: of the code that the field has its own words for.
    """
    if not address.isprintable():
        raise forms.ValidationError("", code="invalid")


class NumberForm(forms.Form):
    """A personal identity number typed by hand. A valid form has the person as `holder`."""

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
        return checked_number(digits)

    def clean(self) -> dict[str, Any]:
        number = self.cleaned_data.get("number")
        self.holder = EidHolder.objects.filter(number=number).first()
        if number and self.holder is None:
            self.add_error("number", _why_nobody(number))
        return self.cleaned_data


def checked_number(digits: str) -> str:
    """The number if it can be a person's, else a ValidationError in words."""
    try:
        recipient = RecipientId.parse(digits)
    except IdentityError:
        text = _("Numret stämmer inte. Kontrollera datumet och den sista siffran.")
        raise forms.ValidationError(text) from None
    if recipient.is_organisation:
        raise forms.ValidationError(_("Det här är ett organisationsnummer. Logga in med ett personnummer."))
    return recipient.value


def _why_nobody(number: str) -> str:
    """The reason that the number cannot be used to log in, as far as known."""
    words = find_reason(number)
    if words is None:
        return _("Ingen testperson har det numret. Välj någon i listan.")
    return f"{words.title}. {words.text}"


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

    def clean_name(self) -> str:
        """On one line, without signs that nobody sees or that turn the words around it."""
        name = " ".join(self.cleaned_data["name"].split())
        name = "".join(filter(str.isprintable, name)).strip()
        if not any(unicodedata.category(sign)[0] in "LNPS" for sign in name):
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def refused(self, problem: Exception) -> "FolderForm":
        """The form with the reason that the mailbox refuses the name."""
        if isinstance(problem, folders.TooManyFolders):
            self.add_error("name", _("Brevlådan har redan så många mappar som får plats."))
        else:
            self.add_error("name", _("Det finns redan en mapp med det namnet."))
        return self
