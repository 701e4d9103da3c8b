"""One message, with what came along and where it came from."""

import pytest
from django.conf import settings
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from infra.texts import Text
from mailbox_operator.forwarding.file_names import file_name
from mailbox_operator.models import Attachment, Delivery, Forwarding, Mailbox, MailboxLogEntry, Message
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se/meddelande"


def words(page: bytes) -> str:
    return " ".join(html.fromstring(page.decode()).text_content().split())


def test_opening_a_message_marks_it_read_once(annas_letter: Message, anna: Client) -> None:
    anna.get(f"{AT}/{annas_letter.public_id}/")
    annas_letter.refresh_from_db()
    first = annas_letter.read_at
    anna.get(f"{AT}/{annas_letter.public_id}/")

    annas_letter.refresh_from_db()
    assert first is not None
    assert annas_letter.read_at == first


def test_it_says_who_signed_and_who_delivered(annas_letter: Message, anna: Client) -> None:
    page = words(anna.get(f"{AT}/{annas_letter.public_id}/").content)

    assert "Signerat av Kommun A , levererat av Kommun B" in page.replace("A,", "A ,")
    assert "CN=kommun-a.example,O=Kommun A,C=SE" in page
    assert "202100-4748" in page


def test_it_says_whom_to_ask(annas_letter: Message, anna: Client) -> None:
    page = anna.get(f"{AT}/{annas_letter.public_id}/").content.decode()

    assert 'href="tel:0101234567"' in page
    assert 'href="mailto:kontakt@kommun-a.example"' in page
    assert 'href="https://kommun-a.example/kontakt" target="_blank" rel="noopener noreferrer"' in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://a.example/ x"])
def test_an_address_that_is_none_of_the_web_is_only_words(
    annas_letter: Message, anna: Client, address: str
) -> None:
    Message.objects.update(support_url=address)

    page = anna.get(f"{AT}/{annas_letter.public_id}/").content.decode()

    assert address in page
    assert f'href="{address}' not in page


def test_remarks_on_the_signature_are_in_the_readers_language(annas_mailbox: Mailbox, anna: Client) -> None:
    letter = make.message(
        annas_mailbox, warnings=[Text("Signaturen använder SHA-1.", "The signature uses SHA-1.")]
    )

    swedish = words(anna.get(f"{AT}/{letter.public_id}/").content)
    assert "Signaturen använder SHA-1." in swedish
    assert "The signature" not in swedish


def test_a_sender_that_delivered_itself_is_named_once(annas_letter: Message, anna: Client) -> None:
    delivery = annas_letter.delivery
    delivery.dispatcher, delivery.dispatcher_name = delivery.sender, delivery.sender_name
    delivery.sender_certificate = "2.5.4.5=162021004748+CN=kommun-a.example,C=SE"
    delivery.save()

    page = words(anna.get(f"{AT}/{annas_letter.public_id}/").content)

    assert "Signerat och levererat av Kommun A" in page
    assert "serialNumber=162021004748+CN=kommun-a.example,C=SE" in page


def test_the_operator_that_handed_a_letter_on_is_not_called_its_relay(annas_letter: Message, anna: Client) -> None:
    Forwarding.objects.create(
        delivery=annas_letter.delivery,
        holder=make.BERIT,
        holder_name="Berit Test",
        operator_organisation=annas_letter.delivery.dispatcher,
    )

    page = html.fromstring(anna.get(f"{AT}/{annas_letter.public_id}/").content.decode())

    told = " ".join(page.text_content().split())
    assert "Signerat av Kommun A, lämnat vidare av brevlådeoperatören Kommun B." in told
    terms = [" ".join(term.text_content().split()) for term in page.xpath("//dt")]
    assert "Lämnat vidare av brevlådeoperatören" in terms
    assert "Förmedlare" not in terms


def test_a_letter_says_on_paper_to_whom_it_was_written(annas_letter: Message, anna: Client) -> None:
    page = html.fromstring(anna.get(f"{AT}/{annas_letter.public_id}/").content.decode())

    [to] = page.xpath("//p[contains(@class, 'sheet__to')]")
    assert " ".join(to.text_content().split()) == "Till Anna Test"
    assert "only-on-paper" in to.get("class")


def test_the_date_of_the_seal_is_written_as_people_write_dates(annas_letter: Message, anna: Client) -> None:
    address = f"{AT}/{annas_letter.public_id}/"

    assert "Förseglat 24 november 2026" in " ".join(words(anna.get(address).content).split())
    anna.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "24 November 2026" in words(anna.get(address).content)


def test_a_date_of_a_seal_that_is_none_is_shown_as_it_is(annas_letter: Message, anna: Client) -> None:
    Delivery.objects.update(sealed_on="-0044-03-15Z")

    assert "-0044-03-15Z" in words(anna.get(f"{AT}/{annas_letter.public_id}/").content)


