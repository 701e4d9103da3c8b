"""What the lists show: searches, filters, orders, headings, last days, and files that cannot be searched."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime
from lxml import html
from pytest_django import DjangoAssertNumQueries

from infra import clock
from mailbox_operator.models import Mailbox, Message
from mailbox_operator.search.filling import fill_index
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se/"


def page_of(browser: Client, path: str = "") -> html.HtmlElement:
    answer = browser.get(f"{AT}{path}")
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def subjects(browser: Client, path: str = "") -> list[str]:
    return [str(text) for text in page_of(browser, path).xpath("//*[@class='row__subject']/text()")]


@pytest.fixture
def letters(annas_mailbox: Mailbox) -> Mailbox:
    """Old, from Bolagsverket and with a file; new, unread and with a last day; between them, read."""
    now = clock.now()
    pdf = (("Beslut.pdf", "application/pdf", make.pdf(text="Underskott")),)
    old = make.message(annas_mailbox, subject="Gammalt", received_at=now - timedelta(days=40), files=pdf)
    middle = make.message(annas_mailbox, subject="Mitt emellan", received_at=now - timedelta(days=20))
    new = make.message(annas_mailbox, subject="Nytt", received_at=now)
    Message.objects.filter(pk=old.pk).update(sender_name="Bolagsverket", read_at=now)
    Message.objects.filter(pk=middle.pk).update(read_at=now, due_on=clock.today() + timedelta(days=30))
    Message.objects.filter(pk=new.pk).update(due_on=clock.today() + timedelta(days=2))
    fill_index()
    return annas_mailbox


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Nytt", "Mitt emellan", "Gammalt"]),
        ("?ordning=aldst", ["Gammalt", "Mitt emellan", "Nytt"]),
        ("?ordning=avsandare", ["Gammalt", "Nytt", "Mitt emellan"]),
        ("?ordning=sista-dag", ["Nytt", "Mitt emellan"]),
        ("?olast=1", ["Nytt"]),
        ("?bilaga=1", ["Gammalt"]),
        ("?avsandare=Bolagsverket", ["Gammalt"]),
        ("?avsandare=Ingen", []),
        ("sok/?q=underskott", ["Gammalt"]),
        ("sok/?q=underskott&olast=1", []),
        ("sok/?q=", ["Nytt", "Mitt emellan", "Gammalt"]),
    ],
)
def test_filters_and_orders(anna: Client, letters: Mailbox, query: str, expected: list[str]) -> None:
    assert subjects(anna, query) == expected


def test_letters_are_found_by_the_days_on_which_they_came(anna: Client, letters: Mailbox) -> None:
    today = clock.today()
    since, until = today - timedelta(days=21), today - timedelta(days=19)

    assert subjects(anna, f"?fran={since}&till={until}") == ["Mitt emellan"]
    assert subjects(anna, f"?till={today - timedelta(days=30)}") == ["Gammalt"]
    assert subjects(anna, f"?fran={today}&till={today}") == ["Nytt"]


def test_the_order_goes_on_from_page_to_page(anna: Client, annas_mailbox: Mailbox) -> None:
    make.many_messages(annas_mailbox, 60)
    Message.objects.filter(subject__endswith="7").update(sender_name="Annan", due_on=clock.today())
    for order in ("nyast", "aldst", "avsandare", "sista-dag"):
        first = page_of(anna, f"?ordning={order}")
        last = first.xpath("//input[@name='brev']/@value")[4]
        all_ids = first.xpath("//input[@name='brev']/@value")
        further = page_of(anna, f"?ordning={order}&fore={last}").xpath("//input[@name='brev']/@value")
        assert further[: len(all_ids) - 5] == all_ids[5:], order


def test_days_stand_above_the_letters(anna: Client, letters: Mailbox) -> None:
    headings = page_of(anna).xpath("//h2[@class='rows__group']/text()")

    assert headings[0] == "I dag"
    assert len(headings) == 3
    assert page_of(anna, "?ordning=avsandare").xpath("//h2[@class='rows__group']/text()") == [
        "Bolagsverket",
        "Kommun A",
    ]


def times(page: html.HtmlElement) -> list[str]:
    return [" ".join(time.text_content().split()) for time in page.xpath("//time[@class='row__time']")]


def test_a_row_below_its_day_shows_the_time_of_day_alone(anna: Client, annas_letter: Message) -> None:
    (shown,) = page_of(anna).xpath("//time[@class='row__time']/text()")
    assert shown == f"{localtime(annas_letter.received_at):%H:%M}"

    # Read aloud, and below a sender's name, the day is said.
    assert times(page_of(anna)) == [f"i dag {shown}"]
    assert page_of(anna, "?ordning=avsandare").xpath("//time[@class='row__time']/text()") == [f"i dag {shown}"]


def test_a_row_of_last_week_has_its_own_day(anna: Client, annas_letter: Message) -> None:
    Message.objects.update(received_at=clock.now() - timedelta(days=40))

    (shown,) = times(page_of(anna))
    assert shown.split()[1].isalpha()


def test_a_search_marks_the_words_in_the_subject(anna: Client, annas_letter: Message) -> None:
    Message.objects.update(subject="Beslut om <b>skatt</b>")
    fill_index()

    page = page_of(anna, "sok/?q=skatt")

    (subject,) = page.xpath("//*[@class='row__subject']")
    assert subject.xpath("./mark/text()") == ["skatt"]
    assert subject.text_content() == "Beslut om <b>skatt</b>"


def test_a_last_day_stands_on_the_row(anna: Client, letters: Mailbox) -> None:
    chips = page_of(anna).xpath("//*[@class='row__marks']/*[contains(@class, 'chip')]")

    assert len(chips) == 2
    assert chips[0].text_content().strip().startswith("Sista dag ")
    assert "chip--bad" in chips[0].get("class")
    assert "chip--accent" in chips[1].get("class")


@pytest.mark.parametrize(
    ("days", "words"), [(0, "Sista dag i dag"), (1, "Sista dag i morgon"), (-3, "Sista dag var ")]
)
def test_a_last_day_is_said_as_people_say_it(anna: Client, annas_letter: Message, days: int, words: str) -> None:
    Message.objects.update(due_on=clock.today() + timedelta(days=days))

    (chip,) = page_of(anna).xpath("//*[@class='row__marks']/*[contains(@class, 'chip')]/text()")

    assert chip.strip().startswith(words)


def test_a_search_shows_where_the_words_stand_and_where_the_letter_lies(anna: Client, letters: Mailbox) -> None:
    letters.messages.update(state="archive")

    page = page_of(anna, "sok/?q=underskott")

    (excerpt,) = page.xpath("//*[@class='row__excerpt']")
    assert " ".join(excerpt.text_content().split()).startswith("Beslut.pdf: Underskott sida 1")
    assert excerpt.xpath(".//mark/text()") == ["Underskott"]
    assert "Arkiv" in page.xpath("string(//*[@class='row__marks'])")
    assert "1 brev hittades." in page.xpath("string(//*[@id='laget'])")


def test_what_was_searched_for_is_text_and_no_markup(anna: Client, letters: Mailbox) -> None:
    page = page_of(anna, "sok/?q=%3Cscript%3Ealert(1)%3C/script%3E")

    assert page.xpath("//script[not(@src)]") == []
    assert page.xpath("string(//input[@name='q']/@value)") == "<script>alert(1)</script>"


def test_files_that_cannot_be_searched_are_named_with_the_reason(anna: Client, letters: Mailbox) -> None:
    locked = (("Låst.pdf", "application/pdf", make.pdf(password="x")),)
    make.message(letters, subject="Hemligt", files=locked)
    fill_index()

    page = page_of(anna, "sok/?q=hemligt")

    named = " ".join(page.xpath("string(//details[@class='unsearchable'])").split())
    assert named == "Texten i 1 fil kan inte sökas Låst.pdf: skyddad med lösenord"
    assert page_of(anna).xpath("//details[@class='unsearchable']") == []


def test_every_empty_list_says_what_belongs_there(anna: Client, annas_mailbox: Mailbox) -> None:
    words = {
        "": "Här är tomt än så länge",
        "arkiv/": "Arkivet är tomt",
        "papperskorg/": "Papperskorgen är tom",
        "sok/?q=skatt": "Inga brev hittades",
    }
    assert {path: page_of(anna, path).xpath("string(//*[@class='empty']//h2)") for path in words} == words


def test_a_list_costs_the_same_however_full_the_mailbox_is(
    anna: Client, letters: Mailbox, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anna.get(AT)  # the first visit within the hour is noted
    paths = {"": 9, "arkiv/": 9, "papperskorg/": 9, "?ordning=avsandare&olast=1": 9, "sok/?q=brev": 11}
    for _ in range(2):
        make.many_messages(letters, 200)
        fill_index()
        for path, count in paths.items():
            with django_assert_num_queries(count):
                anna.get(f"{AT}{path}")


def test_reading_a_letter_elsewhere_renews_the_count(anna: Client, letters: Mailbox) -> None:
    page = page_of(anna)
    asked = page.xpath("string(//*[@id='inkorg']/@hx-get)")
    assert page.xpath("string(//title)").strip().startswith("(1)")
    anna.get(f"{AT}meddelande/{letters.messages.get(subject='Nytt').public_id}/")

    renewed = anna.get(asked, headers={"HX-Request": "true"})

    assert renewed.status_code == 200
    assert html.fromstring(renewed.content.decode()).xpath("string(//title)").strip().startswith("Inkorg")
