"""Files of the init folder are read once, in order, and again when they change."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from base_registers.models import Company, Person
from far.models import Sender
from infra.errors import InvalidInput
from mailbox_operator.models import Delivery, Operator
from testbed.snapshots.init_folder import read_folder
from tests import cast
from tests.cast import ARVID
from tests.testbed.runs.conftest import MakeRun

WANTED = {
    "operators": [{"domain": "brev.example"}],
    "actors": [{"organisation": "165569990012", "name": "Region Prov"}],
    "people": [
        {"number": "198601012381", "name": "Siv Prov", "operator": "brev.example", "refuses": ["165569990012"]}
    ],
    "companies": [{"number": "165569990020", "officers": ["198601012381"]}],
}


def write(folder: Path, name: str, wanted: object) -> None:
    (folder / name).write_text(json.dumps(wanted))


def test_what_it_names_is_made_once(make_run: MakeRun, tmp_path: Path) -> None:
    write(tmp_path, "10-world.json", WANTED)
    (tmp_path / "README.md").write_text("not read")

    assert read_folder(tmp_path) == ["10-world.json"]
    assert read_folder(tmp_path) == []

    assert Operator.objects.filter(name="brev.example").exists()
    assert Sender.objects.filter(organisation="165569990012", name="Region Prov").exists()
    assert Person.objects.get(number="198601012381").name == "Siv Prov"
    assert Company.objects.filter(number="165569990020").exists()


def test_a_file_that_changes_is_read_again(make_run: MakeRun, tmp_path: Path) -> None:
    people = Person.objects.count()
    write(tmp_path, "people.json", {"people": [{}]})
    read_folder(tmp_path)
    write(tmp_path, "people.json", {"people": [{}, {}]})

    assert read_folder(tmp_path) == ["people.json"]
    assert Person.objects.count() == people + 3


def test_a_snapshot_takes_the_place_of_what_is_there(kommun_a: cast.Sender, tmp_path: Path) -> None:
    call_command("snapshot", str(tmp_path / "world.zip"), verbosity=0)
    kommun_a.deliver(kommun_a.letter(ARVID))

    assert read_folder(tmp_path) == ["world.zip"]

    assert not Delivery.objects.exists()
    assert read_folder(tmp_path) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("nonsense", "no JSON"),
        ("[]", "must be an object"),
        ('{"kings": []}', "companies"),
        ('{"people": [{"age": 300}]}', "age"),
        ('{"people": [{"operator": "finns-inte.example"}]}', "operator"),
    ],
)
def test_a_file_that_cannot_be_read_makes_nothing_and_says_why(
    world: None, tmp_path: Path, content: str, words: str
) -> None:
    (tmp_path / "wrong.json").write_text(content)
    people = Person.objects.count()

    with pytest.raises(InvalidInput, match=words):
        read_folder(tmp_path)

    assert Person.objects.count() == people
    with override_settings(INIT_DIR=tmp_path), pytest.raises(CommandError, match=r"wrong\.json"):
        call_command("init")


def test_without_a_folder_nothing_is_read(world: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with override_settings(INIT_DIR=tmp_path / "missing"):
        call_command("init")

    assert capsys.readouterr().out == ""
