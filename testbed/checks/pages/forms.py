"""What people paste, choose and upload for the checks."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from console.fields import RecipientFormField


def _require_size(size: int) -> None:
    limit = settings.MAX_SOAP_BYTES
    if size > limit:
        words = _t("Innehållet är %(size)s byte; ett SOAP-meddelande får vara %(limit)s (2 MiB).")
        raise forms.ValidationError(words % {"size": size, "limit": limit})


class EnvelopeForm(forms.Form):
    """An envelope, pasted or as a file."""

    text = forms.CharField(
        label=_("Kuvertet"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=_("Det som din klient skickar med POST, med Envelope och Body. Högst 2 MiB."),
    )
    file = forms.FileField(
        label=_("Eller en fil"),
        required=False,
        help_text=_("Välj filen om signaturen räknas: webbläsaren ändrar radslut i det som klistras in."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("file") and not values.get("text"):
            raise forms.ValidationError(_t("Klistra in ett kuvert eller välj en fil."))
        _require_size(_size_of(values))
        return values

    @property
    def data_to_check(self) -> bytes:
        """The file's bytes; without one, what was pasted, with the line ends that a form cannot send."""
        file: UploadedFile[Any] | None = self.cleaned_data.get("file")
        if file:
            return bytes(file.read())
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n").encode()


def _size_of(values: dict[str, Any]) -> int:
    file: UploadedFile[Any] | None = values.get("file")
    return (file.size or 0) if file else len(values.get("text", "").encode())


class PreflightForm(forms.Form):
    """The sender to check."""

    certificate = forms.CharField(
        label=_("Certifikat"), max_length=100, help_text=_("En mapp i var/pki/clients, eller ett serienummer.")
    )
    sender = forms.CharField(
        label=_("Avsändare"),
        max_length=20,
        required=False,
        help_text=_("Organisationsnummer, om det är en annan än certifikatets."),
    )
    recipient = RecipientFormField(
        label=_("Mottagare"), required=False, help_text=_("Av det första brevet. Tom: någon i demovärlden")
    )


class OctetsForm(forms.Form):
    """The octets that a signer hashed itself."""

    form = forms.ChoiceField(label=_("Jämför med"))
    file = forms.FileField(
        label=_("Dina oktetter"), help_text=_("En fil med precis de byte som din kod räknar kontrollsumman på.")
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField's

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        _require_size(file.size or 0)
        return file
