"""Cases of the operations that begin and end accounts."""

from typing import Any

from infra import clock
from testbed import world
from tests.cast import ARVID, TOLVAN
from tests.operations.cases import case
from tests.operations.recipients import (
    ALL_VERSIONS,
    DIGIMAIL,
    EMPTY_SIGNATURE,
    KIVRA,
    MMP,
    NO_SIGNATURE,
    Recipient,
    signature,
)

NORRSKEN, LARS, FATIMA = "165560000035", "196906112393", "197706022386"
"""A company without account, signed for by two of its board jointly."""
BYNS_KRAFT, MATTIAS = "165560000027", "197201079295"
"""Its rule cannot be interpreted."""
FJALLBACK, LENA, ANNIKA = "165560000019", "196001062626", "196801029288"
"""A company with an account, signed for by two jointly."""
PROTECTED, DECEASED, UNKNOWN, AGENCY = "199601012397", "193801029202", "200411092380", "162021009028"
JOHAN_AT_KIVRA = "198301012392"


def status(answer: Any) -> str:
    left = ", ".join(person.Id for person in answer.PossibleSigners)
    return f"{answer.Status}; may sign: {left}" if answer.Status == "Incomplete" else str(answer.Status)


@case("register", *ALL_VERSIONS, answer="Complete; then Secure at kivra.com")
def a_person_signs(port: Recipient) -> object:
    return f"{status(port.register(TOLVAN))}; then {port.state(TOLVAN)}"


@case("register", *ALL_VERSIONS, answer=f"Incomplete; may sign: {FATIMA}; then Not, pending")
def one_of_two_who_sign_jointly(port: Recipient) -> object:
    return f"{status(port.register(NORRSKEN, LARS))}; then {port.state(NORRSKEN)}"


@case("register", *ALL_VERSIONS, answer="Complete; then Secure at kivra.com")
def the_second_of_two_who_sign_jointly(port: Recipient) -> object:
    port.register(NORRSKEN, LARS)
    return f"{status(port.register(NORRSKEN, FATIMA))}; then {port.state(NORRSKEN)}"


@case("register", *ALL_VERSIONS, answer="RulesNotSupported; then Not")
def a_company_whose_rule_cannot_be_interpreted(port: Recipient) -> object:
    return f"{status(port.register(BYNS_KRAFT, MATTIAS))}; then {port.state(BYNS_KRAFT)}"


@case("register", *ALL_VERSIONS, answer="Complete; then Anonymous at kivra.com")
def an_anonymous_account_without_signature(port: Recipient) -> object:
    answer = port.register(TOLVAN, account_type="Anonymous", signed=[EMPTY_SIGNATURE])
    return f"{status(answer)}; then {port.state(TOLVAN)}"


@case("register", *ALL_VERSIONS, fault=5001)
def a_request_of_another_type(port: Recipient) -> object:
    return port.register(TOLVAN, kind="Delete")


@case("register", *ALL_VERSIONS, fault=5002)
def by_an_organisation_that_is_no_operator(port: Recipient) -> object:
    return port.register(TOLVAN, by="kommun-a", at=KIVRA)


@case("register", *ALL_VERSIONS, fault=5002)
def with_another_operator(port: Recipient) -> object:
    return port.register(TOLVAN, by=KIVRA, at=DIGIMAIL)


@case("register", *ALL_VERSIONS, fault=5007)
def a_holder_who_has_an_account(port: Recipient) -> object:
    return port.register(ARVID)


@case("register", *ALL_VERSIONS, fault=6007)
def a_person_who_has_died(port: Recipient) -> object:
    return port.register(DECEASED)


@case("register", *ALL_VERSIONS, fault=5009)
def a_person_who_is_too_young(port: Recipient) -> object:
    child = world.child_of(12, clock.today())
    assert child is not None
    return port.register(child.number)


@case("register", *ALL_VERSIONS, fault=5009)
def a_company_that_is_dissolved(port: Recipient) -> object:
    return port.register("165560000050", LARS)


@case("register", *ALL_VERSIONS, fault=5010)
def signed_by_somebody_else(port: Recipient) -> object:
    return port.register(TOLVAN, ARVID)


@case("register", *ALL_VERSIONS, fault=5010)
def without_signature_of_a_secure_account(port: Recipient) -> object:
    return port.register(TOLVAN, signed=[EMPTY_SIGNATURE])


@case("register", *ALL_VERSIONS, fault=5011)
def while_a_registration_waits_at_another_operator(port: Recipient) -> object:
    port.register(NORRSKEN, LARS, by=DIGIMAIL)
    return port.register(NORRSKEN, FATIMA, by=KIVRA)


@case("register", *ALL_VERSIONS, fault=5012)
def with_a_signature_that_is_none(port: Recipient) -> object:
    return port.register(TOLVAN, signed=[NO_SIGNATURE])


@case("register", *ALL_VERSIONS, fault=5010)
def with_signature_data_that_was_used_before(port: Recipient) -> object:
    used = signature(TOLVAN, nonce="once")
    port.register(TOLVAN, signed=[used])
    port.deregister(TOLVAN)
    return port.register(TOLVAN, signed=[used])


@case("register", *ALL_VERSIONS, fault=6004)
def an_agency(port: Recipient) -> object:
    return port.register(AGENCY, LARS)


@case("register", *ALL_VERSIONS, fault=6006)
def a_person_with_protected_identity(port: Recipient) -> object:
    return port.register(PROTECTED)


@case("register", *ALL_VERSIONS, fault=6007)
def a_person_whom_the_population_register_lacks(port: Recipient) -> object:
    return port.register(UNKNOWN)


@case("register", *ALL_VERSIONS, fault=8004)
def with_an_operator_that_does_not_exist(port: Recipient) -> object:
    return port.register(TOLVAN, at="brev.example")


