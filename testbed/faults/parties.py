"""The parties that a rule names: whether there is one, so that a mistyped name does not pass for a rule."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from far.models import ServiceSupplier
from infra.errors import InvalidInput
from infra.hooks.disruptions import DisruptionPlace
from infra.identity.reading import read_organisation
from infra.texts import Text
from testbed import known_parties
from testbed.runs.models import Run
from webhooks.models import Subscription

MAX_NAMED = 10
"""Parties that a refusal names."""
UNKNOWN = Text(
    "ingen operatör, aktör eller värd heter {who}; det finns {some}. Skapa den först.",
    "no operator, actor or host is named {who}; there are {some}. Make it first.",
)
UNKNOWN_WEBHOOK = Text(
    "ingen webhook har id:t, adressen eller värden {who}; GET /api/v1/webhooks visar dem",
    "no webhook has the id, address or host {who}; GET /api/v1/webhooks shows them",
)
NO_SENDER = Text(
    "{number} är ingen avsändare i FaR än; regeln gäller när den är det",
    "{number} is no sender in FaR yet; the rule applies when it is",
)
NO_RECIPIENT = Text(
    "ingen i folkbokförings- eller bolagsregistret har numret {number} än; regeln gäller när någon har det",
    "nobody in the population or company register has the number {number} yet; the rule applies when somebody has",
)
NO_RUN = Text(
    "ingen körning har märkningen {label} än; regeln gäller brev som har den",
    "no run has the label {label} yet; the rule applies to letters that have it",
)


def canonical_name(who: str) -> str:
    """The name as occasions have it: an organisation number with twelve digits, all else in lower case."""
    try:
        return read_organisation(who).value
    except InvalidInput:
        return who.strip() if "://" in who else who.strip().lower()


def unknown_party(place: str, who: str) -> Text | None:
    """The reason why nothing at the place has this name, as `canonical_name` gives it. None: something has.

    Any address or domain may be named where mail goes.
    """
    if not who or place == DisruptionPlace.SMTP:
        return None
    if place == DisruptionPlace.WEBHOOK:
        return None if who in set(_webhooks()) else UNKNOWN_WEBHOOK.format(who=who)
    domains = known_parties.operator_domains()
    is_known = who in domains or who in set(_hosts()) or known_parties.is_organisation(who)
    if is_known or not known_parties.are_known_here():
        return None
    some = ", ".join(sorted(domains)[:MAX_NAMED]) + (", …" if len(domains) > MAX_NAMED else "") or "-"
    return UNKNOWN.format(who=who, some=some)


def remarks_on(sender: str, recipient: str, label: str) -> list[Text]:
    """What a rule names that is not there, but may come to be."""
    return list(_remarks(sender, recipient, label))


def _remarks(sender: str, recipient: str, label: str) -> Iterator[Text]:
    if known_parties.are_known_here():
        if sender and not known_parties.is_sender(sender):
            yield NO_SENDER.format(number=sender)
        if recipient and not known_parties.is_registered(recipient):
            yield NO_RECIPIENT.format(number=recipient)
    if label and not Run.objects.filter(label=label).exists():
        yield NO_RUN.format(label=label)


def _webhooks() -> Iterator[str]:
    for key, url in Subscription.objects.values_list("subscription_id", "url"):
        yield from (str(key), url, urlsplit(url).hostname or "")


def _hosts() -> Iterator[str]:
    yield from settings.HOSTS
    for supplier in ServiceSupplier.objects.all():
        yield urlsplit(supplier.service_address).hostname or ""
