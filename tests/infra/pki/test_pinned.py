"""The folder of certificates that are trusted besides the simulator's own."""

from pathlib import Path

import pytest

from infra.pki import files, pinned
from tests.infra.pki.makers import SUBJECT, made


@pytest.fixture
def trusted(tmp_path: Path) -> Path:
    pinned.make_folder(tmp_path)
    return pinned.trusted_folder(tmp_path)


def put(folder: Path, name: str, count: int = 1) -> Path:
    file = folder / name
    file.write_bytes(files.to_pem(*(made(SUBJECT, None, number=number).certificate for number in range(count))))
    return file


def test_a_folder_that_is_not_there_has_no_certificates(tmp_path: Path) -> None:
    assert pinned.list_paths(tmp_path) == []
    assert pinned.read_trusted(tmp_path) == ((), ())


def test_the_folder_may_be_made_twice(tmp_path: Path) -> None:
    pinned.make_folder(tmp_path)
    pinned.make_folder(tmp_path)

    assert pinned.trusted_folder(tmp_path).is_dir()


def test_every_certificate_of_every_pem_file_is_trusted(tmp_path: Path, trusted: Path) -> None:
    put(trusted, "b.pem", 2)
    put(trusted, "a.pem")
    put(trusted, "c.crt")
    (trusted / "readme.txt").write_text("not a certificate")

    certificates, unreadable = pinned.read_trusted(tmp_path)

    assert len(certificates) == 3
    assert unreadable == ()
    assert [Path(file).name for file in pinned.list_paths(tmp_path)] == ["a.pem", "b.pem"]


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"\xff\xfe\x00"],
)
def test_a_file_that_cannot_be_read_is_told_and_keeps_no_other_out(
    tmp_path: Path, trusted: Path, content: bytes
) -> None:
    put(trusted, "good.pem")
    (trusted / "bad.pem").write_bytes(content)

    certificates, unreadable = pinned.read_trusted(tmp_path)

    assert len(certificates) == 1
    assert [(one.path.name, bool(one.problem)) for one in unreadable] == [("bad.pem", True)]


def test_a_file_that_is_cut_off_within_its_last_certificate_is_told(tmp_path: Path, trusted: Path) -> None:
    put(trusted, "whole.pem")
    whole = (trusted / "whole.pem").read_bytes()
    (trusted / "whole.pem").write_bytes(whole + b"\n# and another\n" + whole)
    (trusted / "cut.pem").write_bytes(whole + whole[: len(whole) // 2])

    certificates, unreadable = pinned.read_trusted(tmp_path)

    assert len(certificates) == 2
    [cut] = unreadable
    assert (cut.path.name, cut.problem) == (
        "cut.pem",
        "only 1 of 2 certificates can be read; is the file cut off?",
    )


def test_a_folder_with_a_certificates_name_and_a_dangling_link_are_told_as_unreadable(
    tmp_path: Path, trusted: Path
) -> None:
    (trusted / "folder.pem").mkdir()
    (trusted / "link.pem").symlink_to(tmp_path / "nowhere")

    certificates, unreadable = pinned.read_trusted(tmp_path)

    assert certificates == ()
    assert [one.path.name for one in unreadable] == ["folder.pem", "link.pem"]


def test_a_certificate_that_breaks_a_rule_is_told_in_words(tmp_path: Path, trusted: Path) -> None:
    broken = made("CN=a\nb,C=SE", None).certificate
    (trusted / "broken.pem").write_bytes(files.to_pem(broken))

    certificates, [unreadable] = pinned.read_trusted(tmp_path)

    assert certificates == ()
    assert "control characters" in unreadable.problem


def test_the_stamp_of_a_file_differs_when_its_content_does(trusted: Path) -> None:
    file = put(trusted, "a.pem")
    before = pinned.stamp_of(str(file))
    assert pinned.stamp_of(str(file)) == before

    files.write_file(file, file.read_bytes() * 2)

    assert pinned.stamp_of(str(file)) != before


def test_a_file_that_has_gone_has_a_stamp_of_its_own(trusted: Path) -> None:
    file = put(trusted, "a.pem")
    before = pinned.stamp_of(str(file))
    file.unlink()

    assert pinned.stamp_of(str(file)) == (str(file), 0, 0, 0) != before
