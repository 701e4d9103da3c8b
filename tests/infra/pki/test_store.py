"""The certificates on disk: made once, kept, renewed before they expire, and read as identities."""

import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from pytest_django.fixtures import Settings

from infra.identity import OrganisationNumber
from infra.pki import files, revocation, store
from infra.pki.issuing import issue, ledger
from infra.pki.trust import TrustStore
from infra.pki.validation.problems import CertificateProblem, CertificateReason

NUMBER = OrganisationNumber.parse("2021004748")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != ".lock"
    }


def certificate_in(folder: Path) -> x509.Certificate:
    return files.read_certificates(folder / "client.pem")[0]


def refusal(pki: Path, name: str) -> CertificateReason | None:
    try:
        TrustStore.from_folder(pki).check(certificate_in(pki / "clients" / name), to_call=True)
    except CertificateProblem as problem:
        return problem.reason
    return None


def test_every_organisation_has_an_identity_with_its_number_and_name(own_pki: Path) -> None:
    for organisation in store.ORGANISATIONS:
        found = store.load_identity(organisation.name)
        assert found.organisation.value == organisation.number == store.organisation_number(organisation.name)
        assert found.title == organisation.title
        assert found.key.public_key() == found.certificate.public_key()
        assert found.chain == (store.load_issuing_authority(own_pki).certificate,)


def test_roles_of_the_simulator_are_not_among_the_clients(own_pki: Path) -> None:
    clients = {folder.name for folder in (own_pki / "clients").iterdir()}

    assert clients == {organisation.name for organisation in store.ORGANISATIONS if not organisation.is_internal}


def test_a_file_to_trust_can_be_dropped_from_the_first_start_on(own_pki: Path) -> None:
    assert (own_pki / "trusted").is_dir()
    assert (own_pki / "eid" / "trusted").is_dir()


def test_a_name_without_a_folder_is_no_identity(own_pki: Path) -> None:
    with pytest.raises(LookupError, match="nobody"):
        store.load_identity("nobody")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("kommun-a", None),
        ("obehorig", None),
        (store.EXPIRED, CertificateReason.EXPIRED),
        (store.REVOKED, CertificateReason.REVOKED),
    ],
)
def test_each_certificate_is_what_its_folder_says(
    own_pki: Path, name: str, reason: CertificateReason | None
) -> None:
    assert refusal(own_pki, name) is reason


def test_a_second_start_changes_nothing(own_pki: Path) -> None:
    before = contents(own_pki)

    store.ensure_identities(own_pki)

    assert contents(own_pki) == before


def test_a_folder_that_was_removed_is_made_again_and_the_others_are_kept(own_pki: Path) -> None:
    before = contents(own_pki)
    for file in (own_pki / "clients" / "kommun-b").iterdir():
        file.unlink()

    store.ensure_identities(own_pki)

    after = contents(own_pki)
    assert {name.rpartition("/")[0] for name in after.keys() - before.keys()} == {ledger.FOLDER}
    changed = {name for name in before if after[name] != before[name]}
    assert {name.rpartition("/")[0] for name in changed if name != "issuing.crl"} == {"clients/kommun-b"}
    assert refusal(own_pki, "kommun-b") is None


def test_a_folder_of_a_version_before_far_had_a_certificate_gets_one(own_pki: Path) -> None:
    shutil.rmtree(own_pki / "internal" / "far")
    before = contents(own_pki)

    store.ensure_identities(own_pki)

    after = contents(own_pki)
    assert {name: after[name] for name in before if not name.endswith("issuing.crl")} == {
        name: content for name, content in before.items() if not name.endswith("issuing.crl")
    }
    assert store.load_identity("far").organisation.value == store.organisation_number("far")
    assert not (own_pki / "clients" / "far").exists()


def test_a_certificate_that_expires_within_a_month_is_renewed(own_pki: Path) -> None:
    folder = own_pki / "clients" / "kommun-a"
    authority = store.load_issuing_authority(own_pki)
    soon = issue.client_certificate(
        authority,
        files.read_key(folder / "client.key"),
        issue.subject_name(NUMBER, "Kommun A", "kommun-a.example"),
        crl_url=revocation.list_url(),
        lasts=timedelta(days=29),
    )
    files.write_file(folder / "client.pem", files.to_pem(soon, authority.certificate))

    store.ensure_identities(own_pki)

    assert certificate_in(folder).not_valid_after_utc > datetime.now(UTC) + timedelta(days=700)
    assert store.read_identity(folder).key.public_key() == certificate_in(folder).public_key()


def test_a_new_host_gets_a_new_server_certificate_that_names_all(own_pki: Path, settings: Settings) -> None:
    settings.HOSTS = ["simulator.test.example", "192.0.2.7"]

    store.ensure_identities(own_pki)

    certificate = files.read_certificates(store.server_files(own_pki)[0])[0]
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {str(name.value) for name in names} == {
        "simulator.test.example",
        "192.0.2.7",
        "localhost",
        "127.0.0.1",
        "::1",
    }


def test_what_was_revoked_stays_revoked_when_a_certificate_is_made_again(own_pki: Path) -> None:
    revocation.add_to_list(
        own_pki,
        store.load_issuing_authority(own_pki),
        certificate_in(own_pki / "clients" / "obehorig").serial_number,
    )
    (own_pki / "clients" / "kommun-b" / "client.pem").unlink()

    store.ensure_identities(own_pki)

    assert refusal(own_pki, "obehorig") is CertificateReason.REVOKED


@pytest.mark.parametrize("name", ["minmyndighetspost", "kivra", "digimail"])
def test_each_seeded_operator_has_a_certificate_of_its_own(own_pki: Path, name: str) -> None:
    """It has the number that the register knows the operator by, and another key than the simulator's role has."""
    outside, inside = (
        store.load_identity(name),
        store.load_identity(f"{name}.se" if name != "kivra" else "kivra.com"),
    )

    assert outside.organisation == inside.organisation
    assert outside.key.public_key() != inside.key.public_key()
    TrustStore.from_folder(own_pki).check(outside.certificate, to_call=True)


@pytest.mark.parametrize("name", ["minmyndighetspost", "kivra", "digimail"])
def test_folders_of_earlier_versions_get_them_at_the_next_start(own_pki: Path, name: str) -> None:
    shutil.rmtree(own_pki / "clients" / name)

    store.ensure_identities(own_pki)

    assert files.has_all_for_older(own_pki / "clients" / name)


def test_keys_are_readable_by_their_owner_alone(own_pki: Path) -> None:
    keys = [*own_pki.rglob("*.key"), *own_pki.rglob("*.p12")]

    assert len(keys) > len(store.ORGANISATIONS)
    assert {stat.S_IMODE(file.stat().st_mode) for file in keys} == {0o600}
