"""Cases in which a base register fails or has changed its mind, and signatures that do not hold."""

from collections.abc import Callable
from typing import Any

from base_registers.models import Company, Person, SourceFailure
from infra import clock
from testbed import world
from tests.cast import ARVID, MARIA, TOLVAN
from tests.operations.authorities import AUTHORITY, Authority
from tests.operations.cases import case
from tests.operations.consents import CONSENT, Consent
from tests.operations.recipient_changes import PENDING, SIGNED, ask_pending
from tests.operations.recipient_lookups import KOMMUN_A, KOMMUN_B, WRONG_DIGIT
from tests.operations.recipient_registrations import (
    AGENCY,
    ANNIKA,
    FJALLBACK,
    JOHAN_AT_KIVRA,
    LARS,
    LENA,
    NORRSKEN,
    PROTECTED,
    UNKNOWN,
)
from tests.operations.recipients import ALL_VERSIONS, KIVRA, MMP, NO_SIGNATURE, Recipient, signature


def fails(register: str) -> None:
    """The register (`people`, `companies`) does not answer."""
    SourceFailure.objects.create(register=register, problem="SourceInaccessible")


def company_register_fails(operation: str, ask: Callable[[Any], object], *paths: str) -> None:
    @case(operation, *paths, fault=5018)
    def while_the_company_register_does_not_answer(port: Any) -> object:
        fails("companies")
        return ask(port)


def population_register_fails(operation: str, ask: Callable[[Any], object], *paths: str) -> None:
    @case(operation, *paths, fault=5017)
    def while_the_population_register_does_not_answer(port: Any) -> object:
        fails("people")
        return ask(port)


def signature_does_not_hold(operation: str, ask: Callable[[Any], object], *paths: str) -> None:
    @case(operation, *paths, fault=5012)
    def with_something_that_is_no_signature(port: Any) -> object:
        return ask(port)


def number_is_wrong(operation: str, ask: Callable[[Any], object], *paths: str) -> None:
    @case(operation, *paths, fault=5001)
    def about_a_number_with_a_wrong_check_digit(port: Any) -> object:
        return ask(port)


company_register_fails("register", lambda port: port.register(NORRSKEN, LARS), *ALL_VERSIONS)
company_register_fails("deregister", lambda port: port.deregister(FJALLBACK, LENA, by=MMP), *ALL_VERSIONS)
company_register_fails("changeServiceSupplier", lambda port: port.change(FJALLBACK, LENA, to=KIVRA), *ALL_VERSIONS)
company_register_fails(
    "storeAccountPreferences", lambda port: port.store(FJALLBACK, [KOMMUN_B], LENA), *ALL_VERSIONS
)
company_register_fails(
    "getAccountPreferences", lambda port: port.ask("getAccountPreferences", FJALLBACK, LENA, by=MMP), *ALL_VERSIONS
)
company_register_fails(
    "getPendingAccountRequest", lambda port: port.ask("getPendingAccountRequest", [], LENA), *ALL_VERSIONS
)
company_register_fails(
    "deletePendingAccountRequest",
    lambda port: port.ask("deletePendingAccountRequest", FJALLBACK, LENA),
    *ALL_VERSIONS,
)
company_register_fails("isAuthorizedSigner", lambda port: port.ask("isAuthorizedSigner", FJALLBACK, LENA), *SIGNED)
company_register_fails("testNewSigner", lambda port: port.test_signer(FJALLBACK, LENA), AUTHORITY)
company_register_fails(
    "verifyAuthorizedSignatures", lambda port: port.verify(FJALLBACK, signature(LENA)), AUTHORITY
)
company_register_fails("registerConsent", lambda port: port.give(FJALLBACK, MARIA, LENA), CONSENT)
company_register_fails("getAll", lambda port: port.ask("getAll", [], LENA), CONSENT)

population_register_fails("register", lambda port: port.register(TOLVAN), *ALL_VERSIONS)
population_register_fails("changeServiceSupplier", lambda port: port.change(ARVID, to=KIVRA), *ALL_VERSIONS)
population_register_fails(
    "isAuthorizedSigner", lambda port: port.ask("isAuthorizedSigner", FJALLBACK, LENA), *SIGNED
)
population_register_fails("testNewSigner", lambda port: port.test_signer(ARVID, ARVID), AUTHORITY)
population_register_fails(
    "verifyAuthorizedSignatures", lambda port: port.verify(ARVID, signature(ARVID)), AUTHORITY
)
population_register_fails("registerConsent", lambda port: port.give(ARVID, MARIA), CONSENT)

signature_does_not_hold(
    "deregister", lambda port: port.deregister(JOHAN_AT_KIVRA, signed=[NO_SIGNATURE]), *ALL_VERSIONS
)
signature_does_not_hold(
    "changeServiceSupplier", lambda port: port.change(ARVID, to=KIVRA, signed=[NO_SIGNATURE]), *SIGNED
)
signature_does_not_hold(
    "storeAccountPreferences", lambda port: port.store(ARVID, [KOMMUN_B], signed=[NO_SIGNATURE]), *SIGNED
)
signature_does_not_hold("registerConsent", lambda port: port.give(ARVID, MARIA, signed=[NO_SIGNATURE]), CONSENT)

