"""Cases of the operations with which FaR calls mailbox operators, as the seeded ones answer them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from infra import clock
from mailbox_operator.models import Mailbox
from tests.cast import ARVID
from tests.operations.cases import PORTS, case
from tests.operations.clients import Clients

SERVICE = "Service"


@dataclass
class Service:
    """The state's operator, as FaR calls it."""

    path: str
    clients: Clients

    def ask(self, operation: str, *arguments: object, by: str = "far") -> Any:
        return self.clients.call(self.path, operation, by, *arguments)


PORTS[SERVICE] = Service


@case("flagRemovedAccounts", SERVICE, answer="an empty answer; the mailbox is closed")
def a_customer_who_has_left(port: Service) -> object:
    assert port.ask("flagRemovedAccounts", "Account", [ARVID]) is None
    closed = Mailbox.objects.get(holder=ARVID).closed_at is not None
    return f"an empty answer; the mailbox is {'closed' if closed else 'open'}"


@case("flagRemovedAccounts", SERVICE, answer="an empty answer; the mailbox is open")
def a_request_that_was_withdrawn(port: Service) -> object:
    assert port.ask("flagRemovedAccounts", "AccountRequest", [ARVID]) is None
    closed = Mailbox.objects.get(holder=ARVID).closed_at is not None
    return f"an empty answer; the mailbox is {'closed' if closed else 'open'}"


@case("flagRemovedAccounts", SERVICE, fault=5002)
def by_an_organisation_that_is_not_far(port: Service) -> object:
    return port.ask("flagRemovedAccounts", "Account", [ARVID], by="kommun-a")


@case("getUnusedMailboxes", SERVICE, answer=ARVID)
def mailboxes_unused_for_90_days(port: Service) -> object:
    Mailbox.objects.filter(holder=ARVID).update(opened_at=clock.now() - timedelta(days=91))
    return ", ".join(port.ask("getUnusedMailboxes", 90))


@case("getUnusedMailboxes", SERVICE, fault=5001)
def a_negative_number_of_days(port: Service) -> object:
    return port.ask("getUnusedMailboxes", -1)


@case("getUnusedMailboxes", SERVICE, fault=5002)
def asked_by_one_that_is_not_far(port: Service) -> object:
    return port.ask("getUnusedMailboxes", 90, by="kommun-a")
