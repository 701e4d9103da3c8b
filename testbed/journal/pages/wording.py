"""How the console says what an exchange is: in which role's house it happened, and what it did."""

from collections.abc import Callable, Mapping
from typing import Final

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from infra.exchanges import Edge, Verdict
from testbed.journal.models import Exchange
from testbed.refusals.wording import CHECKS as CHECKS
from testbed.refusals.wording import TURNS as TURNS
from testbed.refusals.wording import Words as Words


class House(models.TextChoices):
    """Who answered, or was reached."""

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
_HOUSES: Final[Mapping[str, House]] = {
    "Recipient": House.REGISTER,
    "Authority": House.REGISTER,
    "Consent": House.REGISTER,
    "Message": House.RELAY,
    "Notification": House.RELAY,
    "Service": House.OPERATOR,
    "PopulationRegister": House.BASE_REGISTERS,
    "CompanyRegister": House.BASE_REGISTERS,
}
"""By the first part of the service's path."""
_EDGES: Final[Mapping[str, House]] = {
    Edge.EMAIL.value: House.ANNOUNCEMENT,
    Edge.SMS.value: House.ANNOUNCEMENT,
    Edge.PAGE.value: House.PERSON,
    Edge.SMTP.value: House.OFFICE,
    Edge.WEBHOOK.value: House.RECEIVER,
}
_DEEDS: Final[Mapping[tuple[str, str], Callable[[Exchange], str]]] = {
    ("soap", "isReachable"): lambda _each: _t("Frågar vart mottagaren vill ha sin post"),
    ("soap", "distributeSecure"): lambda _each: _t("Lämnar brevet till förmedlaren"),
    ("soap", "deliverSecure"): lambda _each: _t("Lämnar brevet till brevlådeoperatören"),
    ("soap", "notify"): lambda _each: _t("Lämnar en notifiering"),
    ("soap", "checkDistributionStatus"): lambda _each: _t("Frågar hur det gick för brevet"),
    ("page", "login"): lambda _each: _t("Mottagaren loggar in"),
    ("page", "open"): lambda _each: _t("Mottagaren öppnar brevet"),
    ("smtp", "mail"): lambda _each: _t("Ett e-postprogram lämnar ett brev"),
}
"""By edge and operation."""


def house_of(exchange: Exchange) -> House:
    if exchange.edge in _EDGES:
        return _EDGES[exchange.edge]
    return _HOUSES.get(exchange.service.partition("/")[0], House.OTHER)


def deed_of(exchange: Exchange) -> str:
    """What was done, in plain words; where there are none, the operation's name."""
    if words := _DEEDS.get((exchange.edge, exchange.operation)):
        return words(exchange)
    if exchange.edge == Edge.EMAIL:
        return _t("E-post skickas")
    if exchange.edge == Edge.SMS:
        return _t("SMS skickas")
    if exchange.edge == Edge.WEBHOOK:
        return _t("Händelsen %(event)s skickas") % {"event": exchange.operation}
    return exchange.operation or _t("Ett anrop som inte gick att läsa")
