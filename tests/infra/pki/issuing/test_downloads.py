"""The files of a certificate, one by one and as a ZIP, as other programs read them."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12

from infra.errors import NotFound
from infra.pki import store
from infra.pki.issuing import downloads
from tests.infra.pki.ordering import issue, pem, request

PUBLIC = ["client.pem", "leaf.pem", "chain.pem", "ca.pem"]
EVERY = [*PUBLIC, "client.key", "client-pkcs1.key", "client.p12", "client-legacy.p12"]


def openssl(*arguments: str | Path) -> str:
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_every_form_is_there_where_the_key_is(own_pki: Path) -> None:
    assert downloads.names_of(own_pki, issue(own_pki)) == EVERY


def test_without_the_key_there_are_the_certificates_alone(own_pki: Path) -> None:
    record = issue(own_pki, csr=pem(request()))

    assert downloads.names_of(own_pki, record) == PUBLIC
    with pytest.raises(NotFound):
        downloads.file_of(own_pki, record, "client.key")


@pytest.mark.parametrize(
    ("name", "begins", "certificates"),
    [
        ("client.pem", b"-----BEGIN CERTIFICATE-----", 2),
        ("leaf.pem", b"-----BEGIN CERTIFICATE-----", 1),
        ("chain.pem", b"-----BEGIN CERTIFICATE-----", 1),
        ("ca.pem", b"-----BEGIN CERTIFICATE-----", 2),
        ("client.key", b"-----BEGIN PRIVATE KEY-----", 0),
        ("client-pkcs1.key", b"-----BEGIN RSA PRIVATE KEY-----", 0),
    ],
)
def test_each_file_is_what_its_name_says(own_pki: Path, name: str, begins: bytes, certificates: int) -> None:
    content = downloads.file_of(own_pki, issue(own_pki), name)

    assert content.startswith(begins)
    assert content.count(b"BEGIN CERTIFICATE") == certificates
    assert name in downloads.TEXTS


@pytest.mark.parametrize(
    ("name", "algorithm"), [("client.p12", "PBES2"), ("client-legacy.p12", "pbeWithSHA1And3")]
)
def test_the_stores_are_of_the_new_and_of_the_old_kind(
    own_pki: Path, tmp_path: Path, name: str, algorithm: str
) -> None:
    record = issue(own_pki)
    (tmp_path / name).write_bytes(downloads.file_of(own_pki, record, name))

    told = openssl("pkcs12", "-in", tmp_path / name, "-passin", "pass:mmsim", "-info", "-noout")
    held = pkcs12.load_pkcs12((tmp_path / name).read_bytes(), b"mmsim")
    assert algorithm in told
    assert held.cert is not None
    assert held.cert.certificate == record.certificate


def test_openssl_finds_the_chain_whole_up_to_what_is_to_be_trusted(own_pki: Path, tmp_path: Path) -> None:
    for name, content in downloads.all_files(own_pki, issue(own_pki)).items():
        (tmp_path / name).write_bytes(content)

    said = openssl(
        "verify", "-CAfile", tmp_path / "ca.pem", "-untrusted", tmp_path / "chain.pem", tmp_path / "leaf.pem"
    )

    assert said.strip().endswith("OK")


def test_the_zip_has_a_folder_that_the_simulator_s_own_programs_read(own_pki: Path, tmp_path: Path) -> None:
    record = issue(own_pki, folder="region")

    with zipfile.ZipFile(io.BytesIO(downloads.as_zip(own_pki, record))) as archive:
        assert sorted(archive.namelist()) == sorted(f"region/{name}" for name in EVERY)
        archive.extractall(tmp_path)

    identity = store.read_identity(tmp_path / "region")
    assert identity.certificate == record.certificate
    key = load_pem_private_key((tmp_path / "region" / "client-pkcs1.key").read_bytes(), None)
    assert key.public_key() == identity.certificate.public_key()


def test_the_zip_of_a_request_is_named_by_its_serial_number(own_pki: Path) -> None:
    record = issue(own_pki, csr=pem(request()))

    with zipfile.ZipFile(io.BytesIO(downloads.as_zip(own_pki, record))) as archive:
        assert sorted(archive.namelist()) == sorted(f"{record.serial}/{name}" for name in PUBLIC)


@pytest.mark.parametrize("name", ["", "nothing", "../ca/root.key", "ca/issuing.key", "client.pem/", "\0"])
def test_there_is_no_other_file(own_pki: Path, name: str) -> None:
    with pytest.raises(NotFound):
        downloads.file_of(own_pki, issue(own_pki), name)
