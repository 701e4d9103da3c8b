"""The inbox: what it says, how it stays fresh, and what it costs."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from infra import clock
from mailbox_operator.models import Mailbox, Message
from tests.mailbox_ui import factories as make

ADDRESS = "/post/minmyndighetspost.se/"
NEWS = f"{ADDRESS}nytt/"

NEW_MAIL, NO_NEW_MAIL = "Ny post hit", "Hit kommer ingen ny post."


def rows(page: bytes) -> list[str]:
    drawn = html.fromstring(page.decode())
    links = drawn.xpath("//a[@class='row__link']")
    return [" ".join(link.text_content().split()) for link in links]


def ids(page: bytes) -> list[str]:
    """The public ids of the letters that are shown."""
    return [str(found) for found in html.fromstring(page.decode()).xpath("//input[@name='brev']/@value")]


def asked_at(page: bytes) -> str:
    """The address at which the page asks for news."""
    return str(html.fromstring(page.decode()).xpath("string(//*[@id='inkorg']/@hx-get)"))


@pytest.mark.parametrize("subject", ["", "  "])
def test_a_letter_without_a_subject_is_told_as_one(subject: str, annas_letter: Message, anna: Client) -> None:
    annas_letter.subject = subject
    annas_letter.save()

    (row,) = rows(anna.get(ADDRESS).content)
    page = html.fromstring(anna.get(f"{ADDRESS}meddelande/{annas_letter.public_id}/").content.decode())

    assert "Kommun A (utan ämne) " in row
    assert page.xpath("normalize-space(//h1)") == "(utan ämne)"
    assert "(utan ämne)" in page.xpath("string(//title)")


def test_a_row_says_who_what_when_and_with_how_many_files(annas_letter: Message, anna: Client) -> None:
    (row,) = rows(anna.get(ADDRESS).content)

    time = datetime.now(clock.SWEDEN).strftime("%H:%M")[:2]
    assert row.startswith(f"Oläst. KA Kommun A Om {make.SECRET} i dag {time}")
    assert row.endswith("2 2 bilagor")


def test_what_has_been_read_is_no_longer_unread(annas_letter: Message, anna: Client) -> None:
    assert "1 oläst meddelande" in anna.get(ADDRESS).content.decode()
    anna.get(f"{ADDRESS}meddelande/{annas_letter.public_id}/")

    page = anna.get(ADDRESS).content
    assert "Du har läst allt." in page.decode()
    assert not rows(page)[0].startswith("Oläst.")


def test_the_newest_comes_first(annas_mailbox: Mailbox, anna: Client) -> None:
    now = clock.now()
    for subject, days in (("Äldst", 9), ("Nyast", 0), ("Mitt emellan", 4)):
        make.message(annas_mailbox, subject=subject, received_at=now - timedelta(days=days))

    order = [row.split("Kommun A ")[1].split(" ")[0] for row in rows(anna.get(ADDRESS).content)]
    assert order == ["Nyast", "Mitt", "Äldst"]


def test_an_empty_inbox_says_that_it_fills_itself(anna: Client) -> None:
    assert "Här är tomt än så länge" in anna.get(ADDRESS).content.decode()


def test_nothing_is_sent_while_nothing_is_new(annas_letter: Message, anna: Client) -> None:
    assert anna.get(asked_at(anna.get(ADDRESS).content)).status_code == 204


def test_a_new_message_appears_and_is_announced(annas_mailbox: Mailbox, anna: Client) -> None:
    asked = asked_at(anna.get(ADDRESS).content)
    make.message(annas_mailbox, subject="Beslut")

    news = anna.get(asked)

    assert len(rows(news.content)) == 1
    assert "Nytt meddelande från Kommun A: Beslut" in news.content.decode()
    assert 'hx-swap-oob="innerHTML"' in news.content.decode()
    assert anna.get(asked_at(news.content)).status_code == 204


def test_several_new_messages_are_announced_as_one_sentence(annas_letter: Message, anna: Client) -> None:
    asked = asked_at(anna.get(ADDRESS).content)
    for subject in ("Ett", "Två"):
        make.message(annas_letter.mailbox, subject=subject)

    assert "2 nya meddelanden, det senaste från Kommun A: Två" in anna.get(asked).content.decode()


def test_a_message_read_in_another_window_is_redrawn_without_being_announced(
    annas_letter: Message, anna: Client
) -> None:
    asked = asked_at(anna.get(ADDRESS).content)
    anna.get(f"{ADDRESS}meddelande/{annas_letter.public_id}/")

    news = anna.get(asked)

    assert news.status_code == 200
    assert 'id="nyheter"' not in news.content.decode()
    assert "<title>Inkorg" in news.content.decode().replace("\n", "")


def test_rows_keep_their_names_so_that_focus_stays(annas_letter: Message, anna: Client) -> None:
    page = anna.get(ADDRESS).content.decode()
    make.message(annas_letter.mailbox)

    assert f'id="m-{annas_letter.public_id}"' in page
    assert f'id="m-{annas_letter.public_id}"' in anna.get(f"{NEWS}?sedan=1.1.1").content.decode()


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "²", "1e9", "1.x", "9" * 30])
def test_nonsense_in_the_address_is_taken_as_absent(annas_letter: Message, anna: Client, nonsense: str) -> None:
    assert anna.get(ADDRESS, {"visa": nonsense}).status_code == 200
    assert anna.get(NEWS, {"visa": nonsense, "sedan": nonsense}).status_code == 200


def test_more_is_shown_on_demand_until_all_is_shown(annas_mailbox: Mailbox, anna: Client) -> None:
    make.many_messages(annas_mailbox, 120)
    shown, address = [], ADDRESS
    while True:
        page = anna.get(address).content
        shown.append(len(rows(page)))
        more = html.fromstring(page.decode()).xpath("string(//*[@class='more']/a/@href)")
        if not more:
            break
        address = str(more)

    assert shown == [50, 100, 120]


def test_a_page_of_thousands_costs_as_many_queries_as_an_empty_one(
    annas_mailbox: Mailbox, anna: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anna.get(ADDRESS)
    # session, person, mailbox, version, unread, folders, messages, their number, senders
    with django_assert_num_queries(9):
        anna.get(ADDRESS)
    make.many_messages(annas_mailbox, 2_000)
    with django_assert_num_queries(9):
        assert len(rows(anna.get(ADDRESS, {"visa": "1600"}).content)) == 1_600


def test_polling_an_unchanged_inbox_costs_four_queries(
    annas_letter: Message, anna: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked = asked_at(anna.get(ADDRESS).content)

    with django_assert_num_queries(4):  # session, person, mailbox, version
        anna.get(asked, headers={"HX-Request": "true"})


def test_show_more_leads_to_the_oldest_of_ten_thousand(annas_mailbox: Mailbox, anna: Client) -> None:
    make.many_messages(annas_mailbox, 10_000)
    address, seen, pages = ADDRESS, set[str](), 0

    while True:
        page = html.fromstring(anna.get(address).content.decode())
        shown = page.xpath("//*[contains(@class, 'row__subject')]/text()")
        assert len(shown) <= 1_600
        seen |= set(shown)
        more = page.xpath("//*[@class='more']/a/@href")
        pages += 1
        if not more:
            break
        [address] = more

    assert shown[-1] == "Brev 0"
    assert len(seen) == 10_000
    assert pages == 12


def test_messages_of_one_moment_are_neither_skipped_nor_shown_twice(annas_mailbox: Mailbox, anna: Client) -> None:
    make.many_messages(annas_mailbox, 120)
    annas_mailbox.messages.update(received_at=clock.now())
    newest = ids(anna.get(ADDRESS).content)

    older = ids(anna.get(ADDRESS, {"visa": "100", "fore": newest[-1]}).content)

    assert (len(newest), len(older)) == (50, 70)
    assert len({*newest, *older}) == 120


def test_an_open_page_of_older_messages_stays_where_it_is(annas_mailbox: Mailbox, anna: Client) -> None:
    make.many_messages(annas_mailbox, 60)
    last = ids(anna.get(ADDRESS).content)[-1]
    asked = asked_at(anna.get(ADDRESS, {"fore": last}).content)

    make.message(annas_mailbox, subject="Nyss skrivet")

    renewed = anna.get(asked, headers={"HX-Request": "true"})
    assert renewed.status_code == 200
    assert len(rows(renewed.content)) == 10
    assert "Nyss skrivet" not in renewed.content.decode()


@pytest.mark.parametrize("before", ["nonsens", "", "00000000-0000-0000-0000-000000000000"])
def test_a_place_that_is_no_message_of_ones_own_means_the_newest(
    annas_letter: Message, anna: Client, before: str
) -> None:
    page = anna.get(ADDRESS, {"fore": before})

    assert len(rows(page.content)) == 1


def test_a_place_with_nul_is_refused(annas_letter: Message, anna: Client) -> None:
    assert anna.get(ADDRESS, {"fore": "\0"}).status_code == 400


def test_a_message_of_somebody_else_is_no_place_to_go_on_from(annas_letter: Message, berit: Client) -> None:
    mine = make.message(Mailbox.objects.get(holder=make.BERIT), subject="Berits brev")

    page = berit.get(ADDRESS, {"fore": str(annas_letter.public_id)})

    assert mine.subject in page.content.decode()
    assert "Till början" not in page.content.decode()
