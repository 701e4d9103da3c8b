"""The form with which a tester signs a text as a test person."""

from typing import Final

from django import forms
from django.utils.translation import get_language, gettext_lazy

from contracts import common
from infra.errors import InvalidInput
from mailbox_ui.eid import Flaw, SignatureForm, sign_text

MAX_TEXT: Final = 50_000
FORMS: Final = {
    SignatureForm.XML: gettext_lazy("XML-signatur"),
    SignatureForm.PKCS7: gettext_lazy("PKCS#7 med texten i"),
    SignatureForm.PKCS7_DETACHED: gettext_lazy("PKCS#7 utan texten"),
    SignatureForm.MOCKED: gettext_lazy("Förenklad form för test, inget signeras"),
}
FLAWS: Final = {
    Flaw.EXPIRED: gettext_lazy("Certifikatet har gått ut"),
    Flaw.REVOKED: gettext_lazy("Certifikatet är spärrat"),
    Flaw.UNTRUSTED: gettext_lazy("Certifikatet är inte betrott"),
    Flaw.OTHER_TEXT: gettext_lazy("En annan text är signerad"),
    Flaw.WRONG_PERSON: gettext_lazy("Någon annan har signerat"),
    Flaw.STALE_NONCE: gettext_lazy("Nonce är för gammal"),
}
_NO_FLAW: Final = ("", gettext_lazy("Inget: registret ska godta den"))


class SigningForm(forms.Form):
    """The signer, the text, and the kind of signature; `sign` makes the signature of a valid form."""

    person = forms.CharField(
        label=gettext_lazy("Personnummer"),
        help_text=gettext_lazy("Tolv siffror, till exempel 19810105-2382"),
        max_length=30,
        error_messages={"required": gettext_lazy("Skriv ett personnummer.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Avtalstext"),
        help_text=gettext_lazy("Precis den text som ska skickas till registret."),
        max_length=MAX_TEXT,
        strip=False,
        error_messages={"required": gettext_lazy("Skriv avtalstexten.")},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Form"), choices=[(form.value, words) for form, words in FORMS.items()]
    )
    flaw = forms.ChoiceField(
        label=gettext_lazy("Avsiktligt fel"),
        choices=[_NO_FLAW, *((flaw.value, words) for flaw, words in FLAWS.items())],
        required=False,
    )

    def sign(self) -> common.SignatureData | None:
        """The signature; None: it cannot be made, and the form says why."""
        asked = self.cleaned_data
        flaw = Flaw(asked["flaw"]) if asked["flaw"] else None
        try:
            return sign_text(asked["person"], asked["text"], SignatureForm(asked["form"]), flaw=flaw)
        except InvalidInput as refusal:
            self.add_error("flaw" if flaw else "person", refusal.text.in_language(get_language()))
            return None
