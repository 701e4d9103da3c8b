"""Keys on disk: what lies in the file is what is used, also where it was read before."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from infra.pki import files
from tests.infra.pki.makers import key


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
