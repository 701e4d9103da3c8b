"""The files of an organisation's certificate, in every form that senders' programs read."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import pkcs12

from infra.authorship import Author, Origin
from infra.identity import OrganisationNumber
from infra.pki import files, store
from infra.pki.issuing import orders
from infra.pki.issuing.certificate_order import CertificateOrder

OLD_FORMS = ("leaf.pem", "client-pkcs1.key", "client-legacy.p12")
FORMS = ("client.pem", "client.key", "client.p12", *OLD_FORMS)


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pki")
    store.ensure_identities(folder)
    return folder


@pytest.fixture
def kommun_a(pki: Path) -> Path:
    return pki / "clients" / "kommun-a"


def test_every_client_has_every_form(pki: Path) -> None:
    for folder in (pki / "clients").iterdir():
        assert sorted(file.name for file in folder.iterdir()) == sorted(FORMS)


def test_the_forms_are_of_one_certificate_and_one_key(kommun_a: Path) -> None:
    certificate, issuing = files.read_certificates(kommun_a / "client.pem")
    key = files.read_key(kommun_a / "client.key")

    assert files.read_certificates(kommun_a / "leaf.pem") == [certificate]
    assert files.read_key(kommun_a / "client-pkcs1.key").private_numbers() == key.private_numbers()
    for name in ("client.p12", "client-legacy.p12"):
        found = pkcs12.load_pkcs12((kommun_a / name).read_bytes(), b"mmsim")
        assert found.cert is not None
        assert found.cert.certificate == certificate
        assert [item.certificate for item in found.additional_certs] == [issuing]


def test_the_key_for_older_programs_is_pkcs1(kommun_a: Path) -> None:
    assert (kommun_a / "client-pkcs1.key").read_text().startswith("-----BEGIN RSA PRIVATE KEY-----")
    assert (kommun_a / "client.key").read_text().startswith("-----BEGIN PRIVATE KEY-----")


def told_by_openssl(store: Path) -> str:
    """What openssl says of a store's algorithms."""
    program = shutil.which("openssl")
    assert program
    return subprocess.run(
        [program, "pkcs12", "-in", store, "-passin", "pass:mmsim", "-info", "-noout"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr


@pytest.mark.parametrize(
    ("name", "algorithms"),
    [
        ("client.p12", ("sha256", "PBES2", "AES-256-CBC")),
        ("client-legacy.p12", ("sha1", "pbeWithSHA1And3-KeyTripleDES-CBC")),
    ],
)
def test_openssl_finds_the_algorithms_that_each_kind_of_program_knows(
    kommun_a: Path, name: str, algorithms: tuple[str, ...]
) -> None:
    told = told_by_openssl(kommun_a / name)

    assert [algorithm for algorithm in algorithms if algorithm not in told] == []
    assert ("PBES2" in told) == ("PBES2" in algorithms)


@pytest.mark.parametrize("name", ["client.p12", "client-legacy.p12"])
def test_a_password_that_everybody_knows_takes_openssl_s_own_rounds_and_no_more(kommun_a: Path, name: str) -> None:
    rounds = re.findall(r"Iteration (\d+)", told_by_openssl(kommun_a / name))

    assert set(rounds) == {"2048"}


def test_secrets_are_their_owner_s_alone(kommun_a: Path) -> None:
    for name in ("client.key", "client.p12", "client-pkcs1.key", "client-legacy.p12"):
        assert (kommun_a / name).stat().st_mode & 0o077 == 0


def test_folders_of_the_version_before_get_the_new_files_at_the_next_start(pki: Path, kommun_a: Path) -> None:
    issued = pki / "clients" / "egen"
    orders.issue_certificate(
        pki, CertificateOrder(OrganisationNumber("162021005448"), "Egen", folder="egen"), Author(Origin.REST)
    )
    kept = {folder: (folder / "client.p12").read_bytes() for folder in (kommun_a, issued)}
    for folder in kept:
        for name in OLD_FORMS:
            (folder / name).unlink()

    store.ensure_identities(pki)

    for folder, before in kept.items():
        assert files.has_all_for_older(folder)
        assert (folder / "client.p12").read_bytes() == before
    shutil.rmtree(issued)


def test_files_of_a_certificate_that_was_replaced_are_made_again(pki: Path, kommun_a: Path) -> None:
    folder, other = pki / "clients" / "kopia", pki / "clients" / "kommun-b"
    shutil.copytree(kommun_a, folder)
    for name in ("client.pem", "client.key"):
        shutil.copy(other / name, folder / name)

    store.ensure_identities(pki)

    assert (folder / "leaf.pem").read_bytes() == (other / "leaf.pem").read_bytes()
    shutil.rmtree(folder)


def test_a_folder_that_somebody_spoiled_stops_nobody(pki: Path) -> None:
    folder = pki / "clients" / "trasig"
    folder.mkdir()
    (folder / "client.pem").write_text("no certificate")

    store.ensure_identities(pki)

    assert files.has_all_for_older(pki / "clients" / "kommun-a")
    shutil.rmtree(folder)
