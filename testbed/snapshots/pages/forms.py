"""The form of a snapshot that is read."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SnapshotForm(forms.Form):
    """A file, and whether it is meant."""

    file = forms.FileField(label=_("Ögonblicksbilden"), help_text=_("En ZIP-fil som sparats här eller över REST."))
    sure = forms.BooleanField(label=_("Ja, byt ut allt som finns här"))
