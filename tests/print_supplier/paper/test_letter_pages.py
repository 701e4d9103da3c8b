"""A letter as it lies in the envelope: what stands where, and in which order the pages come."""

from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from print_supplier.errors import AlphabetLacking, NotPrintable, TextTooLong
from print_supplier.paper import letter_pages, merging
from print_supplier.paper.content import AttachedFile, LetterContents, LetterMessage, Support
from tests.print_supplier.pdf_files import encrypted, endless, pages_of, pdf, turned, words_on

ADDRESS = ["Tolvan Tolvansson", "Gamla vägen 12", "123 47  EXEMPELSTAD"]
SUPPORT = Support("Fråga oss.", url="https://kommun-a.example", phone="0771-123 456", email="vi@kommun-a.example")


def message(text: str = "Hej!", *, subject: str = "Beslut", html: bool = False, names: int = 0) -> LetterMessage:
    files = [AttachedFile(f"fil{number}.pdf", "application/pdf", pdf()) for number in range(names)]
    return LetterMessage(subject, text, html, SUPPORT, files)


def letter(*messages: LetterMessage, address: list[str] | None = None, sender: str = "Kommun A") -> bytes:
    contents = LetterContents(sender, "BUN 2026/0117", "", messages or [message()])
    head = letter_pages.LetterHead(address or ADDRESS, date(2026, 11, 24), contents.reference, 0, 0)
    return letter_pages.set_pages(contents, head)


def put(own: bytes, *files: bytes) -> merging.MergedPdf:
    attachments = [AttachedFile(f"fil{number}.pdf", "application/pdf", file) for number, file in enumerate(files)]
    return merging.merge_letter(own, merging.place_attachments(attachments))


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        ["Byns Kraft ekonomisk förening", "Att: Mattias Falk", "Kraftvägen 1", "123 55  PROVBY"],
        ["Anna-Karin Wilhelmina Elisabeth von Öhrnstedt-Lagercrantz af Åkershult " * 2, *ADDRESS[1:]],
    ],
)
def test_the_address_and_nothing_else_shows_in_the_window(address: list[str]) -> None:
    words = words_on(letter(address=address, sender="Nämnden för mycket långa namn och beslut i Kommun A"))

    in_window = [word for word in words if _touches(word, letter_pages.WINDOW)]
    assert len(in_window) == len(address)
    for word in in_window:
        assert word.left >= letter_pages.ADDRESS.left - 0.5
        assert word.right <= letter_pages.ADDRESS.right + 0.5
        assert word.top >= letter_pages.ADDRESS.top - 0.5
        assert word.bottom <= letter_pages.ADDRESS.bottom + 0.5


def _touches(word: tuple[str, float, float, float, float], box: letter_pages.PageBox) -> bool:
    _, left, top, right, bottom = word
    return left < box.right and right > box.left and top < box.bottom and bottom > box.top


def test_the_letter_says_who_when_what_about_how_many_pages_and_that_it_is_simulated() -> None:
    [text] = pages_of(letter())

    for word in ("Kommun A", "2026-11-24", "BUN 2026/0117", "Sida 1 (1)", "SIMULERAT BREV", "Simulerat brev från"):
        assert word in text


def test_letters_of_many_languages_come_out_as_they_went_in() -> None:
    said = "Åsa Öberg på Ängön: ”räksmörgås” – 1 688 €. Łukasz Čapek, Erdős, Þór. Здравствуйте."

    [text] = pages_of(letter(message(said)))

    assert said in " ".join(text.split())


def test_what_the_typeface_lacks_is_seen_to_be_missing_and_what_is_invisible_goes() -> None:
    [text] = pages_of(letter(message("Grattis 🎉\u200b!\x07")))

    assert "Grattis ◊!" in text


ARABIC = "تمت الموافقة على طلبك للحصول على مكان في الروضة"


@pytest.mark.parametrize(
    "text",
    [
        ARABIC,
        f"Hej! {ARABIC}",
        "החלטה בעניין הבקשה שלך לגן ילדים",
        "関係書類を確認の上、期日までに返送してください。",
    ],
)
@pytest.mark.parametrize("is_html", [False, True])
def test_a_text_in_an_alphabet_that_is_lacking_is_not_printed_as_nothing(text: str, is_html: bool) -> None:
    with pytest.raises(AlphabetLacking) as refusal:
        letter(message(f"<p>{text}</p>" if is_html else text, html=is_html))

    assert "bifoga texten som PDF" in refusal.value.text.swedish


