"""A chain, or PEM, in an X509Certificate is named as that, before and behind the schema."""

import base64
from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from infra.pki import files
from tests.cast import SERVICE, Sender

XMLDSIG = "{http://www.w3.org/2000/09/xmldsig#}"


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def as_pem(*chain: x509.Certificate) -> str:
    return files.to_pem(*chain).decode()


def without_its_lines(*chain: x509.Certificate) -> str:
    return "".join(line for line in as_pem(*chain).splitlines(keepends=True) if "-----" not in line)


def joined(*chain: x509.Certificate) -> str:
    return "".join(base64.b64encode(der(one)).decode() for one in chain)


def as_octets(*chain: x509.Certificate) -> str:
    return base64.b64encode(b"".join(map(der, chain))).decode()


def refusal(sender: Sender, text: str) -> tuple[str, str]:
    """What is said of a letter whose signer wrote this into X509Certificate before it was sealed."""
    letter = sender.letter()
    next(letter.signed.iter(f"{XMLDSIG}X509Certificate")).text = text
    fault = sender.post(SERVICE, letter.request, sender.identity).fault
    return fault.text.swedish, fault.text.english


@pytest.mark.parametrize("written", [as_pem, without_its_lines, joined, as_octets])
@pytest.mark.parametrize("number", [2, 3])
def test_more_than_one_certificate_is_named(kommun_a: Sender, written: Callable[..., str], number: int) -> None:
    chain = ([kommun_a.identity.certificate, *kommun_a.identity.chain] * 2)[:number]

    swedish, english = refusal(kommun_a, written(*chain))

    assert f"{number} certifikat i ett X509Certificate" in swedish
    assert f"{number} certificates in one X509Certificate" in english
    assert "leaf.pem" in english


def test_one_in_pem_is_named(kommun_a: Sender) -> None:
    swedish, english = refusal(kommun_a, as_pem(kommun_a.identity.certificate))

    assert "ett certifikat i PEM" in swedish
    assert "Remove the lines -----BEGIN" in english


@pytest.mark.parametrize("text", ["MAA=", "MIA=", "MIL///8=", "MA==", "AAAA", "MAAw"])
def test_what_is_no_certificate_is_still_called_that(kommun_a: Sender, text: str) -> None:
    _, english = refusal(kommun_a, text)

    assert "cannot be read as a certificate" in english


def test_a_chain_in_elements_of_its_own_is_right(kommun_a: Sender) -> None:
    letter = kommun_a.letter()
    first = next(letter.signed.iter(f"{XMLDSIG}X509Certificate"))
    second = first.makeelement(first.tag, nsmap=first.nsmap)
    second.text = joined(*kommun_a.identity.chain)
    first.addnext(second)

    assert kommun_a.post(SERVICE, letter.request, kommun_a.identity).delivered
