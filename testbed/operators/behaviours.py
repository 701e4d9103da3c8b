"""The behaviours of operators, and the address of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from infra.texts import Text


class Behaviour(StrEnum):
    """The behaviour of an operator at each call."""

    ACCEPTING = "accepting"
    STRICT = "strict"
    SLOW_THEN_WELL = "slow_then_well"
    SLOW = "slow"
    NOT_DELIVERED = "not_delivered"
    FAULTING = "faulting"
    BREAKING_OFF = "breaking_off"
    GARBAGE = "garbage"
    DOWN = "down"
    EXPIRED_CERTIFICATE = "expired_certificate"
    WRONG_HOST = "wrong_host"
    UNTRUSTED_CERTIFICATE = "untrusted_certificate"
    REVOKED_CERTIFICATE = "revoked_certificate"


@dataclass(frozen=True)
class Description:
    """The description of a behaviour, for documents and pages."""

    text: Text
    keeps_letters: bool = False
    """It has mailboxes, and letters that it takes can be read."""


DESCRIPTIONS: Final[Mapping[Behaviour, Description]] = {
    Behaviour.ACCEPTING: Description(
        Text("tar emot brev som de andra operatörerna", "takes letters as the other operators do"), True
    ),
    Behaviour.STRICT: Description(
        Text(
            "tar emot brev, men nekar allt som en verklig operatörs verifierare nekar",
            "takes letters, but refuses all that a real operator's verifier refuses",
        ),
        True,
    ),
    Behaviour.SLOW_THEN_WELL: Description(
        Text(
            "svarar efter MM_LATE_OPERATOR_SECONDS (5) sekunder, och tar då emot brevet",
            "answers after MM_LATE_OPERATOR_SECONDS (5) seconds, and then takes the letter",
        ),
        True,
    ),
    Behaviour.SLOW: Description(
        Text(
            "håller varje anrop längre än avsändare väntar, i MM_SLOW_OPERATOR_SECONDS (150) sekunder",
            "holds each call for longer than senders wait, for MM_SLOW_OPERATOR_SECONDS (150) seconds",
        )
    ),
    Behaviour.NOT_DELIVERED: Description(Text("svarar Delivered=false", "answers Delivered=false")),
    Behaviour.FAULTING: Description(
        Text("svarar varje anrop med ett systemfel, kod 4999", "answers each call with a system fault, code 4999")
    ),
    Behaviour.BREAKING_OFF: Description(
        Text(
            "tar emot anropet och bryter förbindelsen utan svar",
            "takes the call and breaks the connection without an answer",
        )
    ),
    Behaviour.GARBAGE: Description(
        Text("svarar HTTP 200 med något som inte är SOAP", "answers HTTP 200 with something that is no SOAP")
    ),
    Behaviour.DOWN: Description(
        Text(
            "är nere: adressen leder ingenstans, på någon maskin",
            "is down: its address leads nowhere, on any machine",
        )
    ),
    Behaviour.EXPIRED_CERTIFICATE: Description(
        Text("visar ett servercertifikat som har gått ut", "shows a server certificate that has expired")
    ),
    Behaviour.WRONG_HOST: Description(
        Text("visar ett servercertifikat för en annan värd", "shows a server certificate of another host")
    ),
    Behaviour.UNTRUSTED_CERTIFICATE: Description(
        Text(
            "visar ett servercertifikat vars utfärdare ingen litar på",
            "shows a server certificate of an issuer that nobody trusts",
        )
    ),
    Behaviour.REVOKED_CERTIFICATE: Description(
        Text("visar ett servercertifikat som är återkallat", "shows a server certificate that is revoked")
    ),
}
CERTIFICATES: Final = (
    Behaviour.EXPIRED_CERTIFICATE,
    Behaviour.WRONG_HOST,
    Behaviour.UNTRUSTED_CERTIFICATE,
    Behaviour.REVOKED_CERTIFICATE,
)
"""The behaviours that show in the TLS handshake, each on a port of its own, in this order."""
