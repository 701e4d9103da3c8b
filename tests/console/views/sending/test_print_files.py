"""Print files in the console: the sender of each, what did not go, and taking it away."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sender.print_files.models import BatchFile, BatchLine
from tests import cast
from tests.console.conftest import SENDER, Console, words
from tests.sender.print_files.conftest import batch, csv_index, finish, pdf, print_file, row, take_in, zipped

__all__ = ["batch"]
DEAD = "193801029202"


@pytest.fixture
def mixed(console: Console, batch: Path) -> BatchFile:
    """One letter to a mailbox, one to somebody dead, one with a bad number."""
    rows = [row(cast.MARIA, "a.pdf"), row(DEAD, "b.pdf"), row("hej", "c.pdf")]
    pdfs = {name: pdf(name) for name in ("a.pdf", "b.pdf", "c.pdf")}
    return finish(take_in(zipped(batch / "november.zip", csv_index(rows), pdfs)))


def test_each_file_says_whose_it_is_and_the_list_can_be_narrowed(console: Console, batch: Path) -> None:
    rows = [row(cast.MARIA, "a.pdf")]
    for sender in ("kommun-a", "kommun-b"):
        take_in(print_file(batch / "stor.zip", rows), sender)

    page = console.page("files")
    assert [words(one, ".//*[@class='file-row__sender']") for one in page.xpath("//li")] == [
        "Kommun B",
        "Kommun A",
    ]
    of_a = console.page("files", avsandare=SENDER)
    assert words(of_a, "//li//*[@class='file-row__sender']") == "Kommun A"
    chosen = [words(one, ".") for one in of_a.xpath("//nav/a[@aria-current][starts-with(@href, '?')]")]
    assert chosen == ["Kommun A", "Alla lägen"]
    assert "Inga sådana filer" in words(console.page("files", avsandare=SENDER, lage="done"))
    assert len(console.page("files", avsandare="nonsens", lage="nonsens").xpath("//li")) == 2


def test_news_of_a_narrowed_list_are_narrowed(console: Console, mixed: BatchFile) -> None:
    address = console.page("files", avsandare="162021003898").xpath("string(//*[@id='filer']/@hx-get)")

    assert "avsandare=162021003898" in address
    assert console.client.get(address).status_code == 204


def test_a_letter_that_did_not_go_leads_to_its_life(console: Console, mixed: BatchFile) -> None:
    page = console.page("file", mixed.file_id)

    failed = BatchLine.objects.get(recipient=DEAD)
    assert failed.leg is not None
    distribution = failed.leg.distribution.distribution_id
    links = page.xpath("//li[contains(@class, 'line-row')]//a/@href")
    assert links == [reverse("console:letter", args=[distribution])]
    assert console.client.get(links[0]).status_code == 200


def test_a_file_of_which_letters_did_not_go_is_not_all_green(console: Console, mixed: BatchFile) -> None:
    page = console.page("file", mixed.file_id)

    assert page.xpath("//*[contains(@class, 'state--wait')]")
    assert "Klar med fel" in words(page)
    BatchLine.objects.filter(file=mixed).update(state="failed")
    assert console.page("file", mixed.file_id).xpath("//*[contains(@class, 'state--bad')]")
    BatchLine.objects.filter(file=mixed).update(state="delivered")
    assert console.page("file", mixed.file_id).xpath("//*[contains(@class, 'state--good')]")


def test_the_result_stands_before_the_list_of_what_did_not_go(console: Console, mixed: BatchFile) -> None:
    page = console.page("file", mixed.file_id)

    assert page.xpath("//*[@aria-labelledby='om-filen']/following-sibling::*[@aria-labelledby='gick-inte']")


def test_a_finished_file_is_removed_from_its_page(console: Console, mixed: BatchFile) -> None:
    assert "Ta bort filen" in words(console.page("file", mixed.file_id))

    answer = console.do("file-remove", mixed.file_id)

    assert "november.zip är borttagen." in answer.content.decode()
    assert not BatchFile.objects.exists()
    assert not mixed.folder.exists()


def test_a_file_under_way_has_no_such_button_and_is_not_removed(console: Console, batch: Path) -> None:
    path = print_file(batch / "brev.zip", [row(cast.MARIA, "a.pdf")])
    console.do("files", sender=SENDER, file=SimpleUploadedFile(path.name, path.read_bytes(), "application/zip"))
    file = BatchFile.objects.get()

    assert "Ta bort filen" not in words(console.page("file", file.file_id))
    assert "kan tas bort när alla dess brev" in console.do("file-remove", file.file_id).content.decode()