def test_a_notification_claims_no_signature(annas_letter: Message, anna: Client) -> None:
    unsigned = {"sender_certificate": "", "dispatcher_certificate": "", "sealed_on": "", "signature_forms": ""}
    Delivery.objects.update(kind="notification", **unsigned)

    page = words(anna.get(f"{AT}/{annas_letter.public_id}/").content)

    assert page.count("Mindre känsligt meddelande") == 2
    assert "Skickat av Kommun A , levererat av Kommun B" in page.replace("A,", "A ,")
    assert not any(claim in page for claim in ("Signerat", "Äkta", "certifikat", "Förseglat"))


def test_html_stands_in_a_frame_of_its_own(annas_letter: Message, anna: Client) -> None:
    drawn = html.fromstring(anna.get(f"{AT}/{annas_letter.public_id}/").content.decode())
    (frame,) = drawn.xpath("//iframe")

    assert frame.get("src") == f"{AT}/{annas_letter.public_id}/innehall/"
    assert frame.get("sandbox") == "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    assert make.SECRET not in "".join(drawn.xpath("//article//div[@class='sheet__body']//text()"))


def test_the_frame_has_a_policy_under_which_nothing_runs(annas_letter: Message, anna: Client) -> None:
    Message.objects.update(body=f"<p>{make.SECRET}</p><script>alert(1)</script>")

    letter = anna.get(f"{AT}/{annas_letter.public_id}/innehall/")

    policy = dict(part.strip().split(" ", 1) for part in letter["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == "data:"
    assert policy["form-action"] == "'none'"
    assert policy["sandbox"] == "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    assert "script-src" not in policy
    assert f"<p>{make.SECRET}</p>" in letter.content.decode()
    assert "alert" not in letter.content.decode()


def test_plain_text_keeps_its_lines_and_is_no_html(annas_mailbox: Mailbox, anna: Client) -> None:
    text = "Hej <i>Anna</i>!\n\n  Se https://a.example/x\n"
    letter = make.message(annas_mailbox, body=text, body_type="text/plain")

    drawn = html.fromstring(anna.get(f"{AT}/{letter.public_id}/").content.decode())

    (block,) = drawn.xpath("//pre")
    assert block.text_content() == text
    assert [element.tag for element in block] == ["a"]


def test_a_body_that_the_sender_encoded_twice_is_shown_as_it_was_sent(
    annas_mailbox: Mailbox, anna: Client
) -> None:
    letter = make.message(annas_mailbox, body="PHA+SGVqPC9wPg==")

    assert "PHA+SGVqPC9wPg==" in anna.get(f"{AT}/{letter.public_id}/innehall/").content.decode()


def test_words_of_the_sender_are_never_markup_in_our_page(annas_mailbox: Mailbox, anna: Client) -> None:
    harmful = "<script>alert(1)</script>"
    letter = make.message(annas_mailbox, subject=harmful, files=((f"{harmful}.pdf", "text/plain", b"x"),))
    Message.objects.update(sender_name=harmful, support_text=harmful, support_email=harmful, support_phone=harmful)

    for address in (
        "/post/minmyndighetspost.se/",
        f"{AT}/{letter.public_id}/",
        f"{AT}/{letter.public_id}/bilaga/1/",
    ):
        assert harmful not in anna.get(address).content.decode()


def test_a_message_costs_the_same_however_many_files_it_has(
    annas_mailbox: Mailbox, anna: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few = make.message(annas_mailbox, files=(("a.txt", "text/plain", b"a"),))
    many = make.message(annas_mailbox, files=tuple((f"{n}.txt", "text/plain", b"a") for n in range(40)))
    for letter in (few, many):
        anna.get(f"{AT}/{letter.public_id}/")
        # Session, person, mailbox, message, its log, files, what was sent on, the mailbox's places beside it.
        with django_assert_num_queries(12):
            anna.get(f"{AT}/{letter.public_id}/")


def test_a_pdf_is_read_in_the_page_with_its_text_for_the_ear(annas_letter: Message, anna: Client) -> None:
    drawn = html.fromstring(anna.get(f"{AT}/{annas_letter.public_id}/bilaga/1/").content.decode())

    pages = drawn.xpath("//ol//img/@src")
    assert pages == [f"{AT}/{annas_letter.public_id}/bilaga/1/sida/{n}.png" for n in (1, 2)]
    assert drawn.xpath("//ol//h2/text()") == ["Sida 1 av 2", "Sida 2 av 2"]
    assert f"{make.SECRET} sida 1" in drawn.xpath("string(//ol)")
    assert anna.get(pages[1])["Content-Type"] == "image/png"
    assert anna.get(pages[1].replace("2.png", "3.png")).status_code == 404


def test_a_pdf_can_be_read_as_text_alone(annas_letter: Message, anna: Client) -> None:
    drawn = html.fromstring(anna.get(f"{AT}/{annas_letter.public_id}/bilaga/1/?som=text").content.decode())

    assert drawn.xpath("//ol//img") == []
    assert len(drawn.xpath("//ol//div[@class='page__text']")) == 2


@pytest.mark.parametrize(
    ("kind", "content", "told"),
    [
        ("application/pdf", make.pdf(password="hemlig"), "låst med ett lösenord"),
        ("application/pdf", b"%PDF-1.7 trasig", "Filen är skadad"),
        ("text/calendar", b"BEGIN:VCALENDAR", "kan inte visas här"),
    ],
)
def test_a_file_that_cannot_be_shown_can_be_downloaded(
    annas_mailbox: Mailbox, anna: Client, kind: str, content: bytes, told: str
) -> None:
    letter = make.message(annas_mailbox, files=(("fil.bin", kind, content),))
    at = f"{AT}/{letter.public_id}/bilaga/1"

    page = anna.get(f"{at}/")

    assert page.status_code == 200
    assert told in words(page.content)
    assert f'href="{at}/ladda-ner"' in page.content.decode()
    assert anna.get(f"{at}/ladda-ner").content == content
    assert anna.get(f"{at}/sida/1.png").status_code == 404


def test_a_download_is_a_file_and_never_a_page(annas_mailbox: Mailbox, anna: Client) -> None:
    page = b"<script>alert(document.cookie)</script>"
    letter = make.message(annas_mailbox, files=(("Beslut – Åsa.html", "text/html", page),))

    answer = anna.get(f"{AT}/{letter.public_id}/bilaga/1/ladda-ner")

    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Beslut%20%E2%80%93%20%C3%85sa.html"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert set(answer["Content-Security-Policy"].split("; ")) == {"default-src 'none'", "sandbox"}


def test_a_type_that_is_none_is_sent_as_bytes(annas_mailbox: Mailbox, anna: Client) -> None:
    letter = make.message(annas_mailbox, files=(("a", "text/plain\r\nX: y", b"a"),))

    assert anna.get(f"{AT}/{letter.public_id}/bilaga/1/ladda-ner")["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("sent", "saved"),
    [
        ("Beslut.pdf", "Beslut.pdf"),
        ("../../etc/passwd", "etcpasswd"),
        ("C:\\mapp\\fil.pdf", "Cmappfil.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("...", "bilaga"),
        ("", "bilaga"),
    ],
)
def test_a_file_is_saved_under_a_name_that_is_only_a_name(sent: str, saved: str) -> None:
    attachment = Attachment(filename=sent)

    assert file_name(attachment) == saved


@pytest.mark.parametrize("number", [0, 3, 99999999999])
def test_an_attachment_that_is_not_there_is_not_found(annas_letter: Message, anna: Client, number: int) -> None:
    assert anna.get(f"{AT}/{annas_letter.public_id}/bilaga/{number}/").status_code == 404


def test_what_is_read_and_saved_stands_in_the_mailboxs_log(annas_letter: Message, anna: Client) -> None:
    at = f"{AT}/{annas_letter.public_id}"
    for address in (f"{at}/", f"{at}/", f"{at}/bilaga/1/ladda-ner", f"{at}/bilagor.zip"):
        anna.get(address)

    noted = MailboxLogEntry.objects.filter(event__in=["read", "saved-file"]).order_by("pk")
    assert list(noted.values_list("event", "about", "by")) == [
        ("read", annas_letter.subject, make.ANNA),
        ("saved-file", "Beslut.pdf", make.ANNA),
        ("saved-file", f"{annas_letter.subject}.zip", make.ANNA),
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<p>Hej</p>", ""),
        ("<img src='https://a.example/x.png'>", "En eller flera bilder visas inte, av säkerhetsskäl."),
        ("<form><button>Skicka</button></form>", "Ett formulär visas inte, av säkerhetsskäl."),
        (
            "<img src='https://a.example/x.png'><form><button>Skicka</button></form>",
            "En eller flera bilder och ett formulär visas inte, av säkerhetsskäl.",
        ),
    ],
)
def test_what_a_letter_does_not_show_is_said(annas_mailbox: Mailbox, anna: Client, body: str, told: str) -> None:
    letter = make.message(annas_mailbox, body=body, body_type="text/html")

    page = anna.get(f"/post/minmyndighetspost.se/meddelande/{letter.public_id}/").content.decode()

    assert told in page
    assert ("av säkerhetsskäl" in page) is bool(told)
