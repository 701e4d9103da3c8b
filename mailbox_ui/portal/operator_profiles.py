"""The profiles of the operators: what each says of itself. Its colour stands in static/css/base.css.

All are the same code. The simulated Kivra and Digimail say what such operators say, and nothing in their name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mailbox_operator.models import Operator

Words = str | Promise


@dataclass(frozen=True, slots=True)
class OperatorProfile:
    """How an operator presents itself."""

    motto: Words
    about: Words
    points: Sequence[Words]
    owner: Words
    """The organisation behind the operator."""
    greeting: Words
    """What the operator says when somebody has become its customer."""


STATE: Final = OperatorProfile(
    _("Statens egen brevlåda"),
    _("Saklig och stillsam. Här finns post från det offentliga, och inget annat."),
    [_("Bara post från det offentliga"), _("Ingen reklam och inga erbjudanden"), _("Fungerar i webbläsaren")],
    _("Drivs av staten"),
    _("Din brevlåda är öppen. Ny post från det offentliga kommer hit."),
)
KIVRA: Final = OperatorProfile(
    _("All din post, från alla håll"),
    _("Snabb och vänlig. Myndigheternas brev bredvid räkningar och lönebesked från företag."),
    [_("Post från det offentliga och från företag"), _("Från 13 års ålder"), _("Ett ställe för allt")],
    _("Privat företag"),
    _("Hurra, du är med! Härifrån tar vi hand om posten."),
)
DIGIMAIL: Final = OperatorProfile(
    _("Brevlådan som håller ordning"),
    _("Personlig och noggrann. Posten sorteras, så att du hittar den igen."),
    [_("Post från det offentliga och från företag"), _("Hjälp av en människa, i telefon")],
    _("Privat företag"),
    _("Välkommen hem! Din post har nu en egen plats hos oss."),
)
PLAIN: Final = OperatorProfile(
    _("En brevlåda i Mina meddelanden"),
    _("En operatör som finns i den här installationen för att prova något."),
    [_("Ny post kommer hit så snart du har valt den")],
    _("Provoperatör"),
    _("Din brevlåda är öppen."),
)
PROFILES: Final[Mapping[str, OperatorProfile]] = {
    "minmyndighetspost.se": STATE,
    "kivra.com": KIVRA,
    "digimail.se": DIGIMAIL,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An operator with its profile, and the least age of its customers."""

    operator: Operator
    profile: OperatorProfile
    minimum_age: int
    """Whole years."""

    @property
    def is_trial(self) -> bool:
        """An operator that is here to try something."""
        return self.profile is PLAIN


def profile_of(operator: Operator) -> OperatorProfile:
    return PROFILES.get(operator.name, PLAIN)


def offer_of(operator: Operator) -> Offer:
    least = max(settings.MINIMUM_AGE, settings.OPERATOR_MINIMUM_AGES.get(operator.name, 0))
    return Offer(operator, profile_of(operator), least)


def all_offers() -> list[Offer]:
    """All operators that one can choose, the known ones first."""
    found = [offer_of(each) for each in Operator.objects.filter(is_own_reception=False).order_by("pk")]
    return sorted(found, key=lambda offer: offer.is_trial)
