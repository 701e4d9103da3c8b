"""Signing requests that others made: read with care, and refused in words that say what to do."""

import base64

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from infra.pki.issuing import signing_requests
from infra.pki.issuing.signing_requests import read_request, require_number
from infra.validation import InvalidValues
from tests.infra.pki.makers import key
from tests.infra.pki.ordering import NUMBER, OWN_SUBJECT, key_of, pem, request, wrong_fields

GARBAGE = "-----BEGIN CERTIFICATE REQUEST-----\n{}\n-----END CERTIFICATE REQUEST-----\n"


def refused(written: str) -> str:
    with pytest.raises(InvalidValues) as problem:
        read_request(written)
    return wrong_fields(problem.value)["csr"]


def with_a_changed_byte(made: x509.CertificateSigningRequest, place: int) -> str:
    changed = bytearray(made.public_bytes(Encoding.DER))
    changed[place] ^= 1
    return GARBAGE.format(base64.encodebytes(changed).decode().strip())


def test_a_right_one_is_read() -> None:
    assert read_request(pem(request())).public_key() == key(1).public_key()


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hej",
        "\0\0\0",
        "åäö",
        GARBAGE.format(""),
        GARBAGE.format("AAAA"),
        GARBAGE.format("!" * 500),
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        pem(request())[:-200],
    ],
)
def test_what_is_no_request_is_refused(written: str) -> None:
    assert "cannot be read" in refused(written)


def test_one_that_is_too_long_is_refused_unread() -> None:
    assert str(signing_requests.MAX_CHARACTERS) in refused("x" * 1_000_000)


def test_one_whose_signature_does_not_hold_is_refused() -> None:
    assert "signature that does not hold" in refused(with_a_changed_byte(request(), -1))


def test_one_that_was_changed_after_it_was_signed_is_refused() -> None:
    whole = request("CN=aaaaaaaa")
    place = whole.public_bytes(Encoding.DER).index(b"aaaaaaaa")

    assert "signature that does not hold" in refused(with_a_changed_byte(whole, place))


def test_a_key_of_another_kind_is_refused() -> None:
    elliptic = ec.generate_private_key(ec.SECP256R1())

    assert "no RSA key" in refused(pem(request(signer=elliptic)))


@pytest.mark.parametrize("bits", [1024, 1536])
def test_a_key_that_is_too_short_is_refused(bits: int) -> None:
    assert f"{bits} bits" in refused(pem(request(signer=key_of(bits))))


def test_a_key_of_3072_bits_is_taken() -> None:
    assert read_request(pem(request(signer=key_of(3072)))).is_signature_valid


def test_a_subject_with_control_characters_is_refused() -> None:
    assert "cannot be read" in refused(pem(request("CN=a\\0Ab")))


def test_the_number_in_a_subject_of_its_own_is_the_organisation_s() -> None:
    require_number(request(OWN_SUBJECT), NUMBER)

    with pytest.raises(InvalidValues):
        require_number(request("CN=me"), NUMBER)
