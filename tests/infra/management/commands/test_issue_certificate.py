"""`manage.py issue_certificate`: a certificate for any organisation, or one line that says why not."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from infra.pki import store
from infra.pki.trust import TrustStore


def issue(*arguments: str) -> str:
    output = StringIO()
    call_command("issue_certificate", *arguments, stdout=output)
    return output.getvalue()


def test_it_lies_among_the_clients_under_its_number(own_pki: Path) -> None:
    said = issue("202100-4748", "Ny kommun")

    folder = own_pki / "clients" / "162021004748"
    identity = store.identity("162021004748")
    assert said.startswith(f"{folder}: ")
    assert (identity.organisation.value, identity.title) == ("162021004748", "Ny kommun")
    TrustStore.from_folder(own_pki).check(identity.certificate, to_call=True)


def test_the_folder_can_have_another_name(own_pki: Path) -> None:
    issue("2021004748", "Ny kommun", "--name", "ny.example")

    assert store.identity("ny.example").title == "Ny kommun"


def test_it_can_be_written_elsewhere(own_pki: Path, tmp_path: Path) -> None:
    issue("2021004748", "Ny kommun", "--out", str(tmp_path / "mine"))

    assert store.read(tmp_path / "mine").title == "Ny kommun"
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


@pytest.mark.parametrize("arguments", [[""], ["a\x1b[2Jb"], ["a\nb"], ["Ny kommun", "--name", "n" * 80]])
def test_a_name_that_no_certificate_can_have_is_refused_and_leaves_nothing(
    own_pki: Path, arguments: list[str]
) -> None:
    before = sorted((own_pki / "clients").iterdir())

    with pytest.raises(CommandError, match="No certificate can have that name"):
        issue("2021004748", *arguments)

    assert sorted((own_pki / "clients").iterdir()) == before
