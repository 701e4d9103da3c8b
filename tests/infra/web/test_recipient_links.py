"""Links from one face to the pages that another has about a recipient."""

import pytest
from django.test import override_settings
from django.urls import include, path

from infra import clock
from infra.web import recipient_links
from mailbox_operator.models import Mailbox
from tests.mailbox_ui import factories as make

COMPANY = "162021004748"


class WithoutMailbox:
    """The addresses of a process that serves the console alone."""

    urlpatterns = (path("konsol/", include("console.urls")),)


@pytest.fixture
def anna(db: None) -> str:
    make.holder(make.ANNA)
    return make.ANNA


def test_a_person_has_a_phone_alone_and_beside_the_mailbox(anna: str) -> None:
    links = recipient_links.phone_links(anna)

    assert links == recipient_links.PhoneLinks(f"/telefon/{anna}", f"/demo/{anna}")


def test_a_company_has_no_mailbox_to_show_beside_its_mail(db: None) -> None:
    Mailbox.objects.create(operator=make.operator(), holder=COMPANY, holder_name="Kommun A", opened_at=clock.now())

    assert recipient_links.phone_links(COMPANY) == recipient_links.PhoneLinks(f"/telefon/{COMPANY}", "")


def test_somebody_unknown_here_has_no_phone(db: None) -> None:
    assert recipient_links.phone_links("191212121212") is None


@override_settings(ROOT_URLCONF=WithoutMailbox)
def test_no_link_leads_to_pages_that_are_not_served_here(anna: str) -> None:
    assert recipient_links.phone_links(anna) is None
    assert recipient_links.phone_address(anna) == ""
    assert recipient_links.address_of("mail:message", "kivra.com", "x") == ""


@pytest.mark.parametrize(("number", "is_company"), [(COMPANY, True), (make.ANNA, False)])
def test_organisations_are_told_from_persons_by_their_number(number: str, is_company: bool) -> None:
    assert recipient_links.is_company(number) is is_company
