"""Checks whether a mailbox operator is ready: entry in FaR, address, server, accounts, and a first delivery."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings

from contracts import service, service_v3
from far.models import Account, ServiceSupplier
from infra.errors.codes import ErrorCode
from infra.identity import RecipientId
from infra.pki import store
from infra.pki.store import Identity
from infra.soap import client, local
from infra.soap.call_failures import CallFailed, Unreached
from infra.soap.messages.faults import FaultReceived
from infra.texts import Text
from sender import compose
from testbed import known_parties
from testbed.checks.readiness.first_letter import SOMEBODY, TEXT
from testbed.checks.readiness.lines import LineState, PreflightLine, PreflightStep, refused

_VERSION: Final = re.compile(r"/Service/v(\d)/?$")
CURRENT: Final = "3"
CHANGED: Final = "Ändrat efter underskriften"


def operator_of(organisation: str) -> ServiceSupplier | None:
    """The operator that the organisation is in FaR. None: it is none, or the register is not here."""
    if not known_parties.are_known_here():
        return None
    return ServiceSupplier.objects.filter(organisation=organisation, disconnected_at=None).order_by("pk").first()


def operator_lines(operator: ServiceSupplier, signer: Identity) -> Iterator[PreflightLine]:
    """The lines of an operator. A delivery that must be refused is sent to it, as the simulator's relay.

    `signer`: a sender that has approved the relay.
    """
    yield _entry(operator)
    yield _address(operator)
    yield from _calls(operator.service_address, _changed_delivery(signer, _holder_at(operator)))
    yield _accounts(operator)


def _entry(operator: ServiceSupplier) -> PreflightLine:
    name = operator.title or operator.name
    if operator.suspended:
        return _line(
            PreflightStep.OPERATOR, LineState.RED, SUSPENDED.format(name=name, number=operator.organisation)
        )
    return _line(PreflightStep.OPERATOR, LineState.GREEN, ENTERED.format(name=name, domain=operator.name))


def _address(operator: ServiceSupplier) -> PreflightLine:
    address = operator.service_address
    if urlsplit(address).scheme != "https":
        return _line(PreflightStep.VERSION, LineState.RED, NO_TLS.format(address=address))
    found = _VERSION.search(urlsplit(address).path)
    if found is None or found[1] != CURRENT:
        return _line(PreflightStep.VERSION, LineState.YELLOW, OTHER_VERSION.format(address=address))
    return _line(PreflightStep.VERSION, LineState.GREEN, AT_VERSION.format(address=address))


def _calls(address: str, delivery: bytes) -> Iterator[PreflightLine]:
    """Two lines: the server, and its answer to a delivery with a signature that does not hold."""
    server = OUR_SERVER if local.is_own(address) else TRUSTED_SERVER.format(host=urlsplit(address).hostname or "")
    try:
        answer = client.send_message(address, delivery, service_v3.DeliverSecureResponse, identity=_relay())
    except Unreached as error:
        yield refused(PreflightStep.SERVER, error)
        yield _line(PreflightStep.SERVICE, LineState.RED, NOT_ASKED)
    except CallFailed as error:
        yield _line(PreflightStep.SERVER, LineState.GREEN, server)
        yield refused(PreflightStep.SERVICE, error)
    except FaultReceived as refusal:
        yield _line(PreflightStep.SERVER, LineState.GREEN, server)
        yield _refusal(refusal.fault.code)
    else:
        yield _line(PreflightStep.SERVER, LineState.GREEN, server)
        yield _taken(answer.return_value)


def _taken(result: service.DeliveryResult) -> PreflightLine:
    if any(status.delivered for status in result.status):
        return _line(PreflightStep.SERVICE, LineState.RED, TAKES_ALL)
    return _line(PreflightStep.SERVICE, LineState.YELLOW, NOT_DELIVERED)


def _refusal(code: int) -> PreflightLine:
    if code == ErrorCode.SIGNATURE_ERROR:
        return _line(PreflightStep.SERVICE, LineState.GREEN, REFUSES.format(code=code))
    return _line(PreflightStep.SERVICE, LineState.YELLOW, REFUSES_OTHERWISE.format(code=code))


def _relay() -> Identity:
    return store.load_identity(settings.RELAY_IDENTITY)


def _holder_at(operator: ServiceSupplier) -> str:
    """One of its customers: a stranger's letter is refused for that reason."""
    holders = Account.objects.filter(supplier=operator, pending=False).order_by("pk")
    return holders.values_list("recipient", flat=True).first() or SOMEBODY


