"""Checks whether an actor is ready: what must hold before the first letter, each line green or with what to do.

The certificate tells the actor: a sender, a relay or a mailbox operator.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from django.conf import settings

from infra.errors import MinaMeddelandenError
from infra.errors.explanation import AtFault, Check, Explanation
from infra.far_client import RegisteredActors
from infra.identity.reading import read_organisation
from infra.pki import store
from infra.pki.store import Identity
from infra.pki.trust import current_trust, organisation_of
from infra.texts import Text, join_texts
from infra.xmlsig.verification.policy import DEFAULT
from infra.xmlsig.verification.signing_certificate import require_rsa_key
from mailbox_operator import register
from mailbox_operator.admission import rights
from sender.signers import find_signer
from testbed import known_parties
from testbed.checks.readiness.caller import CheckedCertificate
from testbed.checks.readiness.first_letter import check_first_letter
from testbed.checks.readiness.lines import LineState, PreflightLine, PreflightStep, answered
from testbed.checks.readiness.operator_lines import operator_lines, operator_of

SOON: Final = timedelta(days=30)


@dataclass(frozen=True)
class Preflight:
    """The lines in the order in which they are to be mended."""

    organisation: str
    """Of the certificate; empty where it has none."""
    sender: str
    """The sender that the letters name."""
    lines: Sequence[PreflightLine]

    @property
    def is_ready(self) -> bool:
        return all(line.light is not LineState.RED for line in self.lines)


def run_preflight(checked: CheckedCertificate, *, sender: str = "", recipient: str = "") -> Preflight:
    """Check the certificate, and what FaR says of it.

    `sender` empty: the certificate's own organisation, or for a relay a sender that has approved it; a mailbox
    operator is checked as one. With a key that the simulator keeps, a first letter is signed and checked, to
    `recipient` or to somebody of the demo world; nothing is delivered.

    Raises:
        InvalidInput: `sender` is no organisation number (5001).
    """
    organisation = _organisation_of(checked.certificate)
    wanted = read_organisation(sender).value if sender else _sender_for(organisation)
    lines = [
        answered(PreflightStep.CHAIN, lambda: _check_chain(checked)),
        _dates(checked.certificate),
        answered(PreflightStep.KEY, lambda: _check_key(checked.certificate)),
        answered(PreflightStep.ORGANISATION, lambda: _check_organisation(checked.certificate, wanted)),
    ]
    operator = None if sender else operator_of(organisation)
    if operator is not None:
        lines += operator_lines(operator, _signer_for_relay())
    if operator is None or known_parties.is_sender(organisation):
        lines += [*_lines_of_register(organisation, wanted), _addresses(), _letter(checked, wanted, recipient)]
    return Preflight(organisation, wanted, lines)


def _sender_for(organisation: str) -> str:
    """The organisation itself; of a relay that is no sender, one that approved it, with its key here if any."""
    try:
        actors = register.list_actors(register.ORGANISATION_CALLER)
    except MinaMeddelandenError:
        return organisation
    served = _served_by(actors, organisation)
    if organisation in actors.senders or not served:
        return organisation
    return next((sender for sender in served if _identity_of(sender)), served[0])


def _signer_for_relay() -> Identity:
    """A sender for which the simulator's relay delivers, with its key here; else the relay itself."""
    relay = store.load_identity(settings.RELAY_IDENTITY)
    return _identity_of(_sender_for(relay.organisation.value)) or relay


def _served_by(actors: RegisteredActors, relay: str) -> Sequence[str]:
    return sorted(sender for sender in actors.senders if actors.may_send(relay, sender))


def _organisation_of(certificate: x509.Certificate) -> str:
    try:
        return organisation_of(certificate).value
    except MinaMeddelandenError:
        return ""


def _check_chain(checked: CheckedCertificate) -> Text:
    current_trust().check(checked.certificate, intermediates=checked.chain, to_call=True)
    issuer = checked.certificate.issuer.rfc4514_string()
    return Text(
        f"Certifikatet är betrott, inte spärrat, och får användas för anrop. Utfärdat av {issuer}.",
        f"The certificate is trusted, not revoked, and may be used for calls. Issued by {issuer}.",
    )


