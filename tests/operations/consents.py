"""Cases of Consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.cast import ARVID, MARIA, TOLVAN
from tests.operations.cases import PORTS, case
from tests.operations.clients import Clients
from tests.operations.recipient_registrations import (
    ANNIKA,
    FJALLBACK,
    JOHAN_AT_KIVRA,
    LENA,
    PROTECTED,
    UNKNOWN,
    status,
)
from tests.operations.recipients import KIVRA, MMP, signatures

CONSENT = "Consent"


@dataclass
class Consent:
    """The service, as mailbox operators call it."""

    path: str
    clients: Clients

    def ask(self, operation: str, *arguments: object, by: str = MMP) -> Any:
        return self.clients.call(self.path, operation, by, *arguments)

    def give(
        self,
        account: str,
        to: str,
        *signers: str,
        kind: str = "Create",
        by: str = MMP,
        signed: Sequence[dict[str, object]] = (),
    ) -> Any:
        given = list(signed) or signatures(*(signers or (account,)))
        return self.ask("registerConsent", _request(account, to, kind), given, by=by)

    def give_and_accept(self, account: str, to: str) -> None:
        self.give(account, to)
        self.ask("accept", account, to)

    def cancel(self, account: str, holder: str, *signers: str, user: str, by: str = MMP) -> Any:
        return self.ask("cancel", _request(account, holder, "Cancel"), signatures(*signers), user, by=by)

    def states(self, user: str, *accounts: str, operation: str = "getAll") -> str:
        found = self.ask(operation, list(accounts), user) or []
        words = (f"{each.Request.Account} to {each.Request.ConsentHolder.Id}: {each.Status}" for each in found)
        return "; ".join(words) or "none"


def _request(account: str, holder: str, kind: str) -> dict[str, object]:
    return {
        "Account": account,
        "ConsentHolder": {"Id": holder, "Name": "Någon Person"},
        "Type": kind,
        "AgreementText": "Jag låter den här personen läsa min post i Mina meddelanden.",
        "Timestamp": date(2026, 11, 28),
    }


PORTS[CONSENT] = Consent


@case("registerConsent", CONSENT, answer=f"Complete; then {ARVID} to {MARIA}: WaitingForAccept")
def a_person_gives_another_the_right(port: Consent) -> object:
    return f"{status(port.give(ARVID, MARIA))}; then {port.states(ARVID)}"


@case("registerConsent", CONSENT, answer=f"Incomplete; may sign: {ANNIKA}")
def signed_by_one_of_two_who_sign_jointly(port: Consent) -> object:
    return status(port.give(FJALLBACK, MARIA, LENA))


@case("registerConsent", CONSENT, fault=5001)
def to_oneself(port: Consent) -> object:
    return port.give(ARVID, ARVID)


@case("registerConsent", CONSENT, fault=5002)
def of_another_operator_s_customer(port: Consent) -> object:
    return port.give(ARVID, MARIA, by=KIVRA)


@case("registerConsent", CONSENT, fault=5007)
def a_second_time(port: Consent) -> object:
    port.give(ARVID, MARIA)
    return port.give(ARVID, MARIA)


@case("registerConsent", CONSENT, fault=5010)
def signed_by_the_receiver(port: Consent) -> object:
    return port.give(ARVID, MARIA, MARIA)


@case("registerConsent", CONSENT, fault=6006)
def to_a_person_with_protected_identity(port: Consent) -> object:
    return port.give(ARVID, PROTECTED)


@case("registerConsent", CONSENT, fault=6007)
def to_a_person_whom_the_population_register_lacks(port: Consent) -> object:
    return port.give(ARVID, UNKNOWN)


@case("registerConsent", CONSENT, fault=8002)
def of_somebody_without_account(port: Consent) -> object:
    return port.give(TOLVAN, MARIA)


@case("accept", CONSENT, answer=f"{ARVID} to {MARIA}: Active")
def the_receiver_accepts(port: Consent) -> object:
    port.give_and_accept(ARVID, MARIA)
    return port.states(MARIA)


@case("refuse", CONSENT, answer="none")
def the_receiver_refuses(port: Consent) -> object:
    port.give(ARVID, MARIA)
    port.ask("refuse", ARVID, MARIA)
    return port.states(MARIA)


def refusals_of_answers(operation: str) -> None:
    """What `accept` and `refuse` refuse."""

    @case(operation, CONSENT, fault=5002)
    def by_the_operator_of_neither(port: Consent) -> object:
        port.give(ARVID, MARIA)
        return port.ask(operation, ARVID, MARIA, by=KIVRA)

    @case(operation, CONSENT, fault=5003)
    def where_nothing_is_offered(port: Consent) -> object:
        return port.ask(operation, ARVID, MARIA)

    @case(operation, CONSENT, fault=5011)
    def what_has_been_accepted(port: Consent) -> object:
        port.give_and_accept(ARVID, MARIA)
        return port.ask(operation, ARVID, MARIA)

    @case(operation, CONSENT, fault=8003)
    def by_the_owner(port: Consent) -> object:
        port.give(ARVID, MARIA)
        return port.ask(operation, ARVID, ARVID)


refusals_of_answers("accept")
refusals_of_answers("refuse")


@case("cancel", CONSENT, answer="none")
def the_owner_signs_and_ends_it(port: Consent) -> object:
    port.give_and_accept(ARVID, MARIA)
    port.cancel(ARVID, MARIA, ARVID, user=ARVID)
    return port.states(ARVID)


@case("cancel", CONSENT, answer="none")
def the_receiver_ends_it_without_signature(port: Consent) -> object:
    port.give_and_accept(ARVID, MARIA)
    port.cancel(ARVID, MARIA, user=MARIA)
    return port.states(ARVID)


@case("cancel", CONSENT, fault=5002)
def by_an_operator_of_neither(port: Consent) -> object:
    port.give_and_accept(ARVID, MARIA)
    return port.cancel(ARVID, MARIA, user=MARIA, by=KIVRA)


@case("cancel", CONSENT, fault=5003)
def where_there_is_none(port: Consent) -> object:
    return port.cancel(ARVID, MARIA, user=MARIA)


@case("cancel", CONSENT, fault=5010)
def the_owner_without_signature(port: Consent) -> object:
    port.give_and_accept(ARVID, MARIA)
    return port.cancel(ARVID, MARIA, user=ARVID)


@case("cancel", CONSENT, fault=8003)
def by_a_person_on_neither_side(port: Consent) -> object:
    port.give_and_accept(ARVID, MARIA)
    return port.cancel(ARVID, MARIA, user=TOLVAN)


def cases_of_listings(operation: str) -> None:
    """What both lists answer and refuse."""

    @case(operation, CONSENT, answer=f"{ARVID} to {MARIA}: Active")
    def asked_for_by_the_receiver(port: Consent) -> object:
        port.give_and_accept(ARVID, MARIA)
        return port.states(MARIA, operation=operation)

    @case(operation, CONSENT, answer="none")
    def of_a_person_who_has_given_none(port: Consent) -> object:
        return port.states(ARVID, operation=operation)

    @case(operation, CONSENT, fault=5002)
    def of_a_customer_of_another_operator(port: Consent) -> object:
        return port.ask(operation, [], JOHAN_AT_KIVRA)

    @case(operation, CONSENT, fault=5005)
    def of_a_thousand_and_one_accounts(port: Consent) -> object:
        return port.ask(operation, [ARVID] * 1_001, ARVID)

    @case(operation, CONSENT, fault=8003)
    def of_an_account_that_is_somebody_else_s(port: Consent) -> object:
        return port.ask(operation, [ARVID], MARIA)


cases_of_listings("getAll")
cases_of_listings("getAllPrivate")


@case("getAllPrivate", CONSENT, fault=5001)
def of_a_company(port: Consent) -> object:
    return port.ask("getAllPrivate", [FJALLBACK], LENA)