@case("deregister", *ALL_VERSIONS, answer="Complete; then Not")
def the_holder_signs(port: Recipient) -> object:
    return f"{status(port.deregister(JOHAN_AT_KIVRA))}; then {port.state(JOHAN_AT_KIVRA)}"


@case("deregister", *ALL_VERSIONS, answer=f"Incomplete; may sign: {ANNIKA}; then Secure at {MMP}")
def one_of_the_two_who_sign_jointly(port: Recipient) -> object:
    return f"{status(port.deregister(FJALLBACK, LENA, by=MMP))}; then {port.state(FJALLBACK)}"


@case("deregister", *ALL_VERSIONS, fault=5001)
def the_request_of_another_type(port: Recipient) -> object:
    return port.deregister(JOHAN_AT_KIVRA, kind="Create")


@case("deregister", *ALL_VERSIONS, fault=5002)
def another_operator_s_customer(port: Recipient) -> object:
    return port.deregister(ARVID)


@case("deregister", *ALL_VERSIONS, fault=5010)
def signed_by_another_person(port: Recipient) -> object:
    return port.deregister(JOHAN_AT_KIVRA, ARVID)


@case("deregister", *ALL_VERSIONS, fault=5011)
def while_its_registration_waits(port: Recipient) -> object:
    port.register(NORRSKEN, LARS)
    return port.deregister(NORRSKEN, FATIMA)


@case("deregister", *ALL_VERSIONS, fault=8002)
def somebody_without_account(port: Recipient) -> object:
    return port.deregister(TOLVAN)


@case("deregister", *ALL_VERSIONS, fault=8004)
def from_an_operator_that_does_not_exist(port: Recipient) -> object:
    return port.deregister(JOHAN_AT_KIVRA, at="brev.example")


@case("getPendingAccountRequest", *ALL_VERSIONS, answer=f"Create at kivra.com, signed by {LARS}")
def a_co_signer_asks_for_the_company(port: Recipient) -> object:
    port.register(NORRSKEN, LARS)
    return waiting(port.ask("getPendingAccountRequest", [NORRSKEN], FATIMA, by=DIGIMAIL))


@case("getPendingAccountRequest", *ALL_VERSIONS, answer=f"Create at kivra.com, signed by {LARS}")
def a_co_signer_asks_for_all_that_waits(port: Recipient) -> object:
    port.register(NORRSKEN, LARS)
    return waiting(port.ask("getPendingAccountRequest", [], FATIMA))


@case("getPendingAccountRequest", *ALL_VERSIONS, answer="nothing")
def nothing_waits(port: Recipient) -> object:
    return waiting(port.ask("getPendingAccountRequest", [], TOLVAN))


def waiting(found: Any) -> str:
    return (
        "; ".join(
            f"{each.AccountRequest.Type} at {each.AccountRequest.ServiceSupplier}, signed by "
            + ", ".join(person.Id for person in each.SignatureStatus.SignedBy)
            for each in found or []
        )
        or "nothing"
    )


@case("getPendingAccountRequest", *ALL_VERSIONS, fault=5002)
def asked_by_an_organisation_that_is_no_operator(port: Recipient) -> object:
    return port.ask("getPendingAccountRequest", [], TOLVAN, by="kommun-a")


@case("getPendingAccountRequest", *ALL_VERSIONS, fault=5005)
def of_a_thousand_and_one_holders(port: Recipient) -> object:
    return port.ask("getPendingAccountRequest", [ARVID] * 1_001, ARVID)


@case("getPendingAccountRequest", *ALL_VERSIONS, fault=8003)
def asked_for_somebody_who_may_not_sign(port: Recipient) -> object:
    port.register(NORRSKEN, LARS)
    return port.ask("getPendingAccountRequest", [NORRSKEN], ARVID)


@case("deletePendingAccountRequest", *ALL_VERSIONS, answer="then Not")
def by_another_operator_than_the_one_that_began(port: Recipient) -> object:
    port.register(NORRSKEN, LARS, by=KIVRA)
    port.ask("deletePendingAccountRequest", NORRSKEN, FATIMA, by=DIGIMAIL)
    return f"then {port.state(NORRSKEN)}"


@case("deletePendingAccountRequest", *ALL_VERSIONS, answer="then Secure at minmyndighetspost.se, nothing waits")
def a_deregistration_that_waits(port: Recipient) -> object:
    port.deregister(FJALLBACK, LENA, by=MMP)
    port.ask("deletePendingAccountRequest", FJALLBACK, LENA, by=MMP)
    left = waiting(port.ask("getPendingAccountRequest", [FJALLBACK], LENA))
    return f"then {port.state(FJALLBACK)}, {left} waits"


@case("deletePendingAccountRequest", *ALL_VERSIONS, fault=5002)
def by_one_that_is_no_operator(port: Recipient) -> object:
    port.register(NORRSKEN, LARS)
    return port.ask("deletePendingAccountRequest", NORRSKEN, FATIMA, by="kommun-a")


@case("deletePendingAccountRequest", *ALL_VERSIONS, fault=5011)
def of_an_active_account(port: Recipient) -> object:
    return port.ask("deletePendingAccountRequest", ARVID, ARVID)


@case("deletePendingAccountRequest", *ALL_VERSIONS, fault=8002)
def of_somebody_without_account(port: Recipient) -> object:
    return port.ask("deletePendingAccountRequest", TOLVAN, TOLVAN)


@case("deletePendingAccountRequest", *ALL_VERSIONS, fault=8003)
def for_somebody_who_may_not_sign(port: Recipient) -> object:
    port.register(NORRSKEN, LARS)
    return port.ask("deletePendingAccountRequest", NORRSKEN, ARVID)