def _dates(certificate: x509.Certificate) -> PreflightLine:
    ends, now = certificate.not_valid_after_utc, datetime.now(UTC)
    days = (ends - now).days
    swedish, english = ("dag", "day") if days == 1 else ("dagar", "days")
    until = Text(
        f"Gäller till {ends:%Y-%m-%d}, {days} {swedish} till.",
        f"Valid until {ends:%Y-%m-%d}, {days} {english} more.",
    )
    if now > ends:
        text = Text(f"Gick ut {ends:%Y-%m-%d}. Beställ ett nytt.", f"Expired on {ends:%Y-%m-%d}. Order a new one.")
        return PreflightLine(PreflightStep.DATES, LineState.RED, text, _due_to("certificate-expired"))
    if now < certificate.not_valid_before_utc:
        begins = certificate.not_valid_before_utc
        text = Text(f"Börjar gälla {begins:%Y-%m-%d %H:%M} UTC.", f"Not valid before {begins:%Y-%m-%d %H:%M} UTC.")
        return PreflightLine(PreflightStep.DATES, LineState.RED, text, _due_to("certificate-not-yet-valid"))
    if ends - now < SOON:
        return PreflightLine(
            PreflightStep.DATES, LineState.YELLOW, until + Text(" Beställ ett nytt nu.", " Order a new one now.")
        )
    return PreflightLine(PreflightStep.DATES, LineState.GREEN, until)


def _due_to(reason: str, check: Check = Check.CERTIFICATE) -> Explanation:
    """Why a line is red that no refusal stands behind: the page of the reason says the same."""
    return Explanation(reason, check, AtFault.YOU, retry=False)


def _check_key(certificate: x509.Certificate) -> Text:
    bits = require_rsa_key(certificate, DEFAULT).key_size
    return Text(f"RSA-nyckel med {bits} bitar.", f"RSA key with {bits} bits.")


def _check_organisation(certificate: x509.Certificate, wanted: str) -> Text:
    number = organisation_of(certificate).value
    if number == wanted:
        return Text(
            f"Certifikatets serialNumber är organisationsnumret {number}.",
            f"The certificate's serialNumber is the organisation number {number}.",
        )
    return Text(
        f"Certifikatet är {number}, avsändaren {wanted}. Det går för en förmedlare; SignedDelivery ska avsändaren "
        "själv signera.",
        f"The certificate is {number}, the sender {wanted}. That is right for a relay; the sender itself must "
        "sign SignedDelivery.",
    )


def _lines_of_register(organisation: str, wanted: str) -> Iterator[PreflightLine]:
    try:
        actors = register.list_actors(register.ORGANISATION_CALLER)
    except MinaMeddelandenError as error:
        yield PreflightLine(PreflightStep.ROLE, LineState.RED, error.text, error.explanation)
        return
    yield _role(actors, organisation, wanted)
    yield answered(PreflightStep.RELAY, lambda: _check_relay(actors, organisation, wanted))


def _role(actors: RegisteredActors, organisation: str, wanted: str) -> PreflightLine:
    line = answered(PreflightStep.ROLE, lambda: _check_role(actors, wanted))
    if organisation not in actors.dispatchers or organisation in actors.senders:
        return line
    served = _served_by(actors, organisation)
    if not served:
        return PreflightLine(
            PreflightStep.ROLE,
            LineState.RED,
            FOR_NOBODY.format(relay=organisation),
            _due_to("relay-not-approved", Check.RIGHTS),
        )
    more = "" if len(served) <= SENDERS_SHOWN else " …"
    return replace(line, text=line.text + FOR_RELAY.format(senders=", ".join(served[:SENDERS_SHOWN]) + more))


def _check_role(actors: RegisteredActors, wanted: str) -> Text:
    rights.require_sender(actors, wanted)
    name = actors.senders[wanted] or wanted
    return Text(f"{name} ({wanted}) är avsändare i FaR.", f"{name} ({wanted}) is a sender in FaR.")


