"""Reading an attached file: pages with text over them, search, jump, print; Word, calendar and text files."""

import io
import zipfile

import pytest
from django.test import Client
from lxml import html

from mailbox_operator.models import Mailbox, Message
from mailbox_ui.letter import pdf_pages, text_search
from mailbox_ui.letter.file_kinds import FileKind, kind_of_type
from tests.infra.pdf import difficult
from tests.infra.pdf.test_other_files import calendar, word
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se/meddelande"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attached(box: Mailbox, content: bytes, kind: str = "application/pdf", name: str = "fil.pdf") -> str:
    letter = make.message(box, files=((name, kind, content),))
    return f"{AT}/{letter.public_id}/bilaga/1/"


def page_at(client: Client, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def words(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def test_the_text_of_the_first_page_comes_with_the_document(annas_mailbox: Mailbox, anna: Client) -> None:
    page = page_at(anna, attached(annas_mailbox, make.pdf(pages=5)))

    layers = page.xpath("//*[name()='svg' and contains(@class, 'page__layer')]")
    assert [layer.text_content().strip() for layer in layers] == [f"{make.SECRET} sida 1"]
    assert len(page.xpath("//*[@hx-trigger='revealed']/@hx-get")) == 4


def test_the_text_of_the_other_pages_comes_when_they_are_near(annas_mailbox: Mailbox, anna: Client) -> None:
    page = page_at(anna, attached(annas_mailbox, make.pdf(pages=3)))
    address = page.xpath("//*[@hx-trigger='revealed']/@hx-get")[-1]

    layer = anna.get(address).content.decode()

    assert f"{make.SECRET} sida 3" in layer
    assert "<img" not in layer


def test_search_names_the_pages_and_marks_the_words(annas_mailbox: Mailbox, anna: Client) -> None:
    path = attached(annas_mailbox, make.pdf(pages=3))

    page = page_at(anna, f"{path}?sok=SIDA%201")

    assert "1 träff på ”SIDA 1”" in words(page)
    assert page.xpath("//ol[@class='hits__list']//a/@href") == ["#sida-1"]
    assert page.xpath("//ol[@class='hits__list']//mark/text()") == ["sida 1"]
    assert len(page.xpath("//*[@class='page__mark']")) == 1


def test_a_search_without_a_hit_says_what_can_be_done(annas_mailbox: Mailbox, anna: Client) -> None:
    page = page_at(anna, f"{attached(annas_mailbox, make.pdf())}?sok=zebra")

    assert "0 träffar på ”zebra”" in words(page)
    assert "Sidor som är bilder har ingen text att söka i" in words(page)


def test_words_that_are_searched_for_are_never_markup(annas_mailbox: Mailbox, anna: Client) -> None:
    answer = anna.get(f"{attached(annas_mailbox, make.pdf())}?sok=<script>alert(1)</script>")

    assert "<script>alert" not in answer.content.decode()


def test_a_search_is_bounded() -> None:
    assert len(text_search.words_sought("ord " * 1_000)) == text_search.MAX_WORDS


@pytest.mark.parametrize(("asked", "leads_to"), [("3", "#sida-3"), ("000000099", "#sida-0")])
def test_a_jump_without_script_leads_to_the_page(
    annas_mailbox: Mailbox, anna: Client, asked: str, leads_to: str
) -> None:
    path = attached(annas_mailbox, make.pdf(pages=3))

    answer = anna.get(f"{path}?sida={asked}")

    assert (answer.status_code, answer["Location"]) == (302, f"{path}{leads_to}")


@pytest.fixture
def long(annas_mailbox: Mailbox) -> str:
    """The address of a file of 103 pages."""
    return attached(annas_mailbox, make.pdf(pages=103))


def test_the_rest_of_a_long_document_is_one_link_away_and_so_is_its_beginning(long: str, anna: Client) -> None:
    first = page_at(anna, long)
    [rest] = first.xpath("//a[@rel='next']/@href")
    second = page_at(anna, long + rest.partition("#")[0])

    assert "Här visas sida 1–100 av 103." in words(first)
    assert first.xpath("//*[@data-print]")[0].text_content().strip() == "Skriv ut sida 1–100"
    assert first.xpath("//input[@name='sida']/@max") == ["103"]
    assert rest == "?fran=101#sida-101"
    assert second.xpath("//*[@data-pages]/li/@id") == ["sida-101", "sida-102", "sida-103"]
    assert f"{make.SECRET} sida 101" in words(second)
    assert {link.partition("#")[0] for link in second.xpath("//a[@rel='prev']/@href")} == {"?fran=1"}
    assert not second.xpath("//a[@rel='next']")
    labels = second.xpath("//main//nav/@aria-label")
    assert sorted(labels) == ["Delar av dokumentet", "Delar av dokumentet, överst"]


def test_a_jump_leads_into_the_part_that_has_the_page_and_keeps_the_search(long: str, anna: Client) -> None:
    answer = anna.get(long, {"sida": "102", "sok": "sida 1"})

    assert answer["Location"] == f"{long}?fran=102&sok=sida+1#sida-102"
    assert len(page_at(anna, answer["Location"].partition("#")[0]).xpath("//*[@data-pages]/li")) == 3


def test_a_search_finds_words_in_all_parts(long: str, anna: Client) -> None:
    page = page_at(anna, f"{long}?sok=sida%20103")

    assert "1 träff på ”sida 103”" in words(page)
    assert page.xpath("//ol[@class='hits__list']//a/@href") == ["?fran=103&sok=sida%20103#sida-103"]


def test_a_search_that_ends_before_the_document_says_so(
    long: str, anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_SEARCHED", 100)

    page = page_at(anna, f"{long}?sok=sida%20103")

    assert "0 träffar på ”sida 103”" in words(page)
    assert "Sökningen läser de första 100 sidorna." in words(page)


def test_the_text_of_a_long_document_comes_in_the_same_parts(long: str, anna: Client) -> None:
    page = page_at(anna, f"{long}?som=text")
    [rest] = page.xpath("//a[@rel='next']/@href")

    second = page_at(anna, long + rest.partition("#")[0])

    assert [each.text_content().strip() for each in second.xpath("//*[@class='page__text']")] == [
        f"{make.SECRET} sida {number}" for number in (101, 102, 103)
    ]


@pytest.mark.parametrize("asked", ["", "²", "-1", "//evil.example", "javascript:alert(1)"])
def test_what_is_no_page_leads_nowhere(annas_mailbox: Mailbox, anna: Client, asked: str) -> None:
    assert anna.get(f"{attached(annas_mailbox, make.pdf())}?sida={asked}").status_code == 200


def test_each_size_of_page_is_printed_on_paper_of_that_size(annas_mailbox: Mailbox, anna: Client) -> None:
    path = attached(annas_mailbox, make.pdf(pages=2))
    [address] = page_at(anna, path).xpath("//link[@media='print']/@href")

    sheets = anna.get(address)

    assert sheets["Content-Type"].startswith("text/css")
    assert "@page leaf-5953x8419 { size: 595.3pt 841.9pt; margin: 0; }" in sheets.content.decode()


@pytest.mark.parametrize("asked", ["1x1;}body{display:none", "0x0", "9999999x1", "</style>", "1x1\n", ""])
def test_the_paper_is_described_by_numbers_alone(annas_mailbox: Mailbox, anna: Client, asked: str) -> None:
    sheets = anna.get(f"{attached(annas_mailbox, make.pdf())}ark.css", {"ark": asked})

    assert sheets.content.decode().strip() == ""


def test_what_a_file_is_is_told_by_its_type_without_parameters() -> None:
    assert kind_of_type("Text/Calendar; charset=utf-8") is FileKind.CALENDAR
    assert kind_of_type("application/zip") is FileKind.OTHER


def test_a_word_document_is_read_as_text(annas_mailbox: Mailbox, anna: Client) -> None:
    page = page_at(anna, attached(annas_mailbox, word(), WORD, "Blankett.docx"))

    assert "Det här är ett Word-dokument" in words(page)
    assert "Barnet har fått plats." in words(page)
    assert page.xpath("//p[@class='word__row']/span/text()") == ["Avgift", "1 200 kr"]


def test_an_older_word_document_says_how_it_can_be_read(annas_mailbox: Mailbox, anna: Client) -> None:
    page = page_at(anna, attached(annas_mailbox, b"\xd0\xcf\x11\xe0", "application/msword", "Blankett.doc"))

    assert "Word-dokument i äldre format" in words(page)


def test_a_calendar_event_says_when_and_where_and_can_be_added(annas_mailbox: Mailbox, anna: Client) -> None:
    content = calendar(
        "DTSTART:20261212T080000Z",
        "DTEND:20261212T093000Z",
        "SUMMARY:Inskolning <b>",
        "LOCATION:Parkvägen 3",
        "STATUS:CANCELLED",
    )
    path = attached(annas_mailbox, content, "text/calendar", "Inskolning.ics")

    page = page_at(anna, path)

    assert "lördag 12 december 2026 klockan 09:00–10:30" in words(page)
    assert "Parkvägen 3" in words(page)
    assert "Inskolning <b>" in words(page)
    assert "Inställt" in words(page)
    assert page.xpath("string(//*[@class='event__leaf']/span)") == "dec"
    [add] = [link for link in page.xpath("//a") if "Lägg till i kalendern" in link.text_content()]
    assert anna.get(add.get("href")).content == content


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (("DTSTART;VALUE=DATE:20261224",), "torsdag 24 december 2026"),
        (
            ("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"),
            "24 december 2026 – lördag 26 december 2026",
        ),
        (("DTSTART:20261212T230000", "DTEND:20261213T010000"), "klockan 23:00–söndag 13 december 2026 01:00"),
        (("DTSTART:20261212T230000",), "lördag 12 december 2026 klockan 23:00"),
    ],
)
def test_when_an_event_is_is_written_as_people_say_it(
    annas_mailbox: Mailbox, anna: Client, fields: tuple[str, ...], told: str
) -> None:
    page = page_at(anna, attached(annas_mailbox, calendar(*fields), "text/calendar"))

    assert told in words(page)
    assert "(utan rubrik)" in words(page)


def test_a_text_file_is_read_as_it_is(annas_mailbox: Mailbox, anna: Client) -> None:
    page = page_at(anna, attached(annas_mailbox, "Hej <b>du</b>, åäö".encode(), "text/plain", "a.txt"))

    assert page.xpath("string(//pre)") == "Hej <b>du</b>, åäö"


def test_a_damaged_page_is_named_and_the_others_are_shown(annas_mailbox: Mailbox, anna: Client) -> None:
    page = page_at(anna, attached(annas_mailbox, difficult.one_bad_page()))

    assert "Sida 2 är skadad och kan inte visas. De andra sidorna visas som vanligt." in words(page)
    assert len(page.xpath("//ol//img")) == 2


def test_all_files_are_saved_in_one_with_names_of_their_own(annas_mailbox: Mailbox, anna: Client) -> None:
    names = ["Beslut.pdf", "beslut.pdf", "../../Beslut.pdf", "CON.txt", "", "faktura\u202efdp.exe"]
    letter = make.message(
        annas_mailbox,
        subject="Beslut / ..\\x",
        files=tuple((name, "text/plain", str(place).encode()) for place, name in enumerate(names)),
    )

    answer = anna.get(f"{AT}/{letter.public_id}/bilagor.zip")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
        assert found.namelist() == [
            "Beslut.pdf", "beslut (2).pdf", "Beslut (3).pdf", "_CON.txt", "bilaga", "fakturafdp.exe",
        ]  # fmt: skip
        assert [found.read(name) for name in found.namelist()] == [b"0", b"1", b"2", b"3", b"4", b"5"]
    assert answer["Content-Disposition"] == 'attachment; filename="Beslut  ..x.zip"'


def test_a_letter_with_several_files_offers_them_all_at_once(annas_letter: Message, anna: Client) -> None:
    page = page_at(anna, f"{AT}/{annas_letter.public_id}/")

    assert f"{AT}/{annas_letter.public_id}/bilagor.zip" in page.xpath("//a/@href")
    assert "Ladda ner alla 2 bilagor" in words(page)
