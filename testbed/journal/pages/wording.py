"""How the console says what an exchange is: which party it went to, and what was done."""

from collections.abc import Callable, Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from infra.hooks.exchanges import Edge, Verdict
from testbed.journal.models import Exchange
from testbed.refusals.wording import CHECKS as CHECKS
from testbed.refusals.wording import TURNS as TURNS
from testbed.refusals.wording import Words as Words


class Party(models.TextChoices):
    """The party that an exchange went to."""

    REGISTER = "register", _("FaR")
    RELAY = "relay", _("Förmedlare")
    OPERATOR = "operator", _("Brevlådeoperatör")
    BASE_REGISTERS = "base-registers", _("Grundregister")
    ANNOUNCEMENT = "announcement", _("Avisering")
    PERSON = "person", _("Mottagare")
    OFFICE = "office", _("Kontor")
    RECEIVER = "receiver", _("Webhook")
    OTHER = "other", _("Okänd tjänst")


VERDICTS: Final[Mapping[str, Words]] = {
    Verdict.ACCEPTED.value: _("Godtagen"),
    Verdict.REFUSED.value: _("Nekad"),
    Verdict.FAILED.value: _("Misslyckad"),
}
TONES: Final[Mapping[str, str]] = {
    Verdict.ACCEPTED.value: "good",
    Verdict.REFUSED.value: "bad",
    Verdict.FAILED.value: "wait",
}
_PARTIES_BY_SERVICE: Final[Mapping[str, Party]] = {
    "Recipient": Party.REGISTER,
    "Authority": Party.REGISTER,
    "Consent": Party.REGISTER,
    "Message": Party.RELAY,
    "Notification": Party.RELAY,
    "Service": Party.OPERATOR,
    "PopulationRegister": Party.BASE_REGISTERS,
    "CompanyRegister": Party.BASE_REGISTERS,
}
"""By the first part of the service's path."""
_PARTIES_BY_EDGE: Final[Mapping[str, Party]] = {
    Edge.EMAIL.value: Party.ANNOUNCEMENT,
    Edge.SMS.value: Party.ANNOUNCEMENT,
    Edge.PAGE.value: Party.PERSON,
    Edge.SMTP.value: Party.OFFICE,
    Edge.WEBHOOK.value: Party.RECEIVER,
}
_ACTIONS: Final[Mapping[tuple[str, str], Callable[[Exchange], str]]] = {
    ("soap", "isReachable"): lambda _each: _t("Frågar vart mottagaren vill ha sin post"),
    ("soap", "getSenders"): lambda _each: _t("Frågar vilka avsändare som finns"),
    ("soap", "getDispatchers"): lambda _each: _t("Frågar vilka förmedlare en avsändare har godkänt"),
    ("soap", "distributeSecure"): lambda _each: _t("Lämnar brevet till förmedlaren"),
    ("soap", "deliverSecure"): lambda _each: _t("Lämnar brevet till brevlådeoperatören"),
    ("soap", "notify"): lambda _each: _t("Lämnar en notifiering"),
    ("soap", "checkDistributionStatus"): lambda _each: _t("Frågar hur det gick för brevet"),
    ("page", "login"): lambda _each: _t("Mottagaren loggar in"),
    ("page", "open"): lambda _each: _t("Mottagaren öppnar brevet"),
    ("smtp", "mail"): lambda _each: _t("Ett e-postprogram lämnar ett brev"),
}
"""By edge and operation."""


def party_of(exchange: Exchange) -> Party:
    if exchange.edge in _PARTIES_BY_EDGE:
        return _PARTIES_BY_EDGE[exchange.edge]
    return _PARTIES_BY_SERVICE.get(exchange.service.partition("/")[0], Party.OTHER)


def action_of(exchange: Exchange) -> str:
    """The action in plain words; where there are none, the operation's name."""
    if words := _ACTIONS.get((exchange.edge, exchange.operation)):
        return words(exchange)
    if exchange.edge == Edge.EMAIL:
        return _t("E-post skickas")
    if exchange.edge == Edge.SMS:
        return _t("SMS skickas")
    if exchange.edge == Edge.WEBHOOK:
        return _t("Händelsen %(event)s skickas") % {"event": exchange.operation}
    return exchange.operation or _t("Ett anrop som inte gick att läsa")
