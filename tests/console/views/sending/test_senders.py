"""A sender's plan and address register in the console."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from formedlare.models import ContactAddress, SenderPlan
from infra import clock
from tests import cast
from tests.console.conftest import SENDER, Console, words

HEADING = "recipient;email;mobile;confirmed_on\n"
AS_SENDER = f"?sender={SENDER}"


def test_a_plan_is_changed(console: Console, world: None) -> None:
    values = {"deadline_minutes": 90, "first_pause_seconds": 5, "longest_pause_seconds": 60}
    console.do("plan", query=AS_SENDER, **values)

    plan = SenderPlan.objects.get(sender=SENDER)
    assert (plan.deadline_minutes, plan.first_pause_seconds, plan.longest_pause_seconds) == (90, 5, 60)


def test_a_plan_whose_pauses_shrink_is_refused(console: Console, world: None) -> None:
    values = {"deadline_minutes": 90, "first_pause_seconds": 60, "longest_pause_seconds": 5}
    answer = console.do("plan", query=AS_SENDER, **values)

    assert answer.status_code == 422
    assert "kortare än" in answer.content.decode()
    assert not SenderPlan.objects.exists()


def test_an_address_is_added_shown_and_removed(console: Console, world: None) -> None:
    line = {"recipient": "19810105-2382", "email": "maria@example.com", "confirmed_on": clock.today().isoformat()}
    console.do("addresses", query=AS_SENDER, **line)
    told = words(console.page("addresses", sender=SENDER), "//*[contains(@class, 'address-row')]")
    assert "Maria Svensson" in told
    assert "maria@example.com" in told

    console.do("address-remove", query=AS_SENDER, recipient=cast.MARIA)
    assert not ContactAddress.objects.filter(sender=SENDER, recipient=cast.MARIA).exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"recipient": "198101052381"}, "fel kontrollsiffra"),
        ({"email": "", "mobile": ""}, "behövs"),
        ({"mobile": "hej"}, "mobilnummer"),
        ({"confirmed_on": (clock.today() + timedelta(days=2)).isoformat()}, "inte har varit"),
        ({"confirmed_on": ""}, "senast bekräftade"),
    ],
)
def test_an_address_that_is_wrong_is_refused(
    console: Console, world: None, change: dict[str, str], told: str
) -> None:
    line = {"recipient": cast.MARIA, "email": "maria@example.com", "confirmed_on": clock.today().isoformat()}
    before = ContactAddress.objects.count()

    answer = console.do("addresses", query=AS_SENDER, **{**line, **change})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert ContactAddress.objects.count() == before


def upload(console: Console, text: str, **more: object) -> str:
    file = SimpleUploadedFile("adresser.csv", text.encode(), "text/csv")
    return str(console.do("addresses-upload", query=AS_SENDER, file=file, **more).content.decode())


def test_a_register_is_uploaded_as_a_file(console: Console, world: None) -> None:
    text = f"{HEADING}{cast.MARIA};a@example.com;;2026-03-01\n{cast.ARVID};;0701740605;2026-03-01\n"

    assert "2 rader är sparade." in upload(console, text, replace="on")
    assert ContactAddress.objects.filter(sender=SENDER).count() == 2


def test_a_file_with_bad_lines_is_refused_by_line_and_leaves_nothing(console: Console, world: None) -> None:
    before = ContactAddress.objects.count()
    text = f"{HEADING}{cast.MARIA};a@example.com;;2999-03-01\nhej;b@example.com;;2026-03-01\n"

    told = upload(console, text)

    assert "Rad 2, confirmed_on: är en dag som inte har varit." in told
    assert "Rad 3, recipient: inget giltigt nummer" in told
    assert "Ingenting sparades" in told
    assert ContactAddress.objects.count() == before


def test_a_long_register_goes_on_over_pages(
    console: Console, world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.rules.contacts.LINES_PER_PAGE", 1)
    ContactAddress.objects.all().delete()
    for number in (cast.MARIA, cast.ARVID):
        ContactAddress.objects.create(
            sender=SENDER, recipient=number, email="a@example.com", confirmed_on=clock.today()
        )

    first = console.page("addresses", sender=SENDER)
    more = first.xpath("string(//p[@class='paging']/a/@href)")

    assert "Arvid" in words(first, "//li[contains(@class, 'address-row')]")
    assert "Maria" in console.client.get(f"/konsol/regler/adresser/{more}").content.decode()
