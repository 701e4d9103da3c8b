"""Every part of a certificate is read before any part decides; what cannot be read is refused in words."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtensionOID

from contracts import certificate_wording
from infra.errors.codes import ErrorCode
from infra.pki.validation.problems import CertificateProblem, CertificateReason, name_of
from infra.pki.validation.reading import is_readable, require_printable, require_readable
from tests.infra.pki.makers import SUBJECT, UNKNOWN, made, name


def problem_of(certificate: x509.Certificate) -> CertificateProblem:
    with pytest.raises(CertificateProblem) as refused:
        require_readable(certificate)
    assert refused.value.reason is CertificateReason.UNREADABLE
    assert refused.value.code == ErrorCode.CERTIFICATE_ERROR
    return refused.value


def named(value: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, value)])


def padded(octets: int) -> x509.Certificate:
    """A certificate with an extension of about so many bytes."""
    filling = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x04" * octets)
    return made(SUBJECT, None, [(filling, False)]).certificate


def test_a_certificate_with_unknown_extensions_can_be_read() -> None:
    certificate = made(SUBJECT, None, [(UNKNOWN, False)]).certificate

    require_readable(certificate)
    assert is_readable(certificate)


def test_a_certificate_of_more_than_the_largest_size_is_refused() -> None:
    size = len(padded(100_000).public_bytes(Encoding.DER)) - 100_000
    largest = padded(certificate_wording.MAX_OCTETS - size - 50)

    require_readable(largest)
    problem = problem_of(padded(certificate_wording.MAX_OCTETS))
    assert problem.explanation.reason == "certificate-unreadable"


@pytest.mark.parametrize(
    "broken",
    [
        x509.UnrecognizedExtension(ExtensionOID.BASIC_CONSTRAINTS, b"\x05\x00"),
        x509.UnrecognizedExtension(ExtensionOID.KEY_USAGE, b"no DER"),
        x509.UnrecognizedExtension(ExtensionOID.SUBJECT_ALTERNATIVE_NAME, b""),
    ],
)
def test_a_broken_extension_is_noticed_though_nobody_asks_for_it(broken: x509.UnrecognizedExtension) -> None:
    problem = problem_of(made(SUBJECT, None, [(broken, False)]).certificate)

    assert problem.explanation.reason == "certificate-breaks-standard"
    assert "RFC 5280" in problem.text.swedish
    assert "RFC 5280" in problem.text.english
    assert not problem.is_ours


@pytest.mark.parametrize("sign", ["\n", "\x1b[31m", "\0", "\x7f", "\r"])
def test_a_name_with_control_characters_is_refused_and_shown_without_them(sign: str) -> None:
    certificate = made(named(f"a{sign}b"), None).certificate

    problem = problem_of(certificate)

    assert problem.explanation.reason == "certificate-name-has-control-characters"
    assert sign not in str(problem.text)
    assert ascii(sign)[1:-1] in problem.text.english
    assert not is_readable(certificate)


def test_the_issuers_name_is_looked_at_as_well() -> None:
    issuer = made(named("a\nb"), None)

    assert not is_readable(made(SUBJECT, issuer).certificate)


def test_letters_of_all_languages_may_stand_in_a_name() -> None:
    require_printable(named("Åsa & Örjan, 北京 – ООО"))


def test_a_certificate_goes_by_its_common_name_or_by_its_whole_subject() -> None:
    assert name_of(made(SUBJECT, None).certificate) == "kommun-a.example"
    assert name_of(made("O=Kommun A,C=SE", None).certificate) == name("O=Kommun A,C=SE").rfc4514_string()


@pytest.mark.parametrize("reason", CertificateReason)
def test_only_a_missing_revocation_list_is_the_simulators_own_trouble(reason: CertificateReason) -> None:
    problem = CertificateProblem(reason, "Nej.", "No.")

    assert problem.is_ours is (reason is CertificateReason.NO_REVOCATION_LIST)
    assert problem.reason is reason
