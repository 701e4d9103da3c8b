"""The simulated e-legitimation over REST."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key, pkcs7
from django.conf import settings
from django.test import Client

from contracts import common
from far.signatures import verify_signature
from infra.errors import SignatureFault
from infra.pki import personal

MARIA, TEXT = "198101052382", " Jag öppnar en brevlåda.\n"


@pytest.fixture(autouse=True)
def personal_authority(db: None) -> None:
    personal.ensure_authority(Path(settings.PKI_DIR))


def signed(client: Client, status: int = 201, **asked: Any) -> dict[str, Any]:
    body = {"person": MARIA, "text": TEXT} | asked
    answer = client.post("/api/v1/eid/signatures", body, "application/json")
    assert answer.status_code == status, answer.content
    found: dict[str, Any] = answer.json()
    return found


def as_data(found: dict[str, Any]) -> common.SignatureData:
    others = {name: found[name] for name in ("certificate", "nonce", "encoding_of_signed_text")}
    return common.SignatureData(signature=base64.b64decode(found["signature"]), **others)


@pytest.mark.parametrize("form", ["xml", "pkcs7", "pkcs7-detached", "mocked"])
def test_the_register_accepts_what_is_answered(client: Client, form: str) -> None:
    verified = verify_signature(as_data(signed(client, form=form)), TEXT)

    assert verified.number == MARIA
    assert verified.is_mocked is (form == "mocked")


def test_without_a_form_it_is_an_xml_signature(client: Client) -> None:
    found = signed(client)

    assert base64.b64decode(found["signature"]).startswith(b"<")
    assert found["signature"] in found["xml"]


@pytest.mark.parametrize("flaw", ["expired", "revoked", "untrusted"])
def test_the_register_refuses_a_flaw(client: Client, flaw: str) -> None:
    with pytest.raises(SignatureFault):
        verify_signature(as_data(signed(client, flaw=flaw)), TEXT)


def test_a_nonce_can_be_had_and_signed(client: Client) -> None:
    issued = client.post("/api/v1/eid/nonces", content_type="application/json").json()

    found = signed(client, nonce=issued["nonce"])

    assert found["nonce"] == issued["nonce"]
    assert verify_signature(as_data(found), TEXT).nonce == issued["nonce"]
    assert datetime.fromisoformat(issued["fresh_until"]) > datetime.now(UTC)


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"person": "162021004748"}, None),
        ({"person": "198101052383"}, "/person"),
        ({"text": None}, "/text"),
        ({"text": "a\x00"}, "/text"),
        ({"text": "a" * 50_001}, "/text"),
        ({"form": "pdf"}, "/form"),
        ({"flaw": "ugly"}, "/flaw"),
        ({"nonce": "n" * 256}, "/nonce"),
        ({"certificate": "mine"}, "/certificate"),
        ({"form": "mocked", "flaw": "expired"}, None),
    ],
)
def test_wrong_values_are_named(client: Client, asked: dict[str, Any], pointer: str | None) -> None:
    problem = signed(client, 400, **asked)

    assert problem["detail"].count(" | ") == 1
    assert [error["pointer"] for error in problem.get("errors", [])] == ([pointer] if pointer else [])


class TestLegitimations:
    address = f"/api/v1/eid/legitimations/{MARIA}"

    def test_key_and_certificate_sign_with_another_program(self, client: Client) -> None:
        held = client.put(self.address).json()

        key = load_pem_private_key(held["private_key"].encode(), None)
        certificate = x509.load_pem_x509_certificate(held["certificate"].encode())
        [issuer] = x509.load_pem_x509_certificates(held["issuers"].encode())
        assert isinstance(key, RSAPrivateKey)
        builder = pkcs7.PKCS7SignatureBuilder().set_data(TEXT.encode()).add_certificate(issuer)
        signature = builder.add_signer(certificate, key, hashes.SHA256()).sign(
            Encoding.DER, [pkcs7.PKCS7Options.Binary]
        )
        assert (
            verify_signature(common.SignatureData(signature=signature, certificate="x"), TEXT).number
            == held["number"]
        )

    def test_asked_again_it_is_the_same(self, client: Client) -> None:
        assert client.put(self.address).json() == client.put("/api/v1/eid/legitimations/19810105-2382").json()

    def test_a_revoked_one_no_longer_signs(self, client: Client) -> None:
        before = as_data(signed(client))

        assert client.delete(self.address).status_code == 204

        with pytest.raises(SignatureFault):
            verify_signature(before, TEXT)
        assert verify_signature(as_data(signed(client)), TEXT).number == MARIA

    def test_who_has_none_has_none_to_revoke(self, client: Client) -> None:
        assert client.delete("/api/v1/eid/legitimations/189001019802").status_code == 404

    @pytest.mark.parametrize("number", ["162021004748", "maria", "1"])
    def test_who_is_no_person_has_none(self, client: Client, number: str) -> None:
        address = f"/api/v1/eid/legitimations/{number}"
        for answer in (client.put(address), client.delete(address)):
            assert answer.status_code == 404
            assert "coordination number" in answer.json()["detail"]
