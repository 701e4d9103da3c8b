"""The words of the pages for a rule's effect and limits."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from infra.hooks.disruptions import Break, DisruptionPlace
from testbed.faults.models import FaultRule
from testbed.faults.steps import FaultStep
from testbed.timing.models import TimingMode

Words = str | Promise

PLACES: Final[Mapping[str, Words]] = {
    DisruptionPlace.OPERATOR.value: gettext_lazy("Brevlådeoperatör"),
    DisruptionPlace.RELAY.value: gettext_lazy("Förmedlaren"),
    DisruptionPlace.FAR.value: "FaR",
    DisruptionPlace.POPULATION_REGISTER.value: gettext_lazy("Folkbokföringen"),
    DisruptionPlace.COMPANY_REGISTER.value: gettext_lazy("Företagsregistret"),
    DisruptionPlace.SMTP.value: gettext_lazy("E-post"),
    DisruptionPlace.WEBHOOK.value: "Webhooks",
}
BREAKS: Final[Mapping[str, Words]] = {
    Break.CLOSE.value: gettext_lazy("Stänger innan anropet hanteras"),
    Break.TLS.value: gettext_lazy("Bryter med ett TLS-fel"),
    Break.RESET.value: gettext_lazy("Bryter i stället för att svara"),
    Break.HALF.value: gettext_lazy("Bryter mitt i svaret"),
    Break.GARBAGE.value: gettext_lazy("Svarar skräp"),
}

MODES: Final[Mapping[str, Words]] = {
    TimingMode.Mode.FAST.value: gettext_lazy("Genast"),
    TimingMode.Mode.REALISTIC.value: gettext_lazy("Som i verkligheten"),
    TimingMode.Mode.MANUAL.value: gettext_lazy("För hand"),
}


def effect_of(step: FaultStep) -> str:
    """The words for the effect of a step."""
    return ", ".join(_parts(step))


def _does_nothing(step: FaultStep) -> bool:
    return step.code is None and step.breaks is None and not step.is_not_delivered and not step.delay.longest_ms


def _parts(step: FaultStep) -> Iterator[str]:
    if _does_nothing(step):
        yield _("Går bra")
    if step.code is not None:
        yield _("Felkod %(code)d") % {"code": step.code}
    if step.breaks is not None:
        yield str(BREAKS[step.breaks.value])
    if step.is_not_delivered:
        yield _("Svarar Delivered=false")
    if step.delay.longest_ms:
        yield _delay(step)
    if step.times is not None:
        yield ngettext("%(count)d gång", "%(count)d gånger", step.times) % {"count": step.times}


def _delay(step: FaultStep) -> str:
    shortest, longest = step.delay.shortest_ms, step.delay.longest_ms
    if shortest == longest:
        return _("%(count)d ms sent") % {"count": longest}
    return _("%(shortest)d–%(longest)d ms sent") % {"shortest": shortest, "longest": longest}


def limits_of(rule: FaultRule) -> str:
    """The words for what the rule is limited to."""
    parts = [rule.who, rule.operation, rule.sender, rule.recipient and f"{rule.recipient[:8]}****"]
    if rule.skip:
        parts.append(_("efter %(count)d som går bra") % {"count": rule.skip})
    if rule.quota_per_second is not None:
        parts.append(_("över %(count)d i sekunden") % {"count": rule.quota_per_second})
    if rule.opens and rule.closes:
        hours = {"opens": f"{rule.opens:%H:%M}", "closes": f"{rule.closes:%H:%M}"}
        parts.append(_("utanför %(opens)s–%(closes)s") % hours)
    return ", ".join(filter(None, parts))
