"""Cases of Authority."""

from dataclasses import dataclass
from typing import Any

from tests.cast import ARVID, TOLVAN
from tests.operations.cases import PORTS, case
from tests.operations.clients import Clients
from tests.operations.recipient_lookups import KOMMUN_A, OUTSIDER, REFUSES_A, WRONG_DIGIT
from tests.operations.recipient_registrations import (
    AGENCY,
    ANNIKA,
    BYNS_KRAFT,
    FJALLBACK,
    LENA,
    MATTIAS,
    PROTECTED,
    UNKNOWN,
    status,
)
from tests.operations.recipients import KIVRA, MMP, NO_SIGNATURE, TEXT, signature

AUTHORITY = "Authority"
BIRGITTA, BJORKEN = "195701032863", "165560000001"
"""She signs alone for the company."""
RIGHTS = ("getUserAccessRights", "getUserAccessRightsNoConcent")


@dataclass
class Authority:
    """The service, as the register's actors call it."""

    path: str
    clients: Clients

    def ask(self, operation: str, *arguments: object, by: str = KIVRA) -> Any:
        return self.clients.call(self.path, operation, by, *arguments)

    def test_signer(self, holder: str, *people: str, action: str = "Ownership", by: str = KIVRA) -> Any:
        *before, new = people
        given = [{"Id": number, "Name": "Någon Person"} for number in before]
        return self.ask("testNewSigner", holder, given, new, action, by=by)

    def verify(self, holder: str, *signed: dict[str, object], by: str = KIVRA) -> Any:
        return self.ask("verifyAuthorizedSignatures", holder, list(signed), TEXT.encode(), "Ownership", by=by)


PORTS[AUTHORITY] = Authority


@case("getSenders", AUTHORITY, answer="the registered senders, by name")
def asked_by_a_sender(port: Authority) -> object:
    found = port.ask("getSenders", by="kommun-a")
    assert KOMMUN_A in {sender.Id for sender in found}
    names = [sender.Name for sender in found]
    assert names == sorted(names)
    return "the registered senders, by name"


@case("getDispatchers", AUTHORITY, answer="the relays with the senders that approved them")
def asked_by_a_relay(port: Authority) -> object:
    found = port.ask("getDispatchers", by="formedlaren")
    assert any(KOMMUN_A in relay.Senders for relay in found)
    return "the relays with the senders that approved them"


def refusals_of_outsiders(operation: str, *arguments: object) -> None:
    """No actor: no answer."""

    @case(operation, AUTHORITY, fault=5002)
    def asked_by_somebody_who_is_no_actor(port: Authority) -> object:
        return port.ask(operation, *arguments, by=OUTSIDER)


refusals_of_outsiders("getSenders")
refusals_of_outsiders("getDispatchers")
refusals_of_outsiders("isSenderAccepted", ARVID)
for operation_of_rights in RIGHTS:
    refusals_of_outsiders(operation_of_rights, BIRGITTA)


@case("isSenderAccepted", AUTHORITY, answer="True; False")
def a_holder_who_accepts_the_asking_sender_and_one_who_refuses_it(port: Authority) -> object:
    answers = [port.ask("isSenderAccepted", holder, by="kommun-a") for holder in (ARVID, REFUSES_A)]
    return "; ".join(str(answer) for answer in answers)


@case("isSenderAccepted", AUTHORITY, answer="True")
def a_registered_sender(port: Authority) -> object:
    return str(port.ask("isSenderAccepted", KOMMUN_A, by="kommun-b"))


@case("isSenderAccepted", AUTHORITY, fault=5001)
def a_wrong_check_digit(port: Authority) -> object:
    return port.ask("isSenderAccepted", WRONG_DIGIT, by="kommun-a")


def rights(answer: Any) -> str:
    return "; ".join(f"{right.Id} as {right.GrantType}" for right in answer.Rights)


