"""The forms that send a letter on."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from infra.identity import IdentityError, RecipientId
from mailbox_operator.forwarding.email_forwarding import MAX_NOTE
from mailbox_operator.models import Attachment, Message
from mailbox_ui.forms import require_printable

LETTER = "brev"
"""The value of the choice that stands for the letter's own text."""


class _OwnWords(forms.Form):
    """What both ways share: a few words of one's own, and a key that makes a second click harmless."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Egna ord (frivilligt)"),
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("Texten är för lång: högst 2 000 tecken.")},
    )


class EmailForwardForm(_OwnWords):
    """The addresses that a letter is sent to by e-mail, and the parts that are sent."""

    address = forms.EmailField(
        label=gettext_lazy("E-postadress"),
        help_text=gettext_lazy("Till exempel lon@arbetsgivaren.se"),
        max_length=254,
        validators=[require_printable],
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Skriv den adress som brevet ska skickas till."),
            "invalid": gettext_lazy("Adressen stämmer inte. Den ska se ut som namn@exempel.se."),
            "max_length": gettext_lazy("Adressen är för lång."),
        },
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Det här skickas med"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Välj minst en sak att skicka med.")},
    )
    is_understood = forms.BooleanField(
        label=gettext_lazy("Jag vill skicka det ur den säkra brevlådan"),
        error_messages={
            "required": gettext_lazy("Kryssa i rutan om du vill att brevet ska lämna den säkra brevlådan.")
        },
    )
    field_order = ("address", "parts", "note", "is_understood", "key")

    def __init__(self, message: Message, attachments: list[Attachment], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._attachments = attachments
        choices = [(LETTER, _("Brevets text"))] if message.body.strip() else []
        choices += [(str(file.position), file.filename) for file in attachments]
        self.fields["parts"].choices = choices  # type: ignore[attr-defined]  # the field is made above
        self.initial.setdefault("parts", [value for value, _words in choices])

    @property
    def chosen_attachments(self) -> list[Attachment]:
        return [file for file in self._attachments if str(file.position) in self.cleaned_data["parts"]]

    @property
    def includes_letter(self) -> bool:
        return LETTER in self.cleaned_data["parts"]


class HandOnForm(_OwnWords):
    """The person that a letter is handed on to."""

    recipient = forms.CharField(
        label=gettext_lazy("Mottagarens person- eller organisationsnummer"),
        help_text=gettext_lazy("Tolv siffror för en person, tio för ett företag"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv vems brevlåda brevet ska till.")},
    )
    field_order = ("recipient", "note", "key")

    def clean_recipient(self) -> str:
        digits = re.sub(r"[\s\-+\u2010-\u2015]", "", self.cleaned_data["recipient"])
        try:
            return RecipientId.parse(f"16{digits}" if len(digits) == 10 else digits).value
        except IdentityError:
            text = _("Numret stämmer inte. Skriv tolv siffror för en person eller tio för ett företag.")
            raise forms.ValidationError(text) from None
