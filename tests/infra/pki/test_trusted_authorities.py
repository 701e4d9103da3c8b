"""Authorities of others: trusted by upload, shown with their names, and removed, each at once."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from infra.errors import NotFound
from infra.pki import files
from infra.pki.trust import current_trust
from infra.pki.trusted_authorities import MAX_BYTES, add_authorities, fingerprint_of, remove_file, trusted_files
from infra.pki.validation.problems import CertificateProblem
from infra.validation import InvalidValues
from tests.infra.pki.makers import SUBJECT, Made, authority, key, made, usage
from tests.infra.pki.ordering import wrong_fields


def pem(*certificates: Made) -> bytes:
    return files.to_pem(*(each.certificate for each in certificates))


def is_trusted(issuer: Made) -> bool:
    try:
        current_trust().check(made(SUBJECT, issuer).certificate)
    except CertificateProblem:
        return False
    return True


def refused(content: bytes) -> str:
    with pytest.raises(InvalidValues) as problem:
        add_authorities(Path("/nowhere"), content)
    return wrong_fields(problem.value)["certificate"]


def test_an_authority_counts_from_the_upload_to_the_removal(own_pki: Path) -> None:
    ours = authority("Vår CA")
    assert not is_trusted(ours)

    added = add_authorities(own_pki, pem(ours))
    assert added.is_new
    assert is_trusted(ours)

    remove_file(own_pki, added.file.name)
    assert not is_trusted(ours)


def test_the_file_is_named_after_the_authority(own_pki: Path) -> None:
    ours = authority("Vår ../CA & Co")

    assert (
        add_authorities(own_pki, pem(ours)).file.name == f"vår-ca-co-{fingerprint_of(ours.certificate)[:12]}.pem"
    )


def test_the_same_upload_twice_is_one_file(own_pki: Path) -> None:
    ours = authority("Vår CA")

    first, again = add_authorities(own_pki, pem(ours)), add_authorities(own_pki, pem(ours))

    assert (first.is_new, again.is_new) == (True, False)
    assert [file.name for file in trusted_files(own_pki)] == [first.file.name]


def test_der_is_taken_as_well(own_pki: Path) -> None:
    ours = authority("Vår CA")

    add_authorities(own_pki, ours.certificate.public_bytes(Encoding.DER))

    assert is_trusted(ours)


def test_a_root_and_an_authority_below_it_come_in_one_file(own_pki: Path) -> None:
    root = authority("Rot")
    below = authority("Utfärdare", root)

    [*found] = add_authorities(own_pki, pem(root, below)).file.certificates

    assert found == [root.certificate, below.certificate]
    assert is_trusted(below)


def test_files_that_were_dropped_are_shown_and_removed_like_others(own_pki: Path) -> None:
    (own_pki / "trusted" / "lagd.pem").write_bytes(pem(authority("Lagd")))
    (own_pki / "trusted" / "skrap.pem").write_text("hello")

    dropped, scrap = trusted_files(own_pki)

    assert (dropped.name, len(dropped.certificates), dropped.problem) == ("lagd.pem", 1, "")
    assert (scrap.name, scrap.certificates) == ("skrap.pem", ())
    assert scrap.problem
    remove_file(own_pki, "skrap.pem")
    assert [file.name for file in trusted_files(own_pki)] == ["lagd.pem"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\0" * 50,
        b"\x30\x82\xff\xff",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ],
)
def test_what_is_no_certificate_is_refused(content: bytes) -> None:
    assert "cannot be read" in refused(content)


def test_an_upload_that_is_cut_off_within_its_last_certificate_is_refused(own_pki: Path) -> None:
    whole = (own_pki / "ca.pem").read_bytes()

    assert "cannot be read" in refused(whole[:-100])


def test_a_certificate_that_is_no_authority_is_refused_by_name() -> None:
    assert refused(pem(made("CN=Löv,O=Test,C=SE", None))).startswith("Löv is no authority")


def test_an_authority_that_may_not_issue_certificates_is_refused() -> None:
    assert "is no authority" in refused(pem(authority("Svag", extensions=[(usage(digital_signature=True), True)])))


def test_an_authority_that_has_expired_is_refused() -> None:
    issuer = authority("Gammal")
    constraints = [(each.value, each.critical) for each in issuer.certificate.extensions]
    old = made("CN=Gammal,O=Test,C=SE", None, constraints, days=(-20, -10))

    assert "expired on" in refused(pem(old))


def test_one_wrong_certificate_refuses_the_whole_upload(own_pki: Path) -> None:
    with pytest.raises(InvalidValues):
        add_authorities(own_pki, pem(authority("Rätt"), made("CN=Löv,O=Test,C=SE", None)))

    assert trusted_files(own_pki) == []


def test_a_private_key_is_refused_and_not_stored(own_pki: Path) -> None:
    content = pem(authority("Vår CA")) + files.key_bytes(key(1))

    with pytest.raises(InvalidValues) as problem:
        add_authorities(own_pki, content)

    assert "private key" in wrong_fields(problem.value)["certificate"]
    assert [file for file in own_pki.rglob("*.pem") if b"PRIVATE" in file.read_bytes()] == []


def test_an_upload_that_is_too_large_is_refused_unread() -> None:
    assert str(MAX_BYTES) in refused(b"-" * (MAX_BYTES + 1))


@pytest.mark.parametrize("name", ["", "none.pem", "../ca.pem", "/etc/passwd", ".", "\0"])
def test_only_files_of_the_folder_can_be_removed(own_pki: Path, name: str) -> None:
    with pytest.raises(NotFound):
        remove_file(own_pki, name)

    assert (own_pki / "ca.pem").exists()