@pytest.mark.parametrize(
    "text", ["Hej محمد! " + "Beslutet bifogas. " * 20, "Grattis 🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉!", "ب"]
)
def test_a_name_or_sign_that_is_lacking_stops_no_letter(text: str) -> None:
    assert "◊" in "".join(pages_of(letter(message(text))))


def test_the_fonts_are_in_the_file() -> None:
    [page] = PdfReader(BytesIO(letter())).pages

    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]  # its kind is known here
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert fonts
    assert all("/FontFile2" in descriptor for descriptor in descriptors)


MARK = "Bilaga till ett simulerat brev"


@pytest.mark.parametrize(
    "file",
    [
        pdf(pages=2),
        pdf(orientation="L"),
        pdf(size="A5"),
        pdf(size="A3"),
        turned(pdf(), 180),
        turned(pdf(), 90),
    ],
)
def test_every_page_of_an_attachment_says_in_its_margin_that_it_is_simulated(file: bytes) -> None:
    printed = put(letter(), file).pdf

    for number in range(2, len(PdfReader(BytesIO(printed)).pages)):
        [mark] = [word for word in words_on(printed, number) if MARK in word.text]
        assert mark.top > 285
        assert mark.bottom < 295
        assert 5 < mark.left < mark.right < 90
        assert "Bilaga sida" in pages_of(printed)[number]
    assert MARK not in pages_of(printed)[0]
    assert pages_of(printed)[1] == "", "nothing is on the back of the letter"


def test_fonts_that_an_attachment_does_not_bring_are_named() -> None:
    [without] = merging.place_attachments([AttachedFile("fil.pdf", "application/pdf", pdf())])
    [with_fonts] = merging.place_attachments([AttachedFile("fil.pdf", "application/pdf", letter())])

    assert (without.placed.missing_fonts, with_fonts.placed.missing_fonts) == (["Helvetica"], [])


@pytest.mark.parametrize("careless", [b"/F1 null", b"/F1 9 0 R", b"/F1 (x)"])
def test_a_file_that_is_careless_with_its_fonts_is_printed_all_the_same(careless: bytes) -> None:
    file = pdf().replace(b"/Font <</F1", b"/Font <<" + careless + b" /F2")

    [attached] = merging.place_attachments([AttachedFile("fil.pdf", "application/pdf", file)])

    assert attached.placed.pages == 1


def test_paragraphs_and_line_breaks_of_plain_text_stay() -> None:
    [text] = pages_of(letter(message("Hej!\n\nMed vänlig hälsning\r\nÅsa")))

    assert "Hej!\nMed vänlig hälsning\nÅsa" in text


def test_html_becomes_text_with_its_structure_and_its_links_written_out() -> None:
    html = (
        "<title>bort</title><style>p{}</style><h1>Så gör du</h1><p>Läs <a href='https://kommun-a.example/v'>"
        "villkoren</a>.</p><ol><li>Först</li><li>Sedan</li></ol><script>alert(1)</script>"
        "<table><tr><td>Avgift</td><td>1 688 kr</td></tr></table><p>Rad 1<br>Rad 2</p>"
    )

    [text] = pages_of(letter(message(html, html=True)))

    for words in ("Så gör du", "Läs villkoren (https://kommun-a.example/v).", "1.", "Först", "2.", "Rad 1\nRad 2"):
        assert words in text
    assert "alert" not in text
    assert "bort" not in text


@given(st.text(max_size=400))
@settings(max_examples=25, deadline=None)
def test_no_text_is_too_strange(text: str) -> None:
    with suppress(AlphabetLacking):
        assert pages_of(
            letter(message(text, subject=text[:100]), address=[text[:200] or "x", "y", text[-80:] or "z"])
        )


def test_each_message_begins_on_a_page_of_its_own() -> None:
    first, second = pages_of(letter(message("Ett."), message("Två.", subject="Mera")))

    assert "Ett." in first
    assert "Mera" in second
    assert "Sida 2 (2)" in second


