"""The cast of the mailbox's pages: Anna, who has mail; Berit, who must not see it; Carl, without a mailbox."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from infra import clock
from mailbox_operator.models import Mailbox, Message
from tests.mailbox_ui import factories as make


@pytest.fixture(autouse=True)
def _rights_are_asked_for_anew() -> Iterator[None]:
    """Answers of one test's register are nothing to the next one."""
    yield
    cache.clear()


@pytest.fixture
def annas_mailbox(db: None) -> Mailbox:
    return make.mailbox(make.ANNA)


@pytest.fixture
def annas_letter(annas_mailbox: Mailbox) -> Message:
    """With a PDF of two pages and a calendar file."""
    files = (
        ("Beslut.pdf", "application/pdf", make.pdf(pages=2)),
        ("kallelse.ics", "text/calendar", b"BEGIN:VCALENDAR"),
    )
    return make.message(annas_mailbox, files=files)


@pytest.fixture
def anna(client: Client, annas_mailbox: Mailbox) -> Client:
    """Anna's browser, logged in."""
    make.log_in(client, make.ANNA)
    return client


@pytest.fixture
def berit(annas_mailbox: Mailbox) -> Client:
    """Berit's browser, logged in at the operator where Anna has her mailbox too."""
    make.mailbox(make.BERIT, at=annas_mailbox.operator)
    browser = Client()
    make.log_in(browser, make.BERIT)
    return browser


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Lets time go by."""
    real, ahead = clock.now, timedelta(0)

    def later(by: timedelta) -> None:
        nonlocal ahead
        ahead += by

    def now() -> datetime:
        return real() + ahead

    monkeypatch.setattr(clock, "now", now)
    return later
