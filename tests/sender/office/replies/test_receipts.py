"""A receipt goes back where one is wanted, when the letter has arrived or is printed."""

from io import StringIO

from django.core.management import call_command

from sender.office.models import OfficeReply, OfficeSender
from sender.office.replies import report
from tests import cast
from tests.relay import work
from tests.sender.office.conftest import CLERK, Office, written
from tests.sender.office.replies.bounces import headers_of, parsed


def test_a_letter_that_arrives_makes_a_receipt_only_where_one_is_wanted(office: Office) -> None:
    office.send(written())
    work()
    assert not OfficeReply.objects.exists()

    OfficeSender.objects.filter(address=CLERK).update(receipts=True)
    office.send(written())
    work()

    receipt = parsed(report.write_report(OfficeReply.objects.get()))
    _, one = headers_of(list(receipt.iter_parts())[1])
    assert receipt["Subject"].startswith("Framme: ")
    assert one["Action"] == "delivered"


def test_a_letter_that_goes_on_paper_makes_a_receipt_when_it_is_printed(office: Office) -> None:
    OfficeSender.objects.filter(address=CLERK).update(receipts=True)
    office.send(written(), f"{cast.TOLVAN}@mm.local")
    work()
    assert not OfficeReply.objects.exists()

    call_command("print_run", stdout=StringIO())

    receipt = OfficeReply.objects.get()
    assert receipt.printed
    assert "skrivits ut" in receipt.text
