"""Filing over the pages: with buttons and without scripts, one and many, twice, and by those who may not."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml import html

from mailbox_operator.mailbox import filing, folders
from mailbox_operator.models import Folder, Mailbox, MailboxLogEntry, Message
from mailbox_operator.search.filling import fill_index
from tests.mailbox_ui import factories as make

AT = "/post/minmyndighetspost.se/"
FILE = f"{AT}brev/"
HTMX = {"HX-Request": "true"}


def do(browser: Client, what: str, *letters: Message, **more: str) -> HttpResponse:
    data = {"gor": what, "brev": [str(letter.public_id) for letter in letters], **more}
    return browser.post(FILE, data, follow=True)  # type: ignore[return-value]  # the test client's own response


def toast(answer: HttpResponse) -> str:
    page = html.fromstring(answer.content.decode())
    return " ".join(page.xpath("string(//*[contains(@class, 'toast')]//p)").split())


def undo_address(answer: HttpResponse) -> str:
    return str(html.fromstring(answer.content.decode()).xpath("string(//*[@data-toast]//form/@action)"))


def subjects(browser: Client, path: str) -> list[str]:
    page = html.fromstring(browser.get(f"{AT}{path}").content.decode())
    return [str(text) for text in page.xpath("//*[@class='row__subject']/text()")]


@pytest.fixture
def two(annas_mailbox: Mailbox) -> tuple[Message, Message]:
    return make.message(annas_mailbox, subject="Ett"), make.message(annas_mailbox, subject="Två")


def test_letters_go_where_the_button_says(anna: Client, two: tuple[Message, Message]) -> None:
    first, second = two
    folder = folders.create_folder(first.mailbox, "Bilen")

    assert toast(do(anna, "arkivera", first)) == "1 brev ligger i arkivet."
    assert (subjects(anna, ""), subjects(anna, "arkiv/")) == (["Två"], ["Ett"])
    assert toast(do(anna, "slang", first, second)) == "2 brev ligger i papperskorgen."
    assert (subjects(anna, ""), subjects(anna, "papperskorg/")) == ([], ["Två", "Ett"])
    assert toast(do(anna, "aterstall", first)) == "1 brev är tillbaka där det låg."
    assert subjects(anna, "arkiv/") == ["Ett"]
    assert toast(do(anna, "flytta", first, mapp=folder.key)) == "1 brev ligger i mappen Bilen."
    assert subjects(anna, f"mapp/{folder.key}/") == ["Ett"]
    assert toast(do(anna, "till-inkorgen", first)) == "1 brev ligger i inkorgen."
    assert toast(do(anna, "ta-bort", second)) == "1 brev är borttaget för gott."
    assert set(Message.objects.all()) == {first}


def test_undoing_is_one_tap_and_only_once(anna: Client, two: tuple[Message, Message]) -> None:
    address = undo_address(do(anna, "arkivera", *two, lista="?olast=1"))

    answers: list[Any] = [anna.post(address, follow=True) for _ in range(2)]

    assert [toast(answer) for answer in answers] == ["Ångrat. Allt är som förut.", "Det är redan ångrat."]
    assert answers[0].redirect_chain == [(f"{AT}?olast=1", 302)]
    assert len(subjects(anna, "")) == 2


def test_undoing_and_each_change_of_a_folder_stand_in_the_log(anna: Client, two: tuple[Message, Message]) -> None:
    anna.post(undo_address(do(anna, "arkivera", two[0])))
    anna.post(f"{AT}mapp/", {"name": "Skatt"})
    folder = f"{AT}mapp/{Folder.objects.get().key}/"
    anna.post(f"{folder}namn/", {"name": "Hus"})
    anna.post(f"{folder}ta-bort/")

    entries = MailboxLogEntry.objects.order_by("pk").values_list("event", "about")
    assert list(entries)[-5:] == [
        ("archived", "Ett"),
        ("undone", "Ett"),
        ("folder-created", "Skatt"),
        ("folder-renamed", "Hus"),
        ("folder-removed", "Hus"),
    ]


def test_a_double_click_does_it_once(anna: Client, two: tuple[Message, Message]) -> None:
    answers = [do(anna, "slang", two[0]) for _ in range(2)]

    assert toast(answers[1]) == "Det är redan gjort, kanske på en annan sida. Listan är uppdaterad."
    assert MailboxLogEntry.objects.filter(event="thrown-away").count() == 1


def test_of_several_letters_those_that_another_tab_took_are_counted(
    anna: Client, two: tuple[Message, Message]
) -> None:
    do(anna, "slang", two[0])
    Message.objects.filter(pk=two[0].pk).delete()

    assert (
        toast(do(anna, "arkivera", *two)) == "1 brev ligger i arkivet. Ett brev var redan flyttat eller borttaget."
    )


def test_all_that_a_search_finds_is_filed_at_once(anna: Client, annas_mailbox: Mailbox) -> None:
    make.many_messages(annas_mailbox, 120)
    other = make.message(annas_mailbox, subject="Annat")
    fill_index()

    answer = do(anna, "arkivera", lista="sok/?q=brev&visa=50", alla="1")

    assert toast(answer) == "120 brev ligger i arkivet."
    assert subjects(anna, "") == [other.subject]


def test_what_came_after_the_page_was_drawn_is_left_alone(anna: Client, two: tuple[Message, Message]) -> None:
    page = anna.get(AT).content.decode()
    seen = re.search(r'name="senast"\s+value="(\d+)"', page)
    assert seen
    newer = make.message(two[0].mailbox, subject="Nyss")

    do(anna, "arkivera", alla="1", senast=seen[1])

    assert subjects(anna, "") == [newer.subject]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"gor": "arkivera"}, "Välj först ett eller flera brev."),
        ({"gor": "arkivera", "brev": "nonsens"}, "Välj först ett eller flera brev."),
        ({"gor": "brinn", "brev": "nonsens"}, "Det gick inte att förstå vad som skulle göras. Inget har ändrats."),
        ({}, "Det gick inte att förstå vad som skulle göras. Inget har ändrats."),
    ],
)
def test_nonsense_is_answered_in_words(
    anna: Client, annas_letter: Message, data: dict[str, str], words: str
) -> None:
    assert toast(anna.post(FILE, data, follow=True)) == words  # type: ignore[arg-type]  # the test client's own response
    assert Message.objects.get().state == "inbox"


@pytest.mark.parametrize("key", ["", "000000000000", "x" * 50])
def test_a_folder_that_is_gone_takes_nothing(anna: Client, annas_letter: Message, key: str) -> None:
    assert (
        toast(do(anna, "flytta", annas_letter, mapp=key)) == "Mappen finns inte längre. Inget brev har flyttats."
    )


def test_the_renewed_list_comes_with_title_counts_and_toast(anna: Client, two: tuple[Message, Message]) -> None:
    data = {"gor": "arkivera", "brev": str(two[0].public_id)}

    answer = anna.post(FILE, data, headers=HTMX).content.decode()

    assert (
        re.sub(r"\s+", " ", answer).strip().startswith("<title>(1) Inkorg – Min myndighetspost, simulator</title>")
    )
    drawn = html.fromstring(f"<div>{answer}</div>")
    assert drawn.xpath("//*[@id='toasts']/@hx-swap-oob") == ["true"]
    assert drawn.xpath("string(//*[@id='antal-inkorg-1'])").strip() == "1"
    assert len(drawn.xpath("//*[@id='inkorg']//li")) == 1


def test_nobody_files_the_letters_of_others(berit: Client, annas_letter: Message) -> None:
    assert (
        toast(do(berit, "slang", annas_letter))
        == "Det är redan gjort, kanske på en annan sida. Listan är uppdaterad."
    )
    step = filing.archive_messages(Message.objects.all(), annas_letter.mailbox)
    assert step is not None
    assert toast(berit.post(f"{AT}angra/{step.key}/", follow=True)) == "Det är redan ångrat."  # type: ignore[arg-type]  # the test client's own response
    assert Message.objects.get(pk=annas_letter.pk).state == "archive"


def test_a_folder_of_somebody_else_does_not_exist(berit: Client, annas_letter: Message) -> None:
    folder = folders.create_folder(annas_letter.mailbox, "Bilen")

    for path in (f"mapp/{folder.key}/", f"mapp/{folder.key}/nytt/", f"mapp/{folder.key}/namn/"):
        assert berit.get(f"{AT}{path}").status_code == 404
    berit.post(f"{AT}mapp/{folder.key}/ta-bort/")
    assert Folder.objects.count() == 1


def test_a_folder_is_made_renamed_and_removed(anna: Client, annas_letter: Message) -> None:
    made = anna.post(f"{AT}mapp/", {"name": "Bilen"})
    folder = Folder.objects.get()
    assert made["Location"] == f"{AT}mapp/{folder.key}/"
    do(anna, "flytta", annas_letter, mapp=folder.key)

    anna.post(f"{AT}mapp/{folder.key}/namn/", {"name": "Bilen och båten"})
    assert "Bilen och båten" in anna.get(f"{AT}mapp/{folder.key}/").content.decode()
    answers = [anna.post(f"{AT}mapp/{folder.key}/ta-bort/", follow=True) for _ in range(2)]

    assert toast(answers[0]) == "Mappen Bilen och båten är borttagen. Breven i den ligger i inkorgen: 1."  # type: ignore[arg-type]  # the test client's own response
    assert toast(answers[1]) == "Mappen är redan borttagen."  # type: ignore[arg-type]  # the test client's own response
    assert subjects(anna, "") == [annas_letter.subject]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("\u200b", "Skriv vad mappen ska heta."),
        ("\u202e \ufeff", "Skriv vad mappen ska heta."),
        ("", "Skriv vad mappen ska heta."),
        ("  ", "Skriv vad mappen ska heta."),
        ("x" * 61, "för långt"),
        ("BILEN", "redan en mapp"),
    ],
)
def test_a_folder_needs_a_name_of_its_own(anna: Client, annas_mailbox: Mailbox, name: str, words: str) -> None:
    folders.create_folder(annas_mailbox, "Bilen")

    answer = anna.post(f"{AT}mapp/", {"name": name})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Folder.objects.count() == 1


def test_the_log_says_what_was_done(anna: Client, two: tuple[Message, Message]) -> None:
    do(anna, "arkivera", two[0])
    do(anna, "slang", *two)

    entries = MailboxLogEntry.objects.order_by("pk").values_list("event", "about", "by")
    assert [entry for entry in entries if entry[0] in ("archived", "thrown-away")] == [
        ("archived", "Ett", make.ANNA),
        ("thrown-away", "2", make.ANNA),
    ]


def test_the_letters_page_files_too_and_leads_back_to_the_list(anna: Client, annas_letter: Message) -> None:
    address = f"{AT}meddelande/{annas_letter.public_id}/?lista=sok/%3Fq%3Dskatt"
    page = html.fromstring(anna.get(address).content.decode())

    assert page.xpath("//a[@data-back]/@href") == [f"{AT}sok/?q=skatt#m-{annas_letter.public_id}"]
    assert page.xpath("//form[contains(@class, 'filing')]//input[@name='lista']/@value") == ["sok/?q=skatt"]
    assert do(anna, "olast", annas_letter, lista="sok/?q=skatt").redirect_chain == [(f"{AT}sok/?q=skatt", 302)]  # type: ignore[attr-defined]  # the test client's own attribute
    assert Message.objects.get().read_at is None


@pytest.mark.parametrize("page", ["list", "letter"])
def test_the_menu_of_folders_is_there_before_any_folder_and_leads_to_a_new_one(
    anna: Client, annas_letter: Message, page: str
) -> None:
    path = AT if page == "list" else f"{AT}meddelande/{annas_letter.public_id}/"

    read = html.fromstring(anna.get(path).content.decode())

    [button] = read.xpath("//button[@popovertarget='mappmeny']")
    assert button.get("data-key") == "v"
    assert read.xpath("//*[@id='mappmeny']//a/@href") == [f"{AT}mapp/"]


def test_an_open_letter_is_moved_to_a_folder_and_not_to_the_one_where_it_lies(
    anna: Client, annas_letter: Message
) -> None:
    car, house = (folders.create_folder(annas_letter.mailbox, name) for name in ("Bilen", "Huset"))
    letter_page = f"{AT}meddelande/{annas_letter.public_id}/"
    choices = "//*[@id='mappmeny']//button[@name='mapp']/@value"
    offered = html.fromstring(anna.get(letter_page).content.decode()).xpath(choices)

    anna.post(FILE, {"brev": str(annas_letter.public_id), "mapp": car.key})

    assert offered == [car.key, house.key]
    assert subjects(anna, f"mapp/{car.key}/") == [annas_letter.subject]
    assert html.fromstring(anna.get(letter_page).content.decode()).xpath(choices) == [house.key]


def test_a_folders_name_is_one_line_that_nothing_turns(anna: Client, annas_letter: Message) -> None:
    anna.post(f"{AT}mapp/", {"name": "Bilen\n och \u202eb\u00e5ten"})

    assert Folder.objects.get().name == "Bilen och b\u00e5ten"
