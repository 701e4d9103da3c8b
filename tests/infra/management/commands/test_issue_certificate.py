"""`manage.py issue_certificate`: a certificate for any organisation, or one line that says why not."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography import x509
from django.core.management import CommandError, call_command

from infra.authorship import Origin
from infra.pki import files, store
from infra.pki.issuing import ledger
from infra.pki.trust import TrustStore
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from tests.infra.pki.ordering import pem, request


def issue(*arguments: str) -> str:
    output = StringIO()
    call_command("issue_certificate", *arguments, stdout=output)
    return output.getvalue()


def test_it_lies_among_the_clients_under_its_number(own_pki: Path) -> None:
    said = issue("202100-4748", "Ny kommun")

    folder = own_pki / "clients" / "162021004748"
    identity = store.load_identity("162021004748")
    assert said.startswith(f"{folder}: ")
    assert (identity.organisation.value, identity.title) == ("162021004748", "Ny kommun")
    TrustStore.from_folder(own_pki).check(identity.certificate, to_call=True)


def test_the_folder_can_have_another_name(own_pki: Path) -> None:
    issue("2021004748", "Ny kommun", "--name", "ny.example")

    assert store.load_identity("ny.example").title == "Ny kommun"


def test_it_can_be_for_a_listener_too(own_pki: Path) -> None:
    issue("2021004748", "Ny kommun", "--host", "localhost", "--host", "127.0.0.1")

    certificate = store.load_identity("162021004748").certificate
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in names] == ["localhost", "127.0.0.1"]


def test_it_can_be_written_elsewhere(own_pki: Path, tmp_path: Path) -> None:
    issue("2021004748", "Ny kommun", "--out", str(tmp_path / "mine"))

    assert store.read_identity(tmp_path / "mine").title == "Ny kommun"
    assert not (own_pki / "clients" / "162021004748").exists()


def test_a_certificate_that_is_there_is_never_overwritten(own_pki: Path) -> None:
    before = (own_pki / "clients" / "kommun-a" / "client.pem").read_bytes()

    with pytest.raises(CommandError, match="has a certificate already"):
        issue("2021004748", "Kommun A", "--name", "kommun-a")

    assert (own_pki / "clients" / "kommun-a" / "client.pem").read_bytes() == before


@pytest.mark.parametrize("number", ["", "2021004749", "198101052382", "hej"])
def test_what_is_no_organisation_number_gets_no_certificate(own_pki: Path, number: str) -> None:
    with pytest.raises(CommandError):
        issue(number, "Ny kommun")


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("expired", CertificateReason.EXPIRED),
        ("revoked", CertificateReason.REVOKED),
        ("not_yet_valid", CertificateReason.NOT_YET_VALID),
    ],
)
def test_one_that_is_wrong_on_purpose_is_refused_and_the_command_says_so(
    own_pki: Path, condition: str, reason: CertificateReason
) -> None:
    said = issue("2021004748", "Ny kommun", "--condition", condition)

    assert "calls are refused with 3" in said
    with pytest.raises(CertificateProblem) as refused:
        TrustStore.from_folder(own_pki).check(store.load_identity("162021004748").certificate, to_call=True)
    assert refused.value.reason is reason


def test_it_lives_as_long_as_was_asked_and_has_the_wanted_shape(own_pki: Path) -> None:
    issue("2021004748", "Ny kommun", "--minutes", "30", "--single-valued")

    certificate = store.load_identity("162021004748").certificate
    assert certificate.not_valid_after_utc < datetime.now(UTC) + timedelta(minutes=31)
    assert [len(list(part)) for part in certificate.subject.rdns] == [1, 1, 1, 1]


def test_from_a_request_there_is_a_certificate_and_no_key(own_pki: Path, tmp_path: Path) -> None:
    (tmp_path / "my.csr").write_text(pem(request("serialNumber=162021004748,CN=eget.example,O=Vi,C=SE")))

    said = issue(
        "2021004748", "Vi", "--csr", str(tmp_path / "my.csr"), "--keep-subject", "--out", str(tmp_path / "x")
    )

    assert "Its key is where the signing request was made" in said
    assert sorted(file.name for file in (tmp_path / "x").iterdir()) == ["client.pem", "leaf.pem"]
    [leaf] = files.read_certificates(tmp_path / "x" / "leaf.pem")
    assert leaf.subject.rfc4514_string().startswith("2.5.4.5=162021004748,CN=eget.example")


@pytest.mark.parametrize("content", [None, b"", b"hej", b"\xff\xfe"])
def test_a_request_that_cannot_be_read_is_one_line(own_pki: Path, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "my.csr").write_bytes(content)

    with pytest.raises(CommandError, match="cannot be read"):
        issue("2021004748", "Vi", "--csr", str(tmp_path / "my.csr"))


@pytest.mark.parametrize("minutes", ["0", "-5", "99999999"])
def test_a_time_that_no_certificate_has_is_refused(own_pki: Path, minutes: str) -> None:
    with pytest.raises(CommandError, match="minutes"):
        issue("2021004748", "Vi", "--minutes", minutes)


def test_what_is_issued_is_written_down(own_pki: Path, tmp_path: Path) -> None:
    issue("2021004748", "Ny kommun", "--out", str(tmp_path / "mine"))

    [record], _ = ledger.page_of_records(own_pki, 1)
    assert (record.organisation, record.origin, record.folder) == ("162021004748", Origin.COMMAND, "")


@pytest.mark.parametrize("arguments", [[""], ["a\x1b[2Jb"], ["a\nb"], ["Ny kommun", "--name", "n" * 80]])
def test_a_name_that_no_certificate_can_have_is_refused_and_leaves_nothing(
    own_pki: Path, arguments: list[str]
) -> None:
    before = sorted((own_pki / "clients").iterdir())

    with pytest.raises(CommandError, match="No certificate can have that name"):
        issue("2021004748", *arguments)

    assert sorted((own_pki / "clients").iterdir()) == before
