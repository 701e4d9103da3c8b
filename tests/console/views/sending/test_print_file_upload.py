"""A print file in the console, from its upload to its result."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sender.print_files.models import BatchFile
from tests import cast
from tests.console.conftest import SENDER, Console, words
from tests.sender.print_files.conftest import advance, batch, csv_index, finish, pdf, row, zipped

__all__ = ["batch"]


def upload(console: Console, path: Path) -> str:
    file = SimpleUploadedFile(path.name, path.read_bytes(), "application/zip")
    return str(console.do("files", sender=SENDER, file=file).content.decode())


@pytest.fixture
def mixed(batch: Path) -> Path:
    """One letter to a mailbox, one to paper, one with a bad number, one without its PDF."""
    rows = [row(cast.MARIA, "a.pdf"), row(cast.TOLVAN, "b.pdf"), row("hej", "c.pdf"), row(cast.ARVID, "d.pdf")]
    pdfs = {name: pdf(name) for name in ("a.pdf", "b.pdf", "c.pdf")}
    return zipped(batch / "november.zip", csv_index(rows), pdfs)


def test_a_file_is_uploaded_and_followed_to_its_result(console: Console, mixed: Path) -> None:
    assert "november.zip" in upload(console, mixed)
    file = BatchFile.objects.get()
    finish(file)

    page = console.page("file", file.file_id)
    bad = [" ".join(line.text_content().split()) for line in page.xpath("//li[contains(@class, 'line-row')]")]
    assert any(line.startswith("brev 3 hej c.pdf") for line in bad)
    assert any("d.pdf" in line for line in bad)
    assert page.xpath("//progress[@max='4']")
    result = console.client.get(reverse("console:file-result", args=[file.file_id, "csv"]))
    assert cast.MARIA in b"".join(result.streaming_content).decode()  # type: ignore[attr-defined]  # the test client's own attribute


def test_the_same_file_again_is_recognised(console: Console, mixed: Path) -> None:
    upload(console, mixed)

    assert "Filen har kommit förut" in upload(console, mixed)
    assert BatchFile.objects.count() == 1


def test_an_open_list_is_told_of_progress_only(console: Console, mixed: Path) -> None:
    upload(console, mixed)
    file = BatchFile.objects.get()
    of_list = console.page("files").xpath("string(//*[@id='filer']/@hx-get)")
    of_file = console.page("file", file.file_id).xpath("string(//*[@id='filen']/@hx-get)")
    assert [console.client.get(address).status_code for address in (of_list, of_file)] == [204, 204]

    advance(file)

    assert [console.client.get(address).status_code for address in (of_list, of_file)] == [200, 200]


def test_a_file_that_is_no_print_file_says_so(console: Console, batch: Path) -> None:
    path = batch / "inte.zip"
    path.write_bytes(b"inte en ZIP")
    upload(console, path)
    file = BatchFile.objects.get()
    advance(file)

    assert "Avvisad" in words(console.page("file", file.file_id))
    assert "Välj en fil." in console.do("files", sender=SENDER).content.decode()
    assert console.client.get(reverse("console:file-result", args=[file.file_id, "exe"])).status_code == 404
