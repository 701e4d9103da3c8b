"""Print files from the terminal."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from fpdf import FPDF
from lxml import etree
from pypdf import PdfReader

from formedlare.models import ChannelRule, Distribution
from mailbox_operator.models import Message
from sender.print_files import processing
from sender.print_files.archive.index.xml_index import SCHEMA
from sender.print_files.arrival import uploads
from sender.print_files.management.commands import distribute
from sender.print_files.management.progress_display import ProgressDisplay
from sender.print_files.models import BatchFile
from sender.print_files.progress import Progress, count_letters
from tests import cast, relay
from tests.sender.print_files.conftest import NO_MAILBOX, advance, csv_index, print_file, row, take_in, zipped


def run(path: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("distribute", str(path), "--sender", "kommun-a", *arguments, stdout=out)
    return out.getvalue()


def real_pdf() -> bytes:
    """One that a printer can print."""
    page = FPDF()
    page.add_page()
    return bytes(page.output())


@pytest.fixture
def two_letters(batch: Path, only_mailbox: None) -> Path:
    return print_file(batch / "brev.zip", [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")])


def test_where_no_worker_runs_the_command_does_the_work(two_letters: Path, batch: Path) -> None:
    said = run(two_letters, "--label", "övning", "--result", str(batch / "resultat.csv"))

    assert Message.objects.count() == 2
    assert set(Distribution.objects.values_list("label", flat=True)) == {"övning"}
    assert "delivered" in said
    rows = csv.DictReader(io.StringIO((batch / "resultat.csv").read_text("utf-8-sig")), delimiter=";")
    assert [line["status"] for line in rows] == ["delivered", "delivered"]


def test_letters_that_were_not_sent_give_an_exit_code_of_their_own(batch: Path, only_mailbox: None) -> None:
    path = print_file(batch / "x.zip", [row(cast.ARVID, "a.pdf"), row("nobody", "b.pdf")])

    with pytest.raises(CommandError, match=r"1 letter was not sent\. Why stands in the result") as ended:
        run(path)

    assert ended.value.returncode == distribute.NOT_ALL_SENT
    assert Message.objects.count() == 1


def test_a_file_that_is_refused_says_why(batch: Path) -> None:
    with pytest.raises(CommandError, match="ingen ZIP-fil"):
        run(Path(__file__))


def test_a_file_that_is_not_there_says_so(batch: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run(batch / "saknas.zip")


def test_a_sender_that_is_not_there_says_so(two_letters: Path) -> None:
    with pytest.raises(CommandError, match="ingen nyckel"):
        call_command("distribute", str(two_letters), "--sender", "kommun-c")


def test_stopped_with_ctrl_c_the_same_command_goes_on_with_it(
    two_letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(processing, "advance_file", stopped)
        with pytest.raises(CommandError, match="goes on with it") as ended:
            run(two_letters)
    assert ended.value.returncode == distribute.INTERRUPTED

    said = run(two_letters)

    assert "has come before" in said
    assert Message.objects.count() == 2


def test_stopped_while_the_file_is_taken_in_it_says_how_to_go_on(
    two_letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(uploads, "take_in", stopped)
        with pytest.raises(CommandError, match="The same command goes on") as ended:
            run(two_letters)
    assert ended.value.returncode == distribute.INTERRUPTED

    run(two_letters)

    assert Message.objects.count() == 2


def test_letters_that_lie_in_the_print_queue_are_not_waited_for(batch: Path) -> None:
    ChannelRule.objects.create(sender="162021004748", position=1, name="Papper", channels=["print"])

    path = zipped(batch / "x.zip", csv_index([row(cast.ARVID, "a.pdf")]), {"a.pdf": real_pdf()})

    said = run(path, "--result", str(batch / "r.csv"))

    file = BatchFile.objects.get()
    assert f"1 letter waits for the next print run. After it the final result is {file.result_csv}" in said
    assert f"Result so far: {batch / 'r.csv'}" in said
    assert f"Each letter: http://localhost:8000/api/v1/batches/{file.file_id}/result.csv" in said
    assert "handed_over" in (batch / "r.csv").read_text("utf-8-sig")


def test_what_was_noted_about_the_file_is_said(batch: Path, only_mailbox: None) -> None:
    index = f"identitetsnummer;pdf;rubrik\n{cast.ARVID};a.pdf;Påminnelse\n".encode("cp1252")
    said = run(zipped(batch / "x.zip", index, {"a.pdf": cast.PDF}))

    assert "Windows-1252" in said


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def shown(out: StringIO, *counted: Progress) -> str:
    display = ProgressDisplay(OutputWrapper(out), terminal=out)
    for progress in counted:
        display.show("running", progress)
    display.close()
    return out.getvalue()


HALF_DONE = Progress(
    10,
    {"delivered": 3, "refused": 1, "handed_over": 2, "waiting": 4},
    {"mina_meddelanden": 4, "print": 1},
    1,
    {"mina_meddelanden": 3, "print": 1},
)


def test_in_a_terminal_one_line_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    said = shown(Terminal(), Progress(10, {"waiting": 10}), HALF_DONE)

    assert said.count("\n") == 1
    last = said.rstrip("\n").split("\r")[-1]
    assert "5/10" in last
    assert "digital 3  print 1  not sent 1" in last


def test_elsewhere_a_line_is_said_now_and_then() -> None:
    said = shown(StringIO(), HALF_DONE, HALF_DONE)

    assert said.count("\n") == 1
    assert "\r" not in said
    assert "5/10" in said
    assert "digital 3  print 1  not sent 1" in said


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
def test_the_line_is_never_longer_than_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    sent = {"mina_meddelanden": 360_000, "email": 12_000, "sms": 8_000, "print": 70_000}
    much = Progress(1_000_000, {"delivered": 450_000, "failed": 50_000, "waiting": 500_000}, sent, 0, sent)

    last = shown(Terminal(), Progress(1_000_000), much).rstrip("\n").split("\r")[-1]

    assert len(last) <= columns
    assert last.startswith("running")


def test_the_channels_and_what_was_not_sent_add_up_to_what_is_done(batch: Path) -> None:
    ChannelRule.objects.create(
        sender="162021004748", position=1, name="Båda", channels=["mina_meddelanden", "print"]
    )
    rows = [row(cast.ARVID, "a.pdf"), row(NO_MAILBOX, "b.pdf"), row("nobody", "c.pdf"), row(cast.MARIA, "d.pdf")]
    file = take_in(zipped(batch / "x.zip", csv_index(rows), {f"{name}.pdf": real_pdf() for name in "abcd"}))

    advance(file)
    before = count_letters(file)
    relay.work()

    counted = count_letters(file)
    assert (before.channels, before.sent, before.settled) == ({"mina_meddelanden": 2, "print": 1}, {}, 1)
    assert counted.sent == {"mina_meddelanden": 2, "print": 1}
    assert sum(counted.sent.values()) + counted.not_sent == counted.settled == 4


def test_a_letter_that_turns_out_not_to_be_printable_never_counts_as_print(batch: Path) -> None:
    rows = [row(PROTECTED, "a.pdf"), row(NO_MAILBOX, "b.pdf")]
    path = zipped(batch / "x.zip", csv_index(rows), {f"{name}.pdf": real_pdf() for name in "ab"})

    with pytest.raises(CommandError, match="1 letter was not sent"):
        run(path)

    assert count_letters(BatchFile.objects.get()).sent == {"print": 1}


PROTECTED = "199601012397"
Example = Callable[..., Path]


@pytest.fixture
def example(tmp_path: Path) -> Example:
    def made(*arguments: str) -> Path:
        path = tmp_path / "exempel.zip"
        call_command("batch_example", str(path), *arguments, stdout=StringIO())
        return path

    return made


def test_the_example_has_real_pdfs_and_is_the_same_each_time(example: Example) -> None:
    first = example("--letters", "12").read_bytes()
    path = example("--letters", "12")

    with zipfile.ZipFile(path) as archive:
        page = PdfReader(io.BytesIO(archive.read("brev/0000012.pdf"))).pages[0]
        assert "nummer 12" in page.extract_text()
    assert path.read_bytes() == first


def test_the_example_as_xml_is_valid(example: Example) -> None:
    with zipfile.ZipFile(example("--letters", "12", "--xml")) as archive:
        index = etree.fromstring(archive.read("index.xml"))

    etree.XMLSchema(file=str(SCHEMA)).assertValid(index)


@pytest.mark.parametrize("form", [(), ("--xml",)])
def test_the_example_ends_well(batch: Path, example: Example, form: tuple[str, ...]) -> None:
    said = run(example("--letters", "40", *form))

    assert "letters wait for the next print run" in said
    counted = count_letters(BatchFile.objects.get())
    assert (counted.settled, counted.not_sent) == (40, 0)
    assert Message.objects.count() > 20
