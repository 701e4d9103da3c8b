"""Who may send from an office, in the console."""

import pytest
from django.urls import reverse
from lxml import html

from infra.identity import RecipientId
from sender.office import intake
from sender.office.models import OfficeMail, OfficeSender
from tests import cast
from tests.console.conftest import Console, words
from tests.relay import work
from tests.sender.office.conftest import CLERK, written


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


def test_only_keys_that_can_sign_are_offered(console: Console, world: None) -> None:
    offered = console.page("office").xpath("//select[@name='identity']/option/@value")

    # Organisations that other tests have connected may stand between them.
    assert {"", "kommun-a", "kommun-b"} <= set(offered)
    assert not {"obehorig", "aterkallad", "utgangen"} & set(offered)


@pytest.mark.parametrize(
    ("identity", "why"),
    [("aterkallad", "är spärrat"), ("utgangen", "gick ut"), ("obehorig", "inte är registrerad")],
)
def test_an_office_sender_whose_key_cannot_sign_any_more_says_why(
    console: Console, world: None, identity: str, why: str
) -> None:
    OfficeSender.objects.filter(address=CLERK).update(identity=identity)

    assert why in words(console.page("office"), "//li[contains(@class, 'office-row')]")


def test_many_office_senders_go_on_over_pages(console: Console, world: None) -> None:
    OfficeSender.objects.bulk_create(
        OfficeSender(address=f"a{number:02}+&@skolan.example", identity="kommun-a") for number in range(60)
    )

    page = console.page("office")
    assert len(page.xpath("//li[contains(@class, 'office-row')]")) == 50
    following = console.client.get(reverse("console:office") + page.xpath("string(//*[@class='paging']/a/@href)"))
    assert len(html.fromstring(following.content).xpath("//li[contains(@class, 'office-row')]")) == 12


DEAD = "193801029202"


def mail_to(number: str, subject: str = "Ett beslut") -> OfficeMail:
    intake.take_mail(CLERK, {RecipientId(number): f"{number}@mm.local"}, written(subject).as_bytes())
    return OfficeMail.objects.latest("pk")


def test_mail_that_came_is_listed_with_its_letter(console: Console, world: None) -> None:
    assert "Ingen post har kommit än" in words(console.page("office"))
    mail = mail_to(cast.MARIA)
    work()

    page = console.page("office")

    [row] = page.xpath("//li[contains(@class, 'mail-row')]")
    assert "Ett beslut handlaggare@kommun-a.example Maria" in words(row, ".")
    assert "Levererad" in words(row, ".")
    assert row.xpath("string(.//a/@href)") == reverse("console:letter", args=[mail.distribution.distribution_id])
    assert not row.xpath(".//details")


def test_what_went_back_can_be_read(console: Console, world: None) -> None:
    mail_to(DEAD)
    work()

    told = words(console.page("office"), "//li[contains(@class, 'mail-row')]//details")

    assert told.startswith("Studs")
    assert "Kom inte fram: Ett beslut" in told
    assert "Skriv till dödsboet" in told


def test_much_mail_goes_on_over_pages(console: Console, world: None) -> None:
    for number in range(22):
        mail_to(cast.MARIA, f"Brev {number}")

    page = console.page("office")
    assert len(page.xpath("//li[contains(@class, 'mail-row')]")) == 20
    following = console.client.get(reverse("console:office") + page.xpath("string(//*[@class='paging']/a/@href)"))
    assert "Brev 0" in words(html.fromstring(following.content))
    assert len(console.page("office", fore="x").xpath("//li[contains(@class, 'mail-row')]")) == 20
