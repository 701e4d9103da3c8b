"""The values of the page of components: made up, so that each component can be seen in every state."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OPERATORS = ("minmyndighetspost.se", "kivra.com", "digimail.se")
TOKENS = (
    "paper", "surface", "sunk", "ink", "soft", "line", "line-strong", "accent", "accent-ink", "accent-wash",
    "warn", "warn-wash", "good", "good-wash", "wait", "wait-wash", "acting", "acting-ink", "acting-wash",
)  # fmt: skip
"""The colours of static/css/base.css that components are made of."""


class SampleForm(forms.Form):
    """One field of each kind."""

    email = forms.EmailField(
        label=gettext_lazy("E-postadress"), help_text=gettext_lazy("Till exempel namn@exempel.se")
    )
    sender = forms.ChoiceField(label=gettext_lazy("Avsändare"), choices=[("a", "Kommun A"), ("b", "Bolagsverket")])
    words = forms.CharField(label=gettext_lazy("Hälsning"), widget=forms.Textarea(attrs={"rows": 3}))
    announce = forms.BooleanField(label=gettext_lazy("Säg till med sms"), required=False)


def sample_context() -> dict[str, Any]:
    return {
        "operators": OPERATORS,
        "tokens": TOKENS,
        "form": SampleForm(initial={"email": "maria@exempel.se", "announce": True}),
        "wrong_form": SampleForm({"wrong-email": "maria"}, prefix="wrong"),
        "names": ["Maria Ek", "Skatteverket", "Kommun A", "Åsa Öberg", "Bolagsverket", "Ulla Wik"],
        "folders": [
            {"name": _("Skolan"), "address": "#sidan", "unread": 2},
            {"name": _("Bilen"), "address": "#sidan", "unread": 0},
        ],
        "acting_person": {"name": "Stina Berg", "words": _("Du får läsa, men inte ändra något.")},
        "acting_company": {"name": "Ek Bygg AB", "is_company": True, "words": _("Du företräder företaget.")},
    }
