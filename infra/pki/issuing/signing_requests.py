"""Certificate signing requests (PKCS#10) that somebody hands in, checked before a certificate is made of one.

Source: RFC 2986. The infrastructure's rules about keys: wire.md.
"""

from typing import Final, NoReturn

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import NameOID

from infra.identity import OrganisationNumber
from infra.pki.validation.problems import CertificateProblem
from infra.pki.validation.reading import NOT_READABLE, require_printable
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues

MAX_CHARACTERS: Final = 20_000
MIN_BITS: Final = 2048
MAX_BITS: Final = 8192
"""Larger keys make every check of a signature slow, and no organisation has one."""
TOO_LONG: Final = Text(f"får ha högst {MAX_CHARACTERS} tecken", f"may have at most {MAX_CHARACTERS} characters")
UNREADABLE: Final = Text(
    "går inte att läsa; skicka en PKCS#10 i PEM, som börjar med -----BEGIN CERTIFICATE REQUEST-----",
    "cannot be read; send a PKCS#10 in PEM, which begins with -----BEGIN CERTIFICATE REQUEST-----",
)
BAD_SIGNATURE: Final = Text(
    "har en signatur som inte stämmer: den är ändrad, eller signerad med en annan nyckel än sin egen; gör en ny",
    "has a signature that does not hold: it was changed, or signed with another key than its own; make a new one",
)
NO_RSA: Final = Text(
    "har ingen RSA-nyckel; infrastrukturen använder inga andra. openssl req -newkey rsa:2048 gör en",
    "has no RSA key; the infrastructure uses no others. openssl req -newkey rsa:2048 makes one",
)
WRONG_SIZE: Final = Text(
    f"har en nyckel på {{bits}} bitar; den ska ha {MIN_BITS} till {MAX_BITS}",
    f"has a key of {{bits}} bits; it must have {MIN_BITS} to {MAX_BITS}",
)
OTHER_NUMBER: Final = Text(
    "har inte {number} som serialNumber i sitt subject, och subject skulle behållas; rätta det, eller låt "
    "simulatorn ersätta subject",
    "does not have {number} as serialNumber in its subject, and the subject was to be kept; correct it, or let "
    "the simulator replace the subject",
)


def read_request(pem: str) -> x509.CertificateSigningRequest:
    """The request, if its signature holds and its key is of the kind and size that the infrastructure uses.

    Raises:
        InvalidValues: it is not, and what to do.
    """
    if len(pem) > MAX_CHARACTERS:
        _refuse(TOO_LONG)
    try:
        request = x509.load_pem_x509_csr(pem.encode())
        is_signed, key = request.is_signature_valid, request.public_key()
        require_printable(request.subject)
    except UnsupportedAlgorithm:
        _refuse(NO_RSA)
    except (*NOT_READABLE, CertificateProblem):
        _refuse(UNREADABLE)
    if not isinstance(key, RSAPublicKey):
        _refuse(NO_RSA)
    if not is_signed:
        _refuse(BAD_SIGNATURE)
    if not MIN_BITS <= key.key_size <= MAX_BITS:
        _refuse(WRONG_SIZE.format(bits=key.key_size))
    return request


def require_number(request: x509.CertificateSigningRequest, number: OrganisationNumber) -> None:
    """Return if the request's own subject names the organisation as certificates do.

    Raises:
        InvalidValues: it does not.
    """
    found = [item.value for item in request.subject.get_attributes_for_oid(NameOID.SERIAL_NUMBER)]
    if found != [number.value]:
        _refuse(OTHER_NUMBER.format(number=number.value))


def _refuse(text: Text) -> NoReturn:
    raise InvalidValues([InvalidValue(("csr",), text)])