def _changed_delivery(signer: Identity, holder: str) -> bytes:
    """A sealed delivery with a letter that was changed after its sender signed it: no operator may take it."""
    content = compose.compose_delivery(signer.organisation, signer.title, RecipientId.parse(holder), [TEXT])
    signed = compose.sign_delivery(content, signer)
    for subject in signed.iter("{*}Subject"):
        subject.text = CHANGED
    return compose.wrap_sealed_delivery(compose.seal_delivery(signed, _relay()))


def _accounts(operator: ServiceSupplier) -> PreflightLine:
    accounts = Account.objects.filter(supplier=operator)
    pending = accounts.filter(pending=True).count()
    registered = accounts.count() - pending
    if not registered:
        return _line(PreflightStep.ACCOUNTS, LineState.YELLOW, NO_ACCOUNTS.format(pending=pending))
    return _line(PreflightStep.ACCOUNTS, LineState.GREEN, ACCOUNTS.format(registered=registered, pending=pending))


def _line(step: PreflightStep, light: LineState, text: Text) -> PreflightLine:
    return PreflightLine(step, light, text)


ENTERED: Final = Text(
    "{name} är brevlådeoperatör i FaR. Avsändare känner den som {domain}.",
    "{name} is a mailbox operator in FaR. Senders know it as {domain}.",
)
SUSPENDED: Final = Text(
    "{name} är avstängd i FaR. Återuppta den: POST /api/v1/actors/{number}/resume.",
    "{name} is suspended in FaR. Resume it: POST /api/v1/actors/{number}/resume.",
)
AT_VERSION: Final = Text(
    "Avsändare och förmedlare levererar till {address}, version 3.",
    "Senders and relays deliver to {address}, version 3.",
)
OTHER_VERSION: Final = Text(
    "Adressen är {address}. Version 3 brukar sluta med /Service/v3; avsändare levererar med version 3 ändå.",
    "The address is {address}. Version 3 usually ends with /Service/v3; senders deliver with version 3 anyway.",
)
NO_TLS: Final = Text(
    "{address} börjar inte med https. Ingen levererar utan ömsesidig TLS.",
    "{address} does not begin with https. Nobody delivers without mutual TLS.",
)
OUR_SERVER: Final = Text(
    "Simulatorn svarar själv där, med sitt eget servercertifikat.",
    "The simulator itself answers there, with its own server certificate.",
)
TRUSTED_SERVER: Final = Text(
    "Servercertifikatet för {host} är betrott och gäller.",
    "The server certificate of {host} is trusted and valid.",
)
NOT_ASKED: Final = Text(
    "Operatören nåddes inte, så ingen leverans kunde provas.",
    "The operator was not reached, so no delivery could be tried.",
)
REFUSES: Final = Text(
    "deliverSecure svarar. Ett brev som ändrats efter underskriften nekades, som det ska, med kod {code}.",
    "deliverSecure answers. A letter that was changed after it was signed was refused, as it must be: {code}.",
)
REFUSES_OTHERWISE: Final = Text(
    "deliverSecure svarar, men nekade ett brev som ändrats efter underskriften med kod {code} i stället för 5012.",
    "deliverSecure answers, but refused a letter that was changed after signing with {code} instead of 5012.",
)
NOT_DELIVERED: Final = Text(
    "deliverSecure svarar Delivered=false på ett brev som ändrats efter underskriften, i stället för felkod 5012.",
    "deliverSecure answers Delivered=false to a letter that was changed after signing, instead of code 5012.",
)
TAKES_ALL: Final = Text(
    "deliverSecure tog emot ett brev som ändrats efter underskriften. Verifiera båda signaturerna före brevlådan.",
    "deliverSecure took a letter that was changed after it was signed. Verify both signatures before the mailbox.",
)
ACCOUNTS: Final = Text(
    "{registered} konton i FaR; {pending} väntar på underskrift.",
    "{registered} accounts in FaR; {pending} wait for a signature.",
)
NO_ACCOUNTS: Final = Text(
    "Inga konton i FaR än ({pending} väntar på underskrift), så ingen post kommer. Registrera en innehavare: "
    "register i Recipient, eller POST /api/v1/people med operator.",
    "No accounts in FaR yet ({pending} wait for a signature), so no mail comes. Register a holder: register of "
    "Recipient, or POST /api/v1/people with operator.",
)
