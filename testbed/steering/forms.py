"""The forms for the clock, and for letters that are held."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from console.fields import MomentFormField, text_widget
from testbed.clock import moving
from testbed.steering.wording import MODES


class ClockForm(forms.Form):
    """A moment to set the clock to."""

    moment = MomentFormField(
        label=_("Tidpunkt"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "step": "1"}, format="%Y-%m-%dT%H:%M:%S"),
        help_text=format_lazy(
            _("Svensk tid, till exempel 2027-01-31 23:59. Från {earliest} till {latest}."),
            earliest=f"{moving.EARLIEST:%Y-%m-%d}",
            latest=f"{moving.LATEST:%Y-%m-%d}",
        ),
    )


class TimingForm(forms.Form):
    """The form of a lane's timing mode."""

    mode = forms.ChoiceField(label=_("Takt"), choices=[*MODES.items()])
    lane = forms.CharField(
        label=_("Kö"),
        required=False,
        max_length=255,
        widget=text_widget(),
        help_text=_("En operatörs domän, eller lookup för förmedlarens egen. Tom: alla köer"),
    )
    label = forms.CharField(label=_("Körning"), required=False, max_length=100, widget=text_widget())