number_is_wrong("register", lambda port: port.register(WRONG_DIGIT), *ALL_VERSIONS)
number_is_wrong("deregister", lambda port: port.deregister(WRONG_DIGIT), *ALL_VERSIONS)
number_is_wrong("changeServiceSupplier", lambda port: port.change(WRONG_DIGIT, to=KIVRA), *ALL_VERSIONS)
number_is_wrong(
    "getAccountPreferences", lambda port: port.ask("getAccountPreferences", WRONG_DIGIT, ARVID), *ALL_VERSIONS
)
number_is_wrong(
    "getPendingAccountRequest",
    lambda port: port.ask("getPendingAccountRequest", [WRONG_DIGIT], ARVID),
    *ALL_VERSIONS,
)
number_is_wrong(
    "deletePendingAccountRequest",
    lambda port: port.ask("deletePendingAccountRequest", WRONG_DIGIT, ARVID),
    *ALL_VERSIONS,
)
number_is_wrong("accept", lambda port: port.ask("accept", WRONG_DIGIT, MARIA), CONSENT)
number_is_wrong("refuse", lambda port: port.ask("refuse", WRONG_DIGIT, MARIA), CONSENT)
number_is_wrong("cancel", lambda port: port.cancel(WRONG_DIGIT, MARIA, user=MARIA), CONSENT)
number_is_wrong("getAll", lambda port: port.ask("getAll", [WRONG_DIGIT], ARVID), CONSENT)


def pending_refusals_of(operation: str) -> None:
    """What the operations about changes that wait refuse besides."""
    number_is_wrong(operation, lambda port: ask_pending(port, operation, WRONG_DIGIT, ARVID), *SIGNED)

    @case(operation, *SIGNED, fault=5018)
    def while_the_company_register_does_not_answer(port: Recipient) -> object:
        port.store(FJALLBACK, [KOMMUN_B], LENA)
        port.change(FJALLBACK, LENA, to=KIVRA)
        fails("companies")
        return ask_pending(port, operation, FJALLBACK, LENA)


for pending_operation in PENDING:
    pending_refusals_of(pending_operation)


@case("storeAccountPreferences", *SIGNED, fault=5011)
def while_another_list_waits(port: Recipient) -> object:
    port.store(FJALLBACK, [KOMMUN_B], LENA)
    return port.store(FJALLBACK, [KOMMUN_A], ANNIKA)


@case("changeServiceSupplier", *ALL_VERSIONS, fault=5009)
def of_a_child_to_an_operator_for_adults(port: Recipient) -> object:
    child = world.child_of(13, clock.today())
    assert child is not None
    return port.change(child.number, to=MMP)


@case("changeServiceSupplier", *ALL_VERSIONS, fault=6004)
def of_a_company_that_the_register_has_struck_off(port: Recipient) -> object:
    Company.objects.filter(number=FJALLBACK).update(form=Company.Form.FOUNDATION)
    return port.change(FJALLBACK, LENA, to=KIVRA)


@case("changeServiceSupplier", *ALL_VERSIONS, fault=6006)
def of_a_person_who_is_protected_since(port: Recipient) -> object:
    Person.objects.filter(number=ARVID).update(protected=True)
    return port.change(ARVID, to=KIVRA)


@case("changeServiceSupplier", *ALL_VERSIONS, fault=6007)
def of_a_person_who_has_died_since(port: Recipient) -> object:
    Person.objects.filter(number=ARVID).update(deceased_on=clock.today())
    return port.change(ARVID, to=KIVRA)


@case("isAuthorizedSigner", *SIGNED, fault=5001)
def a_person_instead_of_a_company(port: Recipient) -> object:
    return port.ask("isAuthorizedSigner", ARVID, ARVID)


@case("isAuthorizedSigner", *SIGNED, fault=6004)
def an_agency(port: Recipient) -> object:
    return port.ask("isAuthorizedSigner", AGENCY, LENA)


def rights_without_a_register(operation: str) -> None:
    """Rights are told as far as the registers know them."""
    population_register_fails(operation, lambda port: port.ask(operation, LENA, by=MMP), AUTHORITY)

    @case(operation, AUTHORITY, answer="1 right; Bolagsverket: SourceInaccessible")
    def while_the_company_register_is_silent(port: Authority) -> object:
        fails("companies")
        found = port.ask(operation, LENA, by=MMP)
        [problem] = found.Problems
        return f"{len(found.Rights)} right; {problem.Source}: {problem.Type}"


rights_without_a_register("getUserAccessRights")
rights_without_a_register("getUserAccessRightsNoConcent")


@case("testNewSigner", AUTHORITY, fault=6006)
def for_a_person_with_protected_identity(port: Authority) -> object:
    return port.test_signer(PROTECTED, PROTECTED)


@case("verifyAuthorizedSignatures", AUTHORITY, fault=6007)
def for_somebody_whom_the_population_register_lacks(port: Authority) -> object:
    return port.verify(UNKNOWN, signature(UNKNOWN))


@case("registerConsent", CONSENT, fault=5011)
def of_an_account_that_waits_for_signatures(port: Consent) -> object:
    return port.give("197901012380", MARIA)
