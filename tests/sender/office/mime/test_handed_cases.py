"""The handed e-mails, each with its right value. Nothing of them is kept here."""

from pathlib import Path

import pytest

from formedlare.models import Leg
from sender.compose import MessageText
from tests import cast
from tests.sender.office.conftest import Office
from tests.sender.office.mime.mails import text_of


@pytest.fixture
def cases(shared: Path) -> Path:
    folder = shared / "cases"
    if not folder.is_dir():
        pytest.skip("the handed cases are not here")
    return folder


def found(cases: Path, number: str) -> MessageText:
    return text_of(next(cases.glob(f"{number}-*.eml")).read_bytes())


@pytest.mark.parametrize("number", ["20", "21", "22", "23", "29", "31", "31b", "32"])
def test_the_pdf_is_attached_and_the_text_is_readable(cases: Path, number: str) -> None:
    text = found(cases, number)

    assert text.body in {"Hej Åsa, beslutet bifogas.", "Beslutet bifogas."}
    assert [item.content_type for item in text.attachments] == ["application/pdf"]
    assert text.attachments[0].content.startswith(b"%PDF-1.7")
    assert text.attachments[0].content.endswith(b"%%EOF\n")


@pytest.mark.parametrize("number", ["22", "23"])
def test_the_file_has_its_real_name(cases: Path, number: str) -> None:
    assert found(cases, number).attachments[0].filename == "Räkning för Åsa.pdf"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("20b", "Hej Åsa, beslutet är fattat."),
        ("24", "Det här är brevets text, inte en fil."),
        ("25", "Żaneta Wałęsa, Łódź"),
        ("26", "Hej Åsa, åtgärden är beviljad."),
        ("27", "Hej Åsa, åtgärden är beviljad."),
        ("28", "fattat"),
        ("30", 'src="data:image/png;base64,'),
        ("33", "Hej!"),
        ("34", "> En lång mening som e-postprogrammet har delat på två rader."),
    ],
)
def test_the_text_says_what_was_written(cases: Path, number: str, words: str) -> None:
    assert words in found(cases, number).body


def test_the_subject_is_found_behind_a_line_that_is_no_header(cases: Path) -> None:
    assert found(cases, "33").subject == "Trasig rad i huvudet"


def test_the_gateway_takes_each_of_them(cases: Path, office: Office) -> None:
    mails = sorted(path for number in ("2", "3") for path in cases.glob(f"{number}[0-9]*.eml"))

    answers = [office.send(path.read_bytes(), f"{cast.ARVID}@mm.local") for path in mails]

    assert mails
    assert [code for code, _ in answers] == [250] * len(mails)
    assert Leg.objects.filter(recipient=cast.ARVID).count() == len(mails)
