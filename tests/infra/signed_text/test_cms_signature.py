"""PKCS#7 signatures of persons: ours, cryptography's and OpenSSL's, attached and detached."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7

from infra.errors import SignatureFault
from infra.pki import files
from infra.signed_text import CoveredText, SignedText, read_cms, sign_as_cms
from tests.infra.signed_text.signers import TEXT, Signer, curve_signer, dsa_signer, rsa_signer

OCTETS = TEXT.encode()
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="OpenSSL's command is not installed")


def ours(*, is_detached: bool = False, signer: Signer | None = None) -> bytes:
    found = signer or rsa_signer()
    assert isinstance(found.key, RSAPrivateKey)
    return sign_as_cms(TEXT, found.key, found.chain, nonce="en nonce", is_detached=is_detached)


def by_cryptography(signer: Signer, *options: pkcs7.PKCS7Options, pss: bool = False) -> bytes:
    builder = pkcs7.PKCS7SignatureBuilder().set_data(OCTETS)
    key = signer.key
    rsa_padding = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH) if pss else None
    builder = builder.add_signer(signer.chain[0], key, hashes.SHA256(), rsa_padding=rsa_padding)  # type: ignore[arg-type]  # either kind of padding
    return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.Binary, *options])


def read(signature: bytes, *detached: bytes) -> SignedText:
    return read_cms(signature, detached or (b"Helt annan text",))


def refusal_of(signature: bytes, *detached: bytes) -> str:
    with pytest.raises(SignatureFault) as refused:
        read(signature, *detached)
    assert "PKCS#7-signaturen" in refused.value.text.swedish or "Certifikatet" in refused.value.text.swedish
    return refused.value.text.english


def test_our_own_has_the_text_the_time_the_nonce_and_the_chain() -> None:
    found = read(ours())

    assert found.contents == (CoveredText(OCTETS),)
    assert found.nonce == "en nonce"
    assert (found.certificate, *found.intermediates) == rsa_signer().chain
    assert found.signed_at is not None
    assert abs(datetime.now(UTC) - found.signed_at) < timedelta(minutes=1)


def test_a_detached_one_is_verified_over_the_text_that_was_signed() -> None:
    signature = ours(is_detached=True)

    assert read(signature, b"fel", OCTETS, b"ocks\xc3\xa5 fel").contents == (CoveredText(OCTETS),)
    assert "was made over another text" in refusal_of(signature, b"fel", b"ocks\xc3\xa5 fel")


@pytest.mark.parametrize(
    "options",
    [
        (),
        (pkcs7.PKCS7Options.DetachedSignature,),
        (pkcs7.PKCS7Options.NoAttributes,),
        (pkcs7.PKCS7Options.NoCapabilities,),
        (pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.NoAttributes),
    ],
)
@pytest.mark.parametrize("signer", [rsa_signer, curve_signer])
def test_what_cryptography_signs_holds(options: tuple[pkcs7.PKCS7Options, ...], signer: object) -> None:
    made = rsa_signer() if signer is rsa_signer else curve_signer()

    assert read(by_cryptography(made, *options), OCTETS).certificate == made.chain[0]


def test_pss_holds() -> None:
    assert read(by_cryptography(rsa_signer(), pss=True)).contents == (CoveredText(OCTETS),)


@needs_openssl
@pytest.mark.parametrize(
    "options",
    [
        ["-nodetach"],
        [],
        ["-noattr"],
        ["-nodetach", "-stream"],
        ["-keyid"],
        ["-md", "sha512"],
        ["-keyopt", "rsa_padding_mode:pss"],
    ],
)
def test_what_openssl_signs_holds(options: list[str], tmp_path: Path) -> None:
    assert read(by_openssl(tmp_path, *options), OCTETS).contents == (CoveredText(OCTETS),)


@needs_openssl
def test_openssl_accepts_what_we_sign(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes(OCTETS)
    for name, is_detached in (("inside", False), ("apart", True)):
        (tmp_path / name).write_bytes(ours(is_detached=is_detached))
        arguments = ["-content", "text"] if is_detached else []
        command = ["openssl", "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", name]
        assert (
            subprocess.run([*command, *arguments], cwd=tmp_path, capture_output=True, check=True).stdout == OCTETS
        )


@needs_openssl
def test_one_without_the_signer_s_certificate_is_refused(tmp_path: Path) -> None:
    assert "does not hold the signer's certificate" in refusal_of(by_openssl(tmp_path, "-nocerts"), OCTETS)


@needs_openssl
def test_sha1_is_refused(tmp_path: Path) -> None:
    assert "uses sha1, which is not accepted" in refusal_of(by_openssl(tmp_path, "-md", "sha1"), OCTETS)


def by_openssl(folder: Path, *options: str) -> bytes:
    signer = rsa_signer()
    key = signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    contents = {
        "text": OCTETS,
        "key": key,
        "own": files.to_pem(signer.chain[0]),
        "ca": files.to_pem(signer.chain[1]),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    command = ["openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", "text"]
    names = ["-signer", "own", "-inkey", "key", "-certfile", "ca"]
    return subprocess.run([*command, *names, *options], cwd=folder, capture_output=True, check=True).stdout


def test_a_short_key_and_one_of_another_kind_are_refused() -> None:
    assert "has 1024 bits" in refusal_of(ours(signer=rsa_signer(1024)))
    foreign = Signer(rsa_signer().key, dsa_signer().chain)
    assert "neither an RSA key nor one on an elliptic curve" in refusal_of(ours(signer=foreign))


def test_another_certificate_than_the_key_s_is_refused() -> None:
    stranger = Signer(rsa_signer(3072).key, rsa_signer().chain)

    assert "does not match the certificate's key" in refusal_of(ours(signer=stranger))


def test_a_changed_text_is_refused() -> None:
    changed = ours().replace("godkänner".encode(), "godkänter".encode())

    assert "was made over another text" in refusal_of(changed)


class TestBrokenInside:
    """Signatures that a program has put together in another way than the standard says."""

    def changed(self, change: str) -> bytes:
        info = cms.ContentInfo.load(ours())
        signed = info["content"]
        signer = signed["signer_infos"][0]
        if change == "two signers":
            signed["signer_infos"].append(signer.copy())
        elif change == "no signer":
            signed["signer_infos"] = []
        elif change == "without digest":
            signer["signed_attrs"] = [
                each for each in signer["signed_attrs"] if each["type"].native != "message_digest"
            ]
        elif change == "digest twice":
            signer["signed_attrs"] = [*signer["signed_attrs"], signer["signed_attrs"][2]]
        elif change == "another content type":
            signed["encap_content_info"] = {
                "content_type": "1.2.3.4",
                "content": signed["encap_content_info"]["content"],
            }
        elif change == "many certificates":
            signed["certificates"] = [*signed["certificates"]] * 5
        return bytes(info.dump(force=True))

    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ("two signers", "has 2 signers"),
            ("no signer", "has 0 signers"),
            ("without digest", "contentType and messageDigest once each"),
            ("digest twice", "contentType and messageDigest once each"),
            ("another content type", "attributes of another type"),
            ("many certificates", "holds 10 certificates"),
        ],
    )
    def test_is_refused_by_what_is_broken(self, change: str, says: str) -> None:
        assert says in refusal_of(self.changed(change))

    def test_unchanged_it_holds(self) -> None:
        assert read(self.changed("")).contents == (CoveredText(OCTETS),)
