"""Whose letters can be signed here, named by folder or by organisation number."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from formedlare import intake
from infra.errors import AccessDenied, InternalError, InvalidInput, NotFound
from infra.pki.validation.problems import CertificateProblem
from sender import signers

KOMMUN_A = "162021004748"

pytestmark = pytest.mark.usefixtures("world")


@pytest.mark.parametrize("named", ["kommun-a", KOMMUN_A, "2021004748", "202100-4748"])
def test_a_sender_is_found_by_folder_and_by_number_as_people_write_it(named: str) -> None:
    assert signers.find_signer(named).organisation.value == KOMMUN_A
    assert signers.number_of(named).value == KOMMUN_A


@pytest.mark.parametrize(
    "named", ["kommun-c", "", "../ca", "kommun-a/../kommun-a", "165560000001", "f\udcf6retag"]
)
def test_what_names_no_folder_is_not_found_and_says_how_to_make_one(named: str) -> None:
    with pytest.raises(NotFound) as refusal:
        signers.find_signer(named)

    assert "ingen nyckel" in refusal.value.text.swedish
    assert "issue_certificate" in refusal.value.text.english


def test_a_number_without_a_key_is_a_number_all_the_same() -> None:
    assert signers.number_of("165560000001").value == "165560000001"


@pytest.mark.parametrize(("folder", "why"), [("aterkallad", "spärrat"), ("utgangen", "gick ut")])
def test_a_certificate_that_no_longer_holds_signs_nothing(folder: str, why: str) -> None:
    with pytest.raises(AccessDenied) as refusal:
        signers.find_signer(folder)
    with pytest.raises(CertificateProblem):
        signers.signer_in_folder(folder)

    assert why in refusal.value.text.swedish
    assert folder not in signers.usable_folders()
    assert why in getattr(signers.obstacle_of(folder), "text").swedish  # noqa: B009 (it may be None)


def test_a_folder_that_is_not_there_is_no_signer() -> None:
    with pytest.raises(LookupError):
        signers.signer_in_folder("kommun-c")
    with pytest.raises(InvalidInput) as refusal:
        signers.require_usable_folder("kommun-c")

    assert "finns inte" in refusal.value.text.swedish


def test_an_organisation_that_is_no_sender_in_the_register_cannot_sign() -> None:
    with pytest.raises(InvalidInput) as refusal:
        signers.require_usable_folder("obehorig")

    assert "inte är registrerad avsändare" in refusal.value.text.swedish


def test_the_folders_that_can_sign_are_those_of_the_seeded_senders() -> None:
    assert {"kommun-a", "kommun-b"} <= set(signers.usable_folders())
    assert signers.require_usable_folder("kommun-a") == "kommun-a"
    assert signers.obstacle_of("kommun-a") is None


def test_a_register_that_does_not_answer_keeps_no_folder_from_being_chosen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def silent(*_: object) -> None:
        raise InternalError("Registret svarade inte.", "The register did not answer.")

    monkeypatch.setattr(intake, "require_rights", silent)

    assert signers.require_usable_folder("kommun-a") == "kommun-a"


def test_a_folder_without_a_certificate_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clients" / "tom").mkdir(parents=True)
    monkeypatch.setattr(settings, "PKI_DIR", tmp_path)

    assert signers.usable_folders() == []
