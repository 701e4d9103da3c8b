"""PDFs that are damaged, odd or mean harm, in the mailbox: what can be shown is, and the rest is named."""

import threading
import time

import pytest
from django.test import Client

from mailbox_operator.models import Mailbox
from tests.infra.pdf import difficult, harmful
from tests.infra.pdf.test_limits import end_children, impatient
from tests.mailbox_ui import factories as make

__all__ = ["impatient"]
AT = "/post/minmyndighetspost.se/meddelande"


def attached(box: Mailbox, content: bytes) -> str:
    """Put a letter with this PDF into the box; the address of the PDF's page."""
    letter = make.message(box, files=(("fil.pdf", "application/pdf", content),))
    return f"{AT}/{letter.public_id}/bilaga/1/"


def page_at(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_pdf_that_takes_too_much_is_named_and_can_be_downloaded(annas_mailbox: Mailbox, anna: Client) -> None:
    content = harmful.drawing_itself_twice()
    path = attached(annas_mailbox, content)

    page = page_at(anna, path)

    assert "Filen kan inte visas, ladda ner den" in page
    assert "<img" not in page
    assert anna.get(f"{path}ladda-ner").content == content


def test_a_page_that_takes_too_long_is_a_picture_that_says_so(
    annas_mailbox: Mailbox, anna: Client, impatient: None
) -> None:
    path = attached(annas_mailbox, harmful.tiles())
    assert f"{path}sida/1.png" in page_at(anna, path)

    picture = anna.get(f"{path}sida/1.png")

    assert (picture.status_code, picture["Content-Type"]) == (200, "image/svg+xml")
    assert "Sidan kan inte visas här" in picture.content.decode()
    assert picture["Cache-Control"] == "no-store"
    assert "ETag" not in picture


def test_a_bad_page_is_named_among_good_ones(annas_mailbox: Mailbox, anna: Client) -> None:
    page = page_at(anna, attached(annas_mailbox, difficult.one_bad_page()))

    assert page.count(".png") == 2
    assert page.count("Sida 2 är skadad och kan inte visas") == 1
    assert "Sida 2 av 3" in page


def test_text_alone_has_the_fields_and_leaves_out_hidden_layers(annas_mailbox: Mailbox, anna: Client) -> None:
    form, layered = (attached(annas_mailbox, make()) for make in (difficult.filled_form, difficult.hidden_layer))

    assert "Belopp: 500 kr" in page_at(anna, f"{form}?som=text")
    assert "Sidan har ingen text" in page_at(anna, f"{layered}?som=text")


@pytest.mark.django_db(transaction=True)
def test_other_pages_answer_while_harmful_ones_are_drawn(annas_mailbox: Mailbox, anna: Client) -> None:
    paths = [attached(annas_mailbox, harmful.tiles() + b"\n%" + str(number).encode()) for number in range(2)]
    drawing = [threading.Thread(target=anna.get, args=(f"{path}sida/1.png",)) for path in paths]
    for thread in drawing:
        thread.start()

    slowest = 0.0
    for _ in range(10):
        began = time.monotonic()
        page_at(anna, "/post/minmyndighetspost.se/")
        slowest = max(slowest, time.monotonic() - began)

    assert all(thread.is_alive() for thread in drawing)
    assert slowest < 2
    end_children()
    for thread in drawing:
        thread.join()
