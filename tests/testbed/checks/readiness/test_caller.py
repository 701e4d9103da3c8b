"""Whose certificate a pre-flight is about: named by its folder or by its serial number, and by nothing else."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from infra.errors import NotFound
from infra.pki import store
from infra.pki.issuing import ledger
from testbed.checks.readiness.caller import named_certificate, of_identity
from tests.testbed.runs.conftest import MakeRun, folder_of, make_run

__all__ = ["make_run"]


def test_a_folder_s_name_gives_its_certificate_with_the_key(world: None) -> None:
    found = named_certificate("kommun-a")

    assert found.identity is not None
    assert found.certificate == store.load_identity("kommun-a").certificate
    assert list(found.chain) == list(found.identity.chain)


def test_a_serial_number_gives_the_certificate_that_was_issued(make_run: MakeRun) -> None:
    made = make_run().make("actors")

    found = named_certificate(made["serial"])

    assert f"{found.certificate.serial_number:x}" == made["serial"]
    assert found.identity is not None
    assert found.identity.organisation.value == made["organisation"]


def test_a_certificate_whose_folder_is_gone_is_checked_without_its_key(make_run: MakeRun) -> None:
    made = make_run().make("actors")
    shutil.rmtree(folder_of(made["organisation"], made["serial"]))

    found = named_certificate(made["serial"])

    assert f"{found.certificate.serial_number:x}" == made["serial"]
    assert found.identity is None


@pytest.mark.parametrize(
    "name", ["ingen", "..", ".", "../..", "/etc/passwd", "kommun-a/../..", "0", "ffff", "Ä", "*", "x" * 100]
)
def test_a_name_that_nothing_has_is_told_in_both_languages_with_an_example(world: None, name: str) -> None:
    with pytest.raises(NotFound) as refusal:
        named_certificate(name)

    assert "kommun-a" in refusal.value.text.swedish
    assert "kommun-a" in refusal.value.text.english


def test_a_path_to_a_folder_means_the_folder_of_that_name_here(world: None) -> None:
    assert named_certificate("var/pki/clients/kommun-a").certificate == named_certificate("kommun-a").certificate


def test_an_identity_is_checked_with_its_own_key(world: None) -> None:
    identity = store.load_identity("kommun-b")

    assert of_identity(identity).identity is identity


def test_the_ledger_knows_what_the_console_lists(make_run: MakeRun) -> None:
    made = make_run().make("actors")

    record = ledger.find_record(Path(settings.PKI_DIR), made["serial"])

    assert record is not None
    assert named_certificate(made["serial"]).certificate == record.certificate
