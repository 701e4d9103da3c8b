"""Who may send from an office, in the console."""

import pytest
from django.urls import reverse
from lxml import html

from formedlare.office.models import OfficeSender
from tests.testbed.console.conftest import Console, words


@pytest.mark.parametrize("address", ["rektor@skolan.example", "@skolan.example"])
def test_who_may_send_from_an_office_is_listed_added_changed_and_removed(
    console: Console, world: None, address: str
) -> None:
    assert "handlaggare@kommun-a.example" in words(console.page("office"))

    answer = console.do("office", address=f" {address.upper()} ", identity="kommun-b")
    assert "Adressen får sända." in answer.content.decode()
    answer = console.do("office", address=address, identity="kommun-b", receipts="on")
    assert "Adressen är ändrad." in answer.content.decode()
    assert f"{address} Kommun B kommun-b kvitton" in words(console.page("office"))

    console.do("office-remove", address=address)
    assert set(OfficeSender.objects.values_list("identity", flat=True)) == {"kommun-a", "kommun-b"}
    assert OfficeSender.objects.count() == 2
    assert console.do("office-remove", address=address).status_code == 404


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"address": "", "identity": "kommun-a"}, "Skriv en adress."),
        ({"address": "rektor", "identity": "kommun-a"}, "varken en adress eller en domän"),
        ({"address": "rektor@skolan.example", "identity": ""}, "Välj en organisation."),
        ({"address": "rektor@skolan.example", "identity": "../ca"}, "field__error"),
    ],
)
def test_an_office_sender_that_cannot_be_is_refused(
    console: Console, world: None, values: dict[str, str], told: str
) -> None:
    answer = console.do("office", **values)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert OfficeSender.objects.count() == 2


def test_an_office_sender_whose_key_is_gone_says_so(console: Console, world: None) -> None:
    OfficeSender.objects.update(identity="borta")

    assert "Mappen borta är borta; post härifrån avvisas." in words(console.page("office"))


def test_many_office_senders_go_on_over_pages(console: Console, world: None) -> None:
    OfficeSender.objects.bulk_create(
        OfficeSender(address=f"a{number:02}+&@skolan.example", identity="kommun-a") for number in range(60)
    )

    page = console.page("office")
    assert len(page.xpath("//li[contains(@class, 'office-row')]")) == 50
    following = console.client.get(reverse("console:office") + page.xpath("string(//*[@class='paging']/a/@href)"))
    assert len(html.fromstring(following.content).xpath("//li[contains(@class, 'office-row')]")) == 12
