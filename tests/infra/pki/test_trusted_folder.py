"""The folder of those who are trusted is watched file by file; what cannot be read stops nobody else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from infra.errors.codes import ErrorCode
from infra.pki import files, revocation, store
from infra.pki.trust import current_trust
from infra.pki.validation.problems import CertificateProblem, CertificateReason
from infra.web.monitoring import health
from tests import cast
from tests.cast import Sender
from tests.infra.pki.makers import SUBJECT, authority, made
from tests.infra.soap.questions import RECIPIENT, question


@pytest.fixture
def pki(own_pki: Path) -> Path:
    """A folder of certificates of its own, as the first start makes it."""
    return own_pki


def is_trusted(common_name: str) -> bool:
    try:
        current_trust().check(made(SUBJECT, authority(common_name)).certificate)
    except CertificateProblem as problem:
        return problem.reason is not CertificateReason.UNTRUSTED
    return True


def pin(file: Path, common_name: str) -> None:
    file.write_bytes(files.to_pem(authority(common_name).certificate))


def test_a_file_that_is_added_changed_or_removed_counts_at_once(pki: Path) -> None:
    file = pki / "trusted" / "one.pem"
    assert not is_trusted("First")

    pin(file, "First")
    assert is_trusted("First")

    changed_at = file.stat().st_mtime_ns
    with file.open("r+b") as opened:
        opened.write(files.to_pem(authority("Second").certificate))
        opened.truncate()
    # A file that is written in place changes its own time, not that of its folder.
    os.utime(file, ns=(changed_at + 1, changed_at + 1))
    assert (is_trusted("First"), is_trusted("Second")) == (False, True)

    file.unlink()
    assert not is_trusted("Second")


def garbage(file: Path) -> None:
    file.write_bytes(b"-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")


def a_folder(file: Path) -> None:
    file.mkdir()


def a_dangling_link(file: Path) -> None:
    file.symlink_to(file.parent / "nowhere")


def a_key(file: Path) -> None:
    file.write_bytes(files.key_bytes(authority("Key").key))


def empty(file: Path) -> None:
    file.touch()


@pytest.mark.parametrize("spoil", [garbage, a_folder, a_dangling_link, a_key, empty])
def test_a_file_that_cannot_be_read_is_skipped_and_named(
    pki: Path, spoil: Callable[[Path], None], client: Client, db: None
) -> None:
    pin(pki / "trusted" / "a.pem", "Good")
    spoil(pki / "trusted" / "b.pem")
    pin(pki / "trusted" / "c.pem", "Better")

    assert (is_trusted("Good"), is_trusted("Better")) == (True, True)
    assert current_trust().anchors
    answer = client.get("/healthz")
    state = answer.json()["components"]["certificates"]
    assert (answer.status_code, state["works"]) == (503, False)
    assert str(pki / "trusted" / "b.pem") in state["problem"]
    assert "a.pem" not in state["problem"]
    console = client.get("/konsol/").content.decode()
    assert str(pki / "trusted" / "b.pem") in console
    assert "hoppas över" in console


def test_all_is_well_where_all_can_be_read(pki: Path) -> None:
    pin(pki / "trusted" / "a.pem", "Good")

    health.check_certificates()


def lost(file: Path) -> None:
    file.unlink()


def broken(file: Path) -> None:
    file.write_bytes(b"no list")


def another_s(file: Path) -> None:
    elsewhere = file.parent / "elsewhere"
    store.ensure_identities(elsewhere)
    file.write_bytes(revocation.list_path(elsewhere).read_bytes())


@pytest.mark.parametrize("spoil", [lost, broken, another_s])
def test_without_a_revocation_list_nobody_is_let_in(
    spoil: Callable[[Path], None], world: None, pki: Path, kommun_a: Sender, post: cast.Post
) -> None:
    caller = store.load_identity("kommun-a")
    assert post(RECIPIENT, question(), caller).status == 200

    spoil(revocation.list_path(pki))

    fault = post(RECIPIENT, question(), caller).fault
    assert fault.code == ErrorCode.INTERNAL_ERROR
    assert not fault.is_permanent
    assert "spärrlista var/pki/issuing.crl saknas" in fault.text.swedish
    with pytest.raises(health.NotWorking, match=r"issuing\.crl"):
        health.check_certificates()

    store.ensure_identities(pki)
    assert post(RECIPIENT, question(), caller).status == 200
    revoked = store.load_identity("aterkallad")
    assert "revoked" in post(RECIPIENT, question(), revoked).fault.text.english
