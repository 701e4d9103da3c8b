"""The pages of mailbox operators in a browser: wide, on a projector, and narrow."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from pytest_django.fixtures import Settings

from far.callbacks import removals
from far.departures import planning
from far.models import RemovalFlag, ServiceSupplier
from infra import clock
from infra.authorship import Origin
from infra.pki import store
from infra.texts import Text
from mailbox_operator.models import Mailbox
from tests.browsing import NARROW, WIDE, Browse
from tests.cast import ARVID
from tests.far.accounts.cast import JOHAN, KIVRA

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]
PROJECTOR = {"width": 1024, "height": 768}
LONG = "https://operatören-svarade-inte-på-den-här-adressen.example/" * 4


@pytest.fixture
def pages(settings: Settings) -> list[str]:
    """Something on every page; and the pages' addresses."""
    store.ensure_identities(settings.PKI_DIR)
    call_command("seed", verbosity=0)
    kivra = ServiceSupplier.objects.get(name=KIVRA)
    planning.plan_departure(kivra, clock.today() + timedelta(days=30), Origin.CONSOLE)
    for reason in RemovalFlag.Reason:
        removals.flag_removed(kivra, [ARVID], reason)
    failed = RemovalFlag.objects.filter(reason=RemovalFlag.Reason.SWITCHED)
    failed.update(state=RemovalFlag.State.FAILED, last_error=Text.same(LONG), finished_at=clock.now())
    Mailbox.objects.filter(holder=JOHAN).update(opened_at=clock.now() - timedelta(days=400))
    unused = reverse("console:operator-unused", args=[KIVRA])
    return [
        reverse("console:operators"),
        reverse("console:operator", args=[KIVRA]),
        f"{unused}?dagar=365",
        f"{unused}?dagar=fel",
    ]


@pytest.mark.parametrize("size", [WIDE, PROJECTOR, NARROW], ids=["wide", "projector", "narrow"])
def test_every_page_can_be_used_by_everyone(browse: Browse, pages: list[str], size: dict[str, int]) -> None:
    site = browse(viewport=size)
    complaints: dict[str, list[str]] = {}

    for address in pages:
        site.open(address)
        if wrong := site.violations() + ["too wide"] * site.is_wider_than_its_window():
            complaints[address] = wrong

    assert complaints == {}
