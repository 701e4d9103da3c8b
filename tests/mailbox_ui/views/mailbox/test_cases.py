"""The pages of cases: the list by whose turn it is, one case, and the way between a letter and its case."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from infra import clock
from mailbox_operator.models import Mailbox, MatterEvent, Message
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se/"


def event_in(box: Mailbox, event_id: str, matter_id: str = "BN-17", **facts: object) -> Message:
    message = make.message(box, subject=f"Brev {event_id}", received_at=clock.now() - timedelta(days=1))
    told = {"created_on": date(2026, 3, 2), "event_id": event_id, "matter_id": matter_id, **facts}
    MatterEvent.objects.create(message=message, mailbox=box, **told)
    return message


def text_of(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_cases_stand_by_whose_turn_it_is(anna: Client, annas_mailbox: Mailbox) -> None:
    event_in(annas_mailbox, "1", "A", status="recipientinitiative", matter_subject="Bygglov")
    event_in(annas_mailbox, "2", "B", status="senderinitiative", matter_subject="Skolskjuts")
    event_in(annas_mailbox, "3", "C", status="closed", matter_subject="Parkering")
    event_in(annas_mailbox, "4", "D", matter_subject="Avfall")

    seen = text_of(anna, f"{AT}arenden/")

    words = ["Din tur 1", "Bygglov", "Avsändarens tur 1", "Skolskjuts", "Utan besked", "Avfall", "Avslutade 1"]
    places = [seen.index(word) for word in [*words, "Parkering"]]
    assert places == sorted(places)


def test_a_mailbox_without_cases_says_what_will_be_there(anna: Client) -> None:
    assert "Inga ärenden än" in text_of(anna, f"{AT}arenden/")


def test_a_letter_leads_to_its_case_and_back(anna: Client, annas_mailbox: Mailbox) -> None:
    event_in(annas_mailbox, "1", event_type="Ansökan mottagen")
    second = event_in(annas_mailbox, "2", event_type="Komplettering begärd", matter_subject="Bygglov")
    letter, case = f"{AT}meddelande/{second.public_id}/", f"{AT}arenden/{second.public_id}/?fran=brevet"

    assert f'href="{case}"' in anna.get(letter).content.decode()
    shown = anna.get(case).content.decode()

    assert f'href="{letter}"' in shown
    seen = text_of(anna, case)
    assert seen.index("Ansökan mottagen") < seen.index("Komplettering begärd") < seen.index("Brevet du kom från")


def test_the_menu_marks_cases_on_the_list_and_on_a_case(anna: Client, annas_mailbox: Mailbox) -> None:
    event = event_in(annas_mailbox, "1")
    marked = rf'href="{AT}arenden/"\s+aria-current="(\w+)"'

    listed = re.findall(marked, anna.get(f"{AT}arenden/").content.decode())
    alone = re.findall(marked, anna.get(f"{AT}arenden/{event.public_id}/").content.decode())

    assert (set(listed), set(alone)) == ({"page"}, {"true"})


def test_a_letter_of_no_case_says_nothing_of_cases(anna: Client, annas_letter: Message) -> None:
    assert "Hör till ett ärende" not in text_of(anna, f"{AT}meddelande/{annas_letter.public_id}/")
    assert anna.get(f"{AT}arenden/{annas_letter.public_id}/").status_code == 404


def test_what_is_missing_and_what_came_twice_is_said(anna: Client, annas_mailbox: Mailbox) -> None:
    first = event_in(annas_mailbox, "2", preceding_event_id="1")
    event_in(annas_mailbox, "2")

    seen = text_of(anna, f"{AT}arenden/{first.public_id}/")

    assert "Något hände före det här" in seen
    assert seen.count("Samma händelse igen") == 1


def test_nobody_sees_another_person_s_cases(berit: Client, annas_mailbox: Mailbox) -> None:
    letter = event_in(annas_mailbox, "1", matter_subject=make.SECRET)

    assert make.SECRET not in text_of(berit, f"{AT}arenden/")
    for place in ("minmyndighetspost.se", f"minmyndighetspost.se~{annas_mailbox.key}"):
        assert berit.get(f"/post/{place}/arenden/{letter.public_id}/").status_code == 404


def test_a_hostile_matter_is_shown_as_text(anna: Client, annas_mailbox: Mailbox) -> None:
    letter = event_in(annas_mailbox, "1", matter_subject="<script>alert(1)</script>", event_type='"><img src=x>')

    for path in (f"{AT}arenden/", f"{AT}arenden/{letter.public_id}/", f"{AT}meddelande/{letter.public_id}/"):
        shown = anna.get(path).content.decode()
        assert "<script>alert" not in shown
        assert "<img src=x>" not in shown


def test_many_cases_are_shown_in_pages(anna: Client, annas_mailbox: Mailbox) -> None:
    for number in range(35):
        event_in(annas_mailbox, str(number), f"M-{number}", matter_subject=f"Sak {number}.", status="closed")

    first, second = text_of(anna, f"{AT}arenden/"), text_of(anna, f"{AT}arenden/?visa=closed&sida=2")

    assert "1–30 av 35" in first
    assert "31–35 av 35" in second
    assert "Sak 34." in first
    assert "Sak 0." in second


@pytest.mark.parametrize("query", ["?visa=x&sida=y", "?sida=999999999999999999999", "?visa=closed&sida=-1"])
def test_nonsense_in_the_address_counts_as_absent(anna: Client, annas_mailbox: Mailbox, query: str) -> None:
    event_in(annas_mailbox, "1", status="closed", matter_subject="Bygglov")

    assert "Bygglov" in text_of(anna, f"{AT}arenden/{query}")


def test_the_number_of_queries_does_not_grow_with_the_letters(
    anna: Client, annas_mailbox: Mailbox, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        event_in(annas_mailbox, str(number), f"M-{number % 4}", event_type="Steg")

    with django_assert_max_num_queries(12):
        anna.get(f"{AT}arenden/")