def _check_relay(actors: RegisteredActors, organisation: str, wanted: str) -> Text:
    """The certificate's owner may deliver itself, or hands its letters to a relay that the sender has approved."""
    approved = sorted(relay for relay in actors.dispatchers if actors.may_send(relay, wanted))
    listed = ", ".join(approved) or "–"
    if organisation in approved:
        return Text(
            f"{organisation} får själv leverera för {wanted} (deliverSecure). Godkända förmedlare: {listed}.",
            f"{organisation} may deliver for {wanted} itself (deliverSecure). Approved relays: {listed}.",
        )
    if organisation != wanted or not approved:
        rights.require_approval(actors, organisation, wanted)
    return Text(
        f"{wanted} är inte sin egen förmedlare. Lämna breven med distributeSecure till en godkänd: {listed}.",
        f"{wanted} is not its own relay. Hand letters over by distributeSecure to an approved one: {listed}.",
    )


def _addresses() -> PreflightLine:
    base = settings.SOAP_BASE_URL
    return PreflightLine(
        PreflightStep.ADDRESS,
        LineState.GREEN,
        Text(
            f"Version 3: {base}Recipient/v3, {base}Service/v3, {base}Message/v3. Utan version: "
            f"{base}Authority. Leverera till den ServiceAdress som isReachable svarar.",
            f"Version 3: {base}Recipient/v3, {base}Service/v3, {base}Message/v3. Without version: "
            f"{base}Authority. Deliver to the ServiceAdress that isReachable answers.",
        ),
    )


def _letter(checked: CheckedCertificate, sender: str, recipient: str) -> PreflightLine:
    """Sign a first letter and check it, where the key of the sender is here."""
    owner = checked.identity
    signer = owner if owner and owner.organisation.value == sender else _identity_of(sender)
    if owner is None or signer is None:
        return PreflightLine(PreflightStep.LETTER, LineState.YELLOW, NO_KEY)
    try:
        relay = owner if owner is not signer or _may_seal(owner, sender) else None
        findings = check_first_letter(signer, relay, recipient)
    except MinaMeddelandenError as error:
        return PreflightLine(PreflightStep.LETTER, LineState.RED, error.text, error.explanation)
    if findings.problems:
        first = findings.problems[0]
        return PreflightLine(PreflightStep.LETTER, LineState.RED, first.text, first.explanation)
    light = LineState.YELLOW if findings.warnings else LineState.GREEN
    return PreflightLine(PreflightStep.LETTER, light, join_texts(" ", [LETTER_IS_GOOD, *findings.warnings]))


def _identity_of(sender: str) -> Identity | None:
    try:
        return find_signer(sender)
    except MinaMeddelandenError:
        return None


def _may_seal(owner: Identity, sender: str) -> bool:
    return register.list_actors(register.ORGANISATION_CALLER).may_send(owner.organisation.value, sender)


SENDERS_SHOWN: Final = 5
FOR_RELAY: Final = Text(
    " Certifikatet är en förmedlares, som levererar för {senders}; ange en annan av dem som sender.",
    " The certificate is a relay's, which delivers for {senders}; give another of them as sender.",
)
FOR_NOBODY: Final = Text(
    "{relay} är förmedlare i FaR, men ingen avsändare har godkänt den. Godkänn den på avsändarens sida i "
    "konsolen, eller med PATCH /api/v1/actors/{relay} och senders.",
    "{relay} is a relay in FaR, but no sender has approved it. Approve it on the sender's page in the console, or "
    "with PATCH /api/v1/actors/{relay} and senders.",
)
NO_KEY: Final = Text(
    "Avsändarens nyckel finns inte här, så inget brev kunde signeras. Signera ett och skicka det till "
    "/api/v1/check.",
    "The sender's key is not here, so no letter could be signed. Sign one, and send it to /api/v1/check.",
)
LETTER_IS_GOOD: Final = Text(
    "Ett första brev signerades och kontrollerades. Ingen tjänst skulle neka det.",
    "A first letter was signed and checked. No service would refuse it.",
)
