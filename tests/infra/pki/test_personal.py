"""The authority of e-legitimations: its own, apart from the organisations', kept and trusted."""

import shutil
from pathlib import Path

import pytest
from cryptography import x509
from pytest_django.fixtures import Settings

from infra.pki import files, personal, revocation, store
from infra.pki.issuing import issue
from infra.pki.personal import Subject
from infra.pki.trust import current_trust, unreadable_files
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from tests.infra.pki.makers import made

MARIA = Subject("198101052382", "Maria Ek")


def issued(pki: Path, subject: Subject = MARIA) -> x509.Certificate:
    return personal.issue_certificate(personal.load_issuing_authority(pki), issue.new_key(), subject)


def reason_of(problem: pytest.ExceptionInfo[CertificateProblem]) -> CertificateReason:
    return problem.value.reason


def test_what_it_issues_is_trusted_as_a_person_s_and_names_the_person(own_pki: Path) -> None:
    certificate = issued(own_pki)

    personal.current_trust().check(certificate)
    assert personal.subject_of(certificate) == MARIA


def test_a_person_s_certificate_is_no_organisation_s(own_pki: Path) -> None:
    with pytest.raises(CertificateProblem) as refused:
        current_trust().check(issued(own_pki), to_call=True)

    assert reason_of(refused) is CertificateReason.UNTRUSTED


def test_an_organisation_s_certificate_is_no_person_s(own_pki: Path) -> None:
    agency = store.load_identity("kommun-a").certificate

    with pytest.raises(CertificateProblem) as refused:
        personal.current_trust().check(agency)
    assert reason_of(refused) is CertificateReason.UNTRUSTED

    with pytest.raises(CertificateProblem) as refused:
        personal.subject_of(agency)
    assert reason_of(refused) is CertificateReason.NO_PERSON
    assert "162021004748" in refused.value.text.english


@pytest.mark.parametrize(
    "subject",
    [
        "CN=Maria Ek,C=SE",
        "serialNumber=8101052382,CN=Maria Ek,C=SE",
        "serialNumber=19810105-2382,CN=Maria Ek,C=SE",
        "serialNumber=198101052383,CN=Maria Ek,C=SE",
        "serialNumber=198101052382,serialNumber=191212121212,CN=Maria Ek,C=SE",
        "serialNumber=PNOSE-198101052382,CN=Maria Ek,C=SE",
    ],
)
def test_a_certificate_without_one_person_s_twelve_digits_is_no_person_s(subject: str) -> None:
    with pytest.raises(CertificateProblem) as refused:
        personal.subject_of(made(subject, None).certificate)

    assert reason_of(refused) is CertificateReason.NO_PERSON
    assert "tolv siffror" in refused.value.text.swedish


def test_a_coordination_number_is_a_person_s(own_pki: Path) -> None:
    assert personal.subject_of(issued(own_pki, Subject("197010632391", "Sam Ordning"))).number == "197010632391"


def test_a_revoked_certificate_is_refused_and_others_are_not(own_pki: Path) -> None:
    certificate, other = issued(own_pki), issued(own_pki)

    personal.revoke_certificate(own_pki, certificate)

    with pytest.raises(CertificateProblem) as refused:
        personal.current_trust().check(certificate)
    assert reason_of(refused) is CertificateReason.REVOKED
    personal.current_trust().check(other)


def test_it_is_made_once_and_what_is_revoked_stays_so(own_pki: Path) -> None:
    before = files.read_certificates(own_pki / "eid" / "ca.pem")
    certificate = issued(own_pki)
    personal.revoke_certificate(own_pki, certificate)

    store.ensure_identities(own_pki)

    assert files.read_certificates(own_pki / "eid" / "ca.pem") == before
    listed = revocation.read_list(own_pki / "eid")
    assert listed.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None


def test_a_list_that_was_lost_is_made_anew(own_pki: Path) -> None:
    revocation.list_path(own_pki / "eid").unlink()
    with pytest.raises(CertificateProblem) as refused:
        personal.current_trust().check(issued(own_pki))
    assert refused.value.is_ours

    store.ensure_identities(own_pki)

    personal.current_trust().check(issued(own_pki))


def test_another_issuer_of_e_legitimations_can_be_trusted(own_pki: Path) -> None:
    key = issue.new_key()
    other = issue.root_authority(key, "Another e-legitimation")
    certificate = personal.issue_certificate(other, issue.new_key(), MARIA)

    files.write_file(own_pki / "eid" / "trusted" / "another.pem", files.to_pem(other.certificate))

    personal.current_trust().check(certificate)
    with pytest.raises(CertificateProblem):
        current_trust().check(certificate)


def test_an_earlier_version_s_folder_gets_the_authority(
    tmp_path: Path, made_pki: Path, settings: Settings
) -> None:
    older = tmp_path / "older"
    shutil.copytree(made_pki, older, ignore=shutil.ignore_patterns("eid"))
    settings.PKI_DIR = older

    store.ensure_identities(older)

    personal.current_trust().check(issued(older))


def test_a_file_of_an_issuer_that_cannot_be_read_is_named(own_pki: Path) -> None:
    file = own_pki / "eid" / "trusted" / "broken.pem"
    assert file not in [unreadable.path for unreadable in unreadable_files()]

    files.write_file(file, b"no certificate")

    assert file in [unreadable.path for unreadable in unreadable_files()]
    personal.current_trust().check(issued(own_pki))
