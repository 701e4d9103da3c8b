"""What people type in the settings of a mailbox: addresses, codes, choices and consents."""

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from infra.outbox.mobile_numbers import InvalidMobileNumber, international_number
from mailbox_operator.customers.consents import Level
from mailbox_operator.customers.contacts import Channel
from mailbox_operator.models import Mailbox
from mailbox_ui.forms import NumberForm, require_printable
from mailbox_ui.models import EidHolder

if TYPE_CHECKING:
    MailboxForm = forms.ModelForm[Mailbox]
else:
    MailboxForm = forms.ModelForm  # takes no type while it runs

LEVEL_NAMES: Final = {
    Level.CONSENT_READ: gettext_lazy("Läsa brev som du har öppnat"),
    Level.CONSENT_READ_EXTEND_UNREAD: gettext_lazy("Läsa alla brev, också nya"),
    Level.CONSENT_MANAGE: gettext_lazy("Läsa och sköta brevlådan"),
}


class AnnouncementForm(MailboxForm):
    """In which channels the holder hears of new mail, how, and in which language."""

    class Meta:
        model = Mailbox
        fields = ("announce_by_sms", "announce_by_email", "forwards_whole_class_1", "language")
        labels = {
            "announce_by_sms": gettext_lazy("Sms när det kommer ny post"),
            "announce_by_email": gettext_lazy("E-post när det kommer ny post"),
            "forwards_whole_class_1": gettext_lazy("Skicka mindre känsliga meddelanden i sin helhet"),
            "language": gettext_lazy("Språk i sms, e-post och på sidorna"),
        }
        widgets = {"language": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A channel without a confirmed address cannot be switched on, even if a browser asks for it.
        self.fields["announce_by_sms"].disabled = not self.instance.mobile
        self.fields["announce_by_email"].disabled = not self.instance.email
        self.fields["forwards_whole_class_1"].disabled = not self.has_channel

    @property
    def has_channel(self) -> bool:
        """There is a confirmed address to which something can be sent."""
        return bool(self.instance.mobile or self.instance.email)


class EmailForm(forms.Form):
    """An e-mail address to confirm."""

    address = forms.EmailField(
        label=gettext_lazy("E-postadress"),
        help_text=gettext_lazy("Till exempel namn@exempel.se"),
        max_length=254,
        validators=[require_printable],
        error_messages={
            "required": gettext_lazy("Skriv den adress som vi ska skicka e-post till."),
            "invalid": gettext_lazy("Adressen stämmer inte. Den ska se ut som namn@exempel.se."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class MobileForm(forms.Form):
    """A mobile number to confirm; valid data are in the international form."""

    address = forms.CharField(
        label=gettext_lazy("Mobilnummer"),
        help_text=gettext_lazy("Till exempel 070-174 06 05"),
        max_length=30,
        error_messages={
            "required": gettext_lazy("Skriv det mobilnummer som vi ska skicka sms till."),
            "max_length": gettext_lazy("Numret är för långt."),
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def clean_address(self) -> str:
        try:
            return international_number(self.cleaned_data["address"])
        except InvalidMobileNumber as problem:
            raise forms.ValidationError(
                _("Numret stämmer inte. Skriv ett svenskt mobilnummer, eller börja med + och landskod.")
            ) from problem


ADDRESS_FORMS: Final = {Channel.EMAIL: EmailForm, Channel.SMS: MobileForm}


class CodeForm(forms.Form):
    """The code that was sent."""

    code = forms.CharField(
        label=gettext_lazy("Kod"),
        help_text=gettext_lazy("Sex siffror"),
        max_length=12,
        error_messages={"required": gettext_lazy("Skriv koden som vi skickade.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class ConsentForm(NumberForm):
    """The person that the owner lets read, and how much."""

    level = forms.ChoiceField(
        label=gettext_lazy("Vad får personen göra?"),
        choices=[(level.value, name) for level, name in LEVEL_NAMES.items()],
        initial=Level.CONSENT_READ.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, owner: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._owner = owner
        self.fields["number"].label = gettext_lazy("Personnummer för den som ska få läsa")

    def clean(self) -> dict[str, Any]:
        number = self.cleaned_data.get("number")
        if number == self._owner:
            self.add_error("number", _("Det är du själv. Du har redan all rätt till din brevlåda."))
        return self.cleaned_data

    @property
    def receiver_name(self) -> str:
        """The name, where it is known here; else the number."""
        number: str = self.cleaned_data["number"]
        return EidHolder.objects.filter(number=number).values_list("name", flat=True).first() or number
