"""Under which names files leave the mailbox, from names that a sender chose."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox_operator.forwarding import file_names
from mailbox_operator.forwarding.file_names import (
    DEVICES,
    MAX_NAME,
    MEDIA_TYPE,
    file_name,
    file_stem,
    unique_names,
)
from mailbox_operator.models import Attachment

HIDES = '/\\:*?"<>|\0\n\r\u202e'


def file(name: str, content: bytes = b"x") -> Attachment:
    return Attachment(
        filename=name, content_type="application/pdf", content=content, size=len(content), position=0
    )


def names(*given_names: str) -> list[str]:
    return [name for _, name in unique_names([file(name) for name in given_names])]


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Beslut.pdf", "Beslut.pdf"),
        ("Räkning åäö.pdf", "Räkning åäö.pdf"),
        ("../../etc/passwd", "etcpasswd"),
        ("C:\\Windows\\system.ini", "CWindowssystem.ini"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("Brev\u00a0till\u202fÅsa.pdf", "Brev till Åsa.pdf"),
        ("  .hemlig. ", "hemlig"),
        ("", "bilaga"),
        ("...", "bilaga"),
        ("\0", "bilaga"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("consul.pdf", "consul.pdf"),
    ],
)
def test_a_name_names_no_folder_no_device_and_hides_no_ending(given_name: str, name: str) -> None:
    assert file_name(file(given_name)) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = file_name(file("x" * 300 + ".pdf"))

    assert (len(name), name[-4:]) == (MAX_NAME, ".pdf")


def test_a_long_ending_is_cut_with_the_rest() -> None:
    assert len(file_name(file("a." + "x" * 300))) == MAX_NAME
    assert len(file_name(file("x" * 300))) == MAX_NAME


def test_a_name_of_just_the_length_stays_as_it_is() -> None:
    name = "x" * (MAX_NAME - 4) + ".pdf"

    assert file_name(file(name)) == name


def test_the_same_names_are_numbered_before_the_ending() -> None:
    assert names("a.pdf", "a.pdf", "A.PDF", "b", "b") == ["a.pdf", "a (2).pdf", "A (3).PDF", "b", "b (2)"]


def test_a_number_that_a_sender_gave_is_not_given_twice() -> None:
    assert names("a (2).pdf", "a.pdf", "a.pdf") == ["a (2).pdf", "a.pdf", "a (3).pdf"]


@given(st.lists(st.text(max_size=200), max_size=8))
def test_any_names_become_different_ones_that_every_system_takes(given_names: list[str]) -> None:
    found = names(*given_names)

    assert len({name.casefold() for name in found}) == len(given_names)
    for name in found:
        assert name
        assert name.isprintable()
        assert not set(name) & set(HIDES)
        assert name.partition(".")[0].upper() not in DEVICES


@given(st.text(max_size=300))
def test_a_subject_becomes_the_beginning_of_a_name_or_nothing(words: str) -> None:
    stem = file_stem(words)

    assert len(stem) <= file_names.MAX_STEM
    assert not set(stem) & set(HIDES)
    assert stem == stem.strip(" .")


def test_a_zip_has_each_file_whole_under_its_name() -> None:
    files = list(unique_names([file("a.pdf", b"1"), file("a.pdf", b"2"), file("../c", b"")]))

    with zipfile.ZipFile(io.BytesIO(file_names.zip_files(files))) as made:
        assert made.testzip() is None
        found = {name: made.read(name) for name in made.namelist()}
    assert found == {"a.pdf": b"1", "a (2).pdf": b"2", "c": b""}


def test_a_zip_of_nothing_is_a_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(file_names.zip_files([]))) as made:
        assert made.namelist() == []


@pytest.mark.parametrize(
    ("written", "is_type"),
    [
        ("application/pdf", True),
        ("image/svg+xml", True),
        ("application/vnd.oasis.opendocument.text", True),
        ("text/plain; charset=utf-8", False),
        ("text/plain\r\nX: y", False),
        ("pdf", False),
        ("", False),
        ("a/b/c", False),
    ],
)
def test_what_is_no_media_type_is_not_passed_on(written: str, is_type: bool) -> None:
    assert bool(MEDIA_TYPE.fullmatch(written)) is is_type
