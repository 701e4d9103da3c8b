"""The example of a print file: always the same, complete, and only to people who get their letters."""

import csv
import io
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from lxml import etree
from pypdf import PdfReader

from infra.identity import RecipientId
from testbed import print_file_example, world
from testbed.world import actors

Write = Callable[..., zipfile.ZipFile]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(count: int, *, as_xml: bool = False) -> zipfile.ZipFile:
        path = tmp_path / "example.zip"
        print_file_example.write_print_file(path, count, as_xml=as_xml)
        return zipfile.ZipFile(path)

    return write


def rows(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read("index.csv").decode()), delimiter=";"))


def test_the_index_has_a_line_for_each_letter_and_the_archive_its_pdf(written: Write) -> None:
    archive = written(40)

    lines = rows(archive)
    assert len(lines) == 40
    assert sorted(archive.namelist()) == sorted([*(line["pdf"] for line in lines), "index.csv"])
    assert archive.testzip() is None


def test_each_line_says_whom_the_letter_is_for_and_what_it_is(written: Write) -> None:
    [line] = rows(written(1))

    assert tuple(line) == print_file_example.COLUMNS
    assert RecipientId.parse(line["identitetsnummer"]).has_valid_check_digit
    assert (line["rubrik"], line["referens"], line["skyddsklass"]) == ("Beslut nummer 1", "EX-1", "2")
    assert line["text"].startswith("Hej ")


def test_the_same_number_of_letters_gives_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    print_file_example.write_print_file(first, 5)
    print_file_example.write_print_file(second, 5)

    assert first.read_bytes() == second.read_bytes()


def test_each_pdf_is_a_page_with_the_name_and_the_number(written: Write) -> None:
    archive = written(2)
    line = rows(archive)[1]

    [page] = PdfReader(io.BytesIO(archive.read(line["pdf"]))).pages
    text = page.extract_text()

    assert "Beslut nummer 2" in text
    assert line["text"].removeprefix("Hej ").partition("!")[0] in text


def test_the_index_in_xml_says_the_same_as_in_csv(written: Write) -> None:
    lines = rows(written(6))

    root = etree.fromstring(written(6, as_xml=True).read("index.xml"))

    letters = [{etree.QName(part).localname: part.text or "" for part in letter} for letter in root]
    assert letters == [{name: value for name, value in line.items() if value} for line in lines]


def test_more_letters_than_people_begin_with_the_first_again() -> None:
    letters = list(islice(print_file_example.example_letters(10_000), 200))
    numbers = [letter.recipient for letter in letters]
    people = len(dict.fromkeys(numbers))

    assert people < 200
    assert numbers[people : 2 * people] == numbers[:people][: 200 - people]
    assert [letter.number for letter in letters] == list(range(1, 201))


def test_nobody_is_written_to_whose_operator_never_answers() -> None:
    recipients = {letter.recipient for letter in print_file_example.example_letters(200)}
    holders: list[world.WorldHolder] = [*world.named_persons(), *world.list_companies()]
    never = {each.number for each in holders if each.operator and each.operator not in actors.OPERATORS}

    assert never
    assert not recipients & never


def test_nobody_is_written_to_whose_address_is_protected_or_who_is_dead() -> None:
    recipients = {letter.recipient for letter in print_file_example.example_letters(200)}
    unreachable = {each.number for each in world.named_persons() if each.protected or each.deceased_on}

    assert unreachable
    assert not recipients & unreachable


def test_companies_are_written_to_as_well() -> None:
    recipients = {letter.recipient for letter in print_file_example.example_letters(200)}

    assert any(number.startswith("16") for number in recipients)


def test_the_command_says_how_large_the_file_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "example.zip"

    call_command("batch_example", str(path), "--letters", "3")

    assert capsys.readouterr().out == f"{path}: 3 letters, {path.stat().st_size} bytes.\n"


def test_the_command_refuses_a_file_without_letters(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="must be 1 or more"):
        call_command("batch_example", str(tmp_path / "example.zip"), "--letters", "0")


def test_the_command_says_why_a_file_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("batch_example", str(tmp_path / "nowhere" / "example.zip"))