def cases_of_rights(operation: str) -> None:
    """What both operations answer and refuse."""

    @case(operation, AUTHORITY, answer=f"{BIRGITTA} as AuthorizedSignatory; {BJORKEN} as AuthorizedSignatory")
    def somebody_who_signs_alone_for_a_company(port: Authority) -> object:
        return rights(port.ask(operation, BIRGITTA, by=MMP))

    @case(operation, AUTHORITY, fault=6006)
    def a_person_with_protected_identity(port: Authority) -> object:
        return port.ask(operation, PROTECTED)

    @case(operation, AUTHORITY, fault=6007)
    def a_person_whom_the_population_register_lacks(port: Authority) -> object:
        return port.ask(operation, UNKNOWN)

    @case(operation, AUTHORITY, fault=5001)
    def a_number_with_a_wrong_check_digit(port: Authority) -> object:
        return port.ask(operation, WRONG_DIGIT)


for operation_of_rights in RIGHTS:
    cases_of_rights(operation_of_rights)


@case("testNewSigner", AUTHORITY, answer="Complete")
def the_second_of_two_who_sign_jointly(port: Authority) -> object:
    return status(port.test_signer(FJALLBACK, LENA, ANNIKA))


@case("testNewSigner", AUTHORITY, answer=f"Incomplete; may sign: {ANNIKA}")
def the_first_of_two_who_sign_jointly(port: Authority) -> object:
    return status(port.test_signer(FJALLBACK, LENA))


@case("testNewSigner", AUTHORITY, answer="RulesNotSupported")
def a_company_whose_rule_cannot_be_interpreted(port: Authority) -> object:
    return status(port.test_signer(BYNS_KRAFT, MATTIAS))


@case("testNewSigner", AUTHORITY, fault=5002)
def asked_by_one_that_is_no_operator(port: Authority) -> object:
    return port.test_signer(FJALLBACK, LENA, by="kommun-a")


@case("testNewSigner", AUTHORITY, fault=5001)
def a_signer_with_a_wrong_check_digit(port: Authority) -> object:
    return port.test_signer(FJALLBACK, WRONG_DIGIT)


@case("testNewSigner", AUTHORITY, fault=6004)
def an_agency(port: Authority) -> object:
    return port.test_signer(AGENCY, LENA)


@case("testNewSigner", AUTHORITY, fault=6007)
def for_a_person_whom_the_population_register_lacks(port: Authority) -> object:
    return port.test_signer(UNKNOWN, UNKNOWN)


@case("verifyAuthorizedSignatures", AUTHORITY, answer="Complete")
def signed_by_both(port: Authority) -> object:
    return status(port.verify(FJALLBACK, signature(LENA), signature(ANNIKA)))


@case("verifyAuthorizedSignatures", AUTHORITY, answer=f"Incomplete; may sign: {ANNIKA}")
def signed_by_one_of_two(port: Authority) -> object:
    return status(port.verify(FJALLBACK, signature(LENA)))


@case("verifyAuthorizedSignatures", AUTHORITY, fault=5002)
def asked_by_an_organisation_that_is_no_operator(port: Authority) -> object:
    return port.verify(FJALLBACK, signature(LENA), by="kommun-a")


@case("verifyAuthorizedSignatures", AUTHORITY, fault=5010)
def the_same_signature_twice(port: Authority) -> object:
    same = signature(LENA)
    return port.verify(FJALLBACK, same, same)


@case("verifyAuthorizedSignatures", AUTHORITY, fault=5012)
def a_signature_that_is_none(port: Authority) -> object:
    return port.verify(FJALLBACK, NO_SIGNATURE)


@case("verifyAuthorizedSignatures", AUTHORITY, fault=6004)
def for_an_agency(port: Authority) -> object:
    return port.verify(AGENCY, signature(LENA))


@case("verifyAuthorizedSignatures", AUTHORITY, fault=6006)
def for_a_person_with_protected_identity(port: Authority) -> object:
    return port.verify(PROTECTED, signature(TOLVAN))
