"""Keys on disk: what lies in the file is what is used, also where it was read before."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from infra.pki import files
from tests.infra.pki.makers import SUBJECT, authority, key, made


def test_a_key_that_takes_the_place_of_another_is_the_one_that_is_read(tmp_path: Path) -> None:
    file = tmp_path / "client.key"
    for number in (0, 1, 0):
        files.write_file(file, files.key_bytes(key(number)), secret=True)

        assert files.read_key(file).public_key() == key(number).public_key()


def test_a_key_of_another_kind_is_refused_each_time(tmp_path: Path) -> None:
    file = tmp_path / "client.key"
    other = ec.generate_private_key(ec.SECP256R1())
    file.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    for _ in range(2):
        with pytest.raises(TypeError, match="holds no RSA key"):
            files.read_key(file)


def test_a_file_that_is_damaged_after_it_was_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "client.key"
    files.write_file(file, files.key_bytes(key(0)), secret=True)
    files.read_key(file)
    file.write_bytes(file.read_bytes()[:200])

    with pytest.raises(ValueError, match="PEM"):
        files.read_key(file)


def test_an_encrypted_key_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "client.key"
    protection = BestAvailableEncryption(b"secret")
    file.write_bytes(key(0).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection))

    with pytest.raises(TypeError, match="encrypted"):
        files.read_key(file)


@pytest.mark.parametrize(("secret", "mode"), [(True, 0o600), (False, 0o644)])
def test_only_its_owner_reads_a_secret_file(tmp_path: Path, secret: bool, mode: int) -> None:
    file = tmp_path / "deep" / "down" / "file"

    files.write_file(file, b"content", secret=secret)

    assert file.read_bytes() == b"content"
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "file"
    files.write_file(file, b"a longer content")

    files.write_file(file, b"short")

    assert file.read_bytes() == b"short"
    assert list(tmp_path.iterdir()) == [file]


def test_a_write_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "file"
    files.write_file(file, b"before")

    with pytest.raises(TypeError):
        files.write_file(file, None)  # type: ignore[arg-type]  # what a mistake in the code would give

    assert file.read_bytes() == b"before"


def test_certificates_are_read_in_the_order_in_which_they_were_written(tmp_path: Path) -> None:
    root = authority("Root")
    leaf = made(SUBJECT, root)
    file = tmp_path / "client.pem"
    file.write_bytes(files.to_pem(leaf.certificate, root.certificate))

    assert files.read_certificates(file) == [leaf.certificate, root.certificate]


def test_a_file_without_a_certificate_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "client.pem"
    file.write_bytes(files.key_bytes(key(0)))

    with pytest.raises(ValueError, match="PEM"):
        files.read_certificates(file)


def test_an_identity_has_all_its_forms_until_one_is_missing_or_of_another_certificate(tmp_path: Path) -> None:
    root = authority("Root")
    first, second = made(SUBJECT, root, number=1), made(SUBJECT, root, number=1)
    files.write_identity(tmp_path, first.key, first.certificate, [root.certificate])
    assert files.has_all_for_older(tmp_path)

    files.write_file(tmp_path / files.LEAF, files.to_pem(second.certificate))
    assert not files.has_all_for_older(tmp_path)

    files.write_for_older(tmp_path, first.key, first.certificate, [root.certificate])
    assert files.has_all_for_older(tmp_path)

    (tmp_path / files.LEGACY_P12).unlink()
    assert not files.has_all_for_older(tmp_path)


def test_the_chain_follows_the_certificate_and_the_leaf_stands_alone(tmp_path: Path) -> None:
    root = authority("Root")
    leaf = made(SUBJECT, root)

    files.write_identity(tmp_path, leaf.key, leaf.certificate, [root.certificate])

    assert files.read_certificates(tmp_path / "client.pem") == [leaf.certificate, root.certificate]
    assert files.read_certificates(tmp_path / files.LEAF) == [leaf.certificate]
    for name in ("client.key", files.PKCS1_KEY):
        assert files.read_key(tmp_path / name).public_key() == leaf.key.public_key()
