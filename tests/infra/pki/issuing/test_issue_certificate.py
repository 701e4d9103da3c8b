"""`manage.py issue_certificate` beside a simulator that does not run, and with a number that is none."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from infra.far_client import is_actor
from infra.pki import store
from tests.servers import free_port


@pytest.fixture
def nobody_listens(settings: Settings) -> None:
    settings.REGISTER_URL = f"https://localhost:{free_port()}/webservice/accao/"


def test_the_certificate_is_issued_though_the_register_cannot_be_asked(
    nobody_listens: None, tmp_path: Path
) -> None:
    said = StringIO()

    call_command("issue_certificate", "202100-6222", "Region Exempel", out=tmp_path / "region", stdout=said)

    assert store.read_identity(tmp_path / "region").organisation.value == "162021006222"
    assert "Whether 162021006222 is an actor in FaR could not be asked" in said.getvalue()
    assert "refused: calls to the register, the population register and deliverSecure with 5002" in said.getvalue()


def test_a_folder_that_has_a_certificate_keeps_it(nobody_listens: None, tmp_path: Path) -> None:
    folder = tmp_path / "region"
    call_command("issue_certificate", "202100-6222", "Region Exempel", out=folder, stdout=StringIO())
    before = (folder / "client.pem").read_bytes()

    with pytest.raises(CommandError, match="has a certificate already"):
        call_command("issue_certificate", "202100-6222", "Region Exempel", out=folder)

    assert (folder / "client.pem").read_bytes() == before


def test_a_number_that_is_none_gets_no_certificate(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("issue_certificate", "123", "Region Exempel", out=tmp_path / "region")

    assert not (tmp_path / "region").exists()


@pytest.mark.parametrize(
    ("name", "expected"), [("kommun-a", True), ("formedlaren", True), ("kivra.com", True), ("obehorig", False)]
)
def test_the_register_says_who_is_an_actor(world: None, name: str, expected: bool) -> None:
    assert is_actor(store.load_identity(name)) is expected