def test_a_long_text_goes_on_over_pages_and_an_endless_one_is_refused() -> None:
    pages = pages_of(letter(message("Rad om åtgärder.\n" * 200)))
    assert len(pages) > 3

    with pytest.raises(TextTooLong):
        letter(message("x\n\n" * 20_000))


def test_each_attachment_begins_on_a_sheet_of_its_own() -> None:
    together = put(letter(), pdf(3, "Ett"), pdf(1, "Två"))

    pages = [text.strip().partition("\n")[0] for text in pages_of(together.pdf)]
    assert pages[1:] == ["", "Ett sida 1", "Ett sida 2", "Ett sida 3", "", "Två sida 1"]
    assert (together.pages, together.sheets) == (5, 4)


def test_a_letter_without_attachments_is_its_own_pages() -> None:
    together = put(letter(message("a"), message("b"), message("c")))

    assert (together.pages, together.sheets) == (3, 2)


@pytest.mark.parametrize(("size", "orientation"), [("A3", "P"), ("A4", "L"), ("legal", "L"), ("letter", "P")])
def test_pages_of_other_sizes_are_brought_onto_a4_with_all_that_is_on_them(size: str, orientation: str) -> None:
    together = put(letter(), pdf(1, "Karta", size, orientation))

    page = PdfReader(BytesIO(together.pdf)).pages[2]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)
    [word] = [word for word in words_on(together.pdf, 2) if MARK not in word.text]
    assert "Karta sida 1" in word.text or orientation == "L"
    assert 0 < word.left < word.right < 210
    assert 0 < word.top < word.bottom < 297


@pytest.mark.parametrize(
    ("file", "kind", "why"),
    [
        (b"%PDF-1.7 and no more", "application/pdf", "ingen hel PDF"),
        (b"", "application/pdf", "ingen hel PDF"),
        (pdf()[:400], "application/pdf", "ingen hel PDF"),
        (encrypted(), "application/pdf", "krypterad"),
        (b"BEGIN:VCALENDAR", "text/calendar", "bara PDF"),
        (b"PK", "application/msword; name=x", "application/msword"),
    ],
)
def test_what_cannot_be_printed_is_named(file: bytes, kind: str, why: str) -> None:
    good = AttachedFile("bra.pdf", "application/pdf", pdf())

    with pytest.raises(NotPrintable) as refusal:
        merging.place_attachments([good, AttachedFile("kallelse.x", kind, file)])

    assert "kallelse.x" in refusal.value.text.swedish
    assert "kallelse.x" in str(refusal.value)
    assert "bra.pdf" not in refusal.value.text.swedish
    assert why in refusal.value.text.swedish


def test_a_file_that_anybody_can_open_is_printed_though_it_is_encrypted() -> None:
    together = put(letter(), encrypted(to_open=""))

    assert "Bilaga sida 1" in pages_of(together.pdf)[2]
    assert not PdfReader(BytesIO(together.pdf)).is_encrypted


PLAIN = letter()


@pytest.mark.parametrize(("levels", "width"), [(9, 10), (1, 1_001), (20, 2)])
def test_a_small_file_of_a_billion_pages_is_refused_before_it_is_read(levels: int, width: int) -> None:
    with pytest.raises(NotPrintable, match=r"fil.pdf (has more than 1000 pages|is no complete PDF)"):
        merging.place_attachments([AttachedFile("fil.pdf", "application/pdf", endless(levels, width))])


def test_a_file_of_many_pages_is_read() -> None:
    [opened] = merging.place_attachments([AttachedFile("fil.pdf", "application/pdf", endless(2, 20))])

    assert opened.placed.pages == 400


@given(st.binary(max_size=200), st.integers(0, 900))
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_is_printed_or_refused_and_nothing_else(bytes_: bytes, place: int) -> None:
    whole = pdf()
    damaged = whole[:place] + bytes_ + whole[place + len(bytes_) :]

    try:
        opened = merging.place_attachments([AttachedFile("fil.pdf", "application/pdf", damaged)])
    except NotPrintable:
        return
    assert merging.merge_letter(PLAIN, opened).sheets >= 2
