"""The world is saved and read on a page of the console, guarded as the rest of it."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from base_registers.models import Person
from testbed.runs import lifecycle
from testbed.runs.lifecycle import WantedRun
from testbed.runs.models import Run
from tests import cast

PAGE = "/konsol/ogonblicksbild/"
pytestmark = pytest.mark.django_db


def saved(client: Client) -> bytes:
    answer = client.get(f"{PAGE}ogonblicksbild.zip")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="ogonblicksbild.zip"'
    return answer.getvalue()


def read(client: Client, octets: bytes, **values: str) -> tuple[int, str]:
    file = SimpleUploadedFile("bild.zip", octets)
    answer = client.post(PAGE, {"file": file, **values}, follow=True)
    return answer.status_code, answer.content.decode()


def test_the_page_of_runs_leads_to_it(client: Client) -> None:
    assert PAGE in client.get("/konsol/korningar/").content.decode()
    assert "ogonblicksbild.zip" in client.get(PAGE).content.decode()


def test_what_is_saved_is_the_file_that_rest_gives(world: None, client: Client) -> None:
    names = zipfile.ZipFile(io.BytesIO(saved(client))).namelist()

    assert "snapshot.json" in names
    assert "base_registers.Person.jsonl" in names


def test_what_was_removed_is_there_again_when_the_file_is_read(world: None, client: Client) -> None:
    lifecycle.make_run(WantedRun(label="natt"))
    octets = saved(client)
    Run.objects.all().delete()
    Person.objects.filter(number=cast.MARIA).delete()

    status, page = read(client, octets, sure="on")

    assert status == 200
    assert "Inläst: " in page
    assert Run.objects.get().label == "natt"
    assert Person.objects.filter(number=cast.MARIA).exists()


def test_nothing_is_replaced_unless_it_is_meant(world: None, client: Client) -> None:
    octets = saved(client)
    lifecycle.make_run(WantedRun(label="natt"))

    status, _ = read(client, octets)

    assert status == 422
    assert Run.objects.exists()


@pytest.mark.parametrize("octets", [b"no ZIP", b"PK"])
def test_a_file_that_is_no_snapshot_is_refused_in_words(world: None, client: Client, octets: bytes) -> None:
    status, page = read(client, octets, sure="on")

    assert status == 422
    assert "Filen är ingen ögonblicksbild" in page


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}ogonblicksbild.zip"])
def test_without_the_password_nobody_gets_or_replaces_the_world(
    client: Client, settings: Settings, address: str
) -> None:
    settings.CONSOLE_PASSWORD = "long"

    assert client.get(address).status_code == 401
    assert client.post(PAGE, {"sure": "on"}).status_code == 401
