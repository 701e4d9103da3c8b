"""An attachment looks on paper as it does in the mailbox, for usual and odd files."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from infra.pdf import reader
from print_supplier.paper import merging, stamp
from print_supplier.paper.content import AttachedFile
from tests.infra.pdf import difficult
from tests.print_supplier.pdf_files import pdf, words_on

A4_PIXELS = (420, 594)
MARK_TOP = 566
"""Below it, the sheet has the mark that the screen has not."""
SAME = 60
"""Of 255: how much a dot may differ, after blurring: edges fall between dots."""


def on_paper(content: bytes) -> bytes:
    [attached] = merging.place_attachments([AttachedFile("fil.pdf", "application/pdf", content)])
    return reader.join_documents([attached.placed.pdf]).pdf


def drawn(content: bytes, number: int) -> Image.Image:
    picture = reader.draw_page(content, number)
    assert picture is not None
    return Image.open(BytesIO(picture)).convert("RGB")


def as_a_sheet(screen: Image.Image) -> Image.Image:
    """The screen's picture turned, fitted and centred, as the sheet should have it."""
    upright = screen.transpose(Image.Transpose.ROTATE_90) if screen.width > screen.height else screen
    scale = min(A4_PIXELS[0] / upright.width, A4_PIXELS[1] / upright.height)
    small = upright.resize((round(upright.width * scale), round(upright.height * scale)), Image.Resampling.BOX)
    sheet = Image.new("RGB", A4_PIXELS, "white")
    sheet.paste(small, ((A4_PIXELS[0] - small.width) // 2, (A4_PIXELS[1] - small.height) // 2))
    return sheet


def differing_dots(screen: Image.Image, paper: Image.Image) -> int:
    shown = (0, 0, A4_PIXELS[0], MARK_TOP)
    pictures = [
        each.crop(shown).filter(ImageFilter.GaussianBlur(2))
        for each in (as_a_sheet(screen), paper.resize(A4_PIXELS, Image.Resampling.BOX))
    ]
    difference = ImageChops.difference(*pictures).convert("L")
    return sum(difference.histogram()[SAME:])


def require_same(content: bytes) -> None:
    paper = on_paper(content)
    shown = [page.number for page in reader.read_pdf(content, 100).pages if page.problem is None]
    assert shown
    for number in shown:
        screen = drawn(content, number)
        assert any(screen.convert("L").histogram()[:200]), "something is on the page"
        assert differing_dots(screen, drawn(paper, number)) == 0


@pytest.mark.parametrize("kind", difficult.KINDS, ids=lambda kind: kind.__name__)
def test_paper_shows_what_the_screen_shows(kind: Callable[[], bytes]) -> None:
    require_same(kind())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_stamp_stays_in_its_frame_however_the_page_is_turned(turn: int) -> None:
    require_same(difficult.stamp_on_turned_page(turn))


@pytest.mark.parametrize(
    "box", ["/MediaBox[0 0 900 1200]", "/MediaBox[-50 -80 842 670]", "/MediaBox[0 0 420 595]"]
)
def test_patterns_stay_in_their_frames_however_the_page_is_moved(box: str) -> None:
    require_same(difficult.patterns(box))


def test_every_page_of_many_shows_what_the_screen_shows() -> None:
    require_same(pdf(5, "Karta", "A5", "L"))


def cases() -> list[str]:
    folder = Path(__file__).resolve().parents[4] / "shared/cases"
    return sorted(file.name for file in folder.glob("[01]*.pdf")) or ["01-patterns-not-a4.pdf"]


@pytest.mark.parametrize("name", cases())
def test_the_handed_cases_look_the_same_on_paper(shared: Path, name: str) -> None:
    require_same((shared / "cases" / name).read_bytes())


def test_the_comparison_sees_a_picture_that_has_slipped() -> None:
    screen = drawn(difficult.patterns(), 1)
    slipped = ImageChops.offset(as_a_sheet(screen), 12, 0)

    assert differing_dots(screen, slipped) > 100


def test_a_layer_that_is_off_stays_off_in_the_finished_letter_and_in_the_run() -> None:
    content = difficult.hidden_layer()
    [attached] = merging.place_attachments([AttachedFile("fil.pdf", "application/pdf", content)])

    letter = merging.merge_letter(pdf(), [attached, attached]).pdf
    run = reader.join_documents([pdf(), letter, letter]).pdf

    for file, numbers in ((letter, (3, 5)), (run, (5, 7, 11, 13))):
        for number in numbers:
            assert differing_dots(drawn(content, 1), drawn(file, number)) == 0


def test_the_mark_stands_at_its_place_when_the_page_leaves_its_state_open() -> None:
    [mark] = [word for word in words_on(on_paper(difficult.left_open())) if stamp.TEXT in word.text]

    assert 288 < mark.top < mark.bottom < 293


def test_a_notice_stands_in_place_of_a_bad_page_and_the_good_ones_are_printed() -> None:
    [attached] = merging.place_attachments([AttachedFile("fil.pdf", "application/pdf", difficult.one_bad_page())])

    texts = [" ".join(word.text for word in words_on(attached.placed.pdf, page)) for page in range(3)]

    assert (attached.placed.pages, list(attached.placed.bad_pages)) == (3, [2])
    assert "Hel sida" in texts[0]
    assert "skadad och kan inte skrivas ut" in texts[1]
    assert "Hel sida" in texts[2]


def test_what_the_pages_share_is_in_the_printed_file_once() -> None:
    picture = difficult.sharing_a_picture(pages=20, octets=60_000)

    assert len(on_paper(picture)) < 2 * len(picture)
