"""An authority is made once, with its root, and read from then on."""

from pathlib import Path

import pytest
from cryptography import x509

from infra.pki import files
from infra.pki.issuing.authority_files import read_or_make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With an authority in it. Keys take a while: made once, never changed."""
    place = tmp_path_factory.mktemp("authority")
    read_or_make(place, place / "keys", "Root", "Issuing")
    return place


def test_the_issuing_authority_stands_below_its_root(folder: Path) -> None:
    root, issuing = files.read_certificates(folder / "ca.pem")

    issuing.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    names = [
        certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value
        for certificate in (root, issuing)
    ]
    assert names == ["Root", "Issuing"]


def test_what_is_made_is_read_the_next_time_whatever_names_are_asked_for(folder: Path) -> None:
    again = read_or_make(folder, folder / "keys", "Other root", "Other issuing")

    assert again.certificate == files.read_certificates(folder / "ca.pem")[1]
    assert again.key.public_key() == again.certificate.public_key()


def test_the_keys_are_for_their_owner_alone_and_the_certificates_for_all(folder: Path) -> None:
    for name in ("root.key", "issuing.key"):
        assert (folder / "keys" / name).stat().st_mode & 0o077 == 0
    assert (folder / "ca.pem").stat().st_mode & 0o044


def test_an_authority_whose_key_has_gone_is_not_silently_made_anew(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_or_make(folder, tmp_path, "Root", "Issuing")
