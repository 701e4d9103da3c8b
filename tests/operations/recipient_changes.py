"""Cases of the operations that move an account, decide about senders, and ask who may sign."""

from typing import Any

from tests.cast import ARVID, TOLVAN
from tests.operations.cases import case
from tests.operations.recipient_lookups import KOMMUN_A, KOMMUN_B, NO_SENDER, REFUSES_A
from tests.operations.recipient_registrations import ANNIKA, FJALLBACK, LARS, LENA, NORRSKEN, status
from tests.operations.recipients import ALL_VERSIONS, DIGIMAIL, KIVRA, MMP, V1, V2, V3, Recipient

SIGNED = (V2, V3)
"""The versions in which a change is signed for, and can wait for signatures."""


@case("getAccountPreferences", *ALL_VERSIONS, answer="all but Kommun A")
def of_a_holder_who_refuses_one_sender(port: Recipient) -> object:
    return accepted_by(port, REFUSES_A)


def accepted_by(port: Recipient, holder: str, by: str = MMP) -> str:
    found = port.ask("getAccountPreferences", holder, holder, by=by)
    assert found.Id == holder
    accepted = {sender.Id for sender in found.AcceptedSenders}
    return "all but Kommun A" if KOMMUN_A not in accepted and KOMMUN_B in accepted else "others"


@case("getAccountPreferences", *ALL_VERSIONS, fault=5002)
def of_another_operator_s_customer(port: Recipient) -> object:
    return port.ask("getAccountPreferences", ARVID, ARVID, by=KIVRA)


@case("getAccountPreferences", *ALL_VERSIONS, fault=5011)
def while_the_registration_waits(port: Recipient) -> object:
    port.register(NORRSKEN, LARS)
    return port.ask("getAccountPreferences", NORRSKEN, LARS)


@case("getAccountPreferences", *ALL_VERSIONS, fault=8002)
def of_one_without_account(port: Recipient) -> object:
    return port.ask("getAccountPreferences", TOLVAN, TOLVAN)


@case("getAccountPreferences", *ALL_VERSIONS, fault=8003)
def for_another_person(port: Recipient) -> object:
    return port.ask("getAccountPreferences", ARVID, TOLVAN, by=MMP)


@case("storeAccountPreferences", V1, answer="an empty answer; then all but Kommun A")
def a_list_without_one_sender(port: Recipient) -> object:
    answer = port.store(ARVID, [KOMMUN_B])
    return f"{'an empty answer' if answer is None else answer}; then {accepted_by(port, ARVID)}"


@case("storeAccountPreferences", *SIGNED, answer="Complete; then all but Kommun A")
def a_signed_list_without_one_sender(port: Recipient) -> object:
    return f"{status(port.store(ARVID, [KOMMUN_B]))}; then {accepted_by(port, ARVID)}"


@case("storeAccountPreferences", *SIGNED, answer=f"Incomplete; may sign: {ANNIKA}")
def signed_by_one_of_two(port: Recipient) -> object:
    return status(port.store(FJALLBACK, [KOMMUN_B], LENA))


@case("storeAccountPreferences", *ALL_VERSIONS, fault=5001)
def another_holder_s_list(port: Recipient) -> object:
    return port.store(ARVID, [KOMMUN_B], about=TOLVAN)


@case("storeAccountPreferences", *ALL_VERSIONS, fault=5002)
def for_another_operator_s_customer(port: Recipient) -> object:
    return port.store(ARVID, [KOMMUN_B], by=KIVRA)


@case("storeAccountPreferences", *SIGNED, fault=5010)
def signed_by_one_who_may_not(port: Recipient) -> object:
    return port.store(ARVID, [KOMMUN_B], TOLVAN, user=ARVID)


@case("storeAccountPreferences", *ALL_VERSIONS, fault=5014)
def with_an_organisation_that_is_no_sender(port: Recipient) -> object:
    return port.store(ARVID, [NO_SENDER])


@case("storeAccountPreferences", *ALL_VERSIONS, fault=8002)
def for_one_without_account(port: Recipient) -> object:
    return port.store(TOLVAN, [KOMMUN_B])


@case("storeAccountPreferences", *ALL_VERSIONS, fault=8003)
def for_a_person_who_may_not(port: Recipient) -> object:
    return port.store(ARVID, [KOMMUN_B], user=TOLVAN)


@case("getPendingAccountPreferences", *SIGNED, answer=f"{KOMMUN_B}; Incomplete; may sign: {ANNIKA}")
def a_list_that_waits(port: Recipient) -> object:
    port.store(FJALLBACK, [KOMMUN_B], LENA)
    found = port.ask("getPendingAccountPreferences", FJALLBACK, ANNIKA)
    senders = ", ".join(sender.Id for sender in found.AccountPreferences.AcceptedSenders)
    return f"{senders}; {status(found.PendingSignatures)}"


@case("deletePendingAccountPreferences", *SIGNED, answer=f"{FJALLBACK}, {ANNIKA}")
def the_list_that_waits(port: Recipient) -> object:
    port.store(FJALLBACK, [KOMMUN_B], LENA)
    answer = port.delete_pending("AccountPreferences", FJALLBACK, ANNIKA)
    return f"{answer.Id}, {answer.UserIdentity}"


@case("changeServiceSupplier", V1, answer="kivra.com; then Secure at kivra.com")
def a_holder_moves(port: Recipient) -> object:
    return f"{port.change(ARVID, to=KIVRA).Name}; then {port.state(ARVID)}"


@case("changeServiceSupplier", *SIGNED, answer="Complete; then Secure at kivra.com")
def a_holder_signs_and_moves(port: Recipient) -> object:
    return f"{status(port.change(ARVID, to=KIVRA))}; then {port.state(ARVID)}"


@case("changeServiceSupplier", *SIGNED, answer=f"Incomplete; may sign: {ANNIKA}; then Secure at {MMP}")
def signed_by_one_of_two_who_sign_jointly(port: Recipient) -> object:
    return f"{status(port.change(FJALLBACK, LENA, to=KIVRA))}; then {port.state(FJALLBACK)}"


@case("changeServiceSupplier", *ALL_VERSIONS, fault=5002)
def by_an_operator_that_is_neither_of_the_two(port: Recipient) -> object:
    return port.change(ARVID, to=KIVRA, by=DIGIMAIL)


@case("changeServiceSupplier", *ALL_VERSIONS, fault=5007)
def to_the_operator_where_it_is(port: Recipient) -> object:
    return port.change(ARVID, to=MMP)


@case("changeServiceSupplier", *SIGNED, fault=5010)
def signed_by_one_who_may_not_sign(port: Recipient) -> object:
    return port.change(ARVID, TOLVAN, to=KIVRA, user=ARVID)


@case("changeServiceSupplier", *ALL_VERSIONS, fault=5011)
def of_a_registration_that_waits(port: Recipient) -> object:
    port.register(NORRSKEN, LARS, by=DIGIMAIL)
    return port.change(NORRSKEN, LARS, to=KIVRA)


@case("changeServiceSupplier", *ALL_VERSIONS, fault=8002)
def of_a_person_without_account(port: Recipient) -> object:
    return port.change(TOLVAN, to=KIVRA)


@case("changeServiceSupplier", *ALL_VERSIONS, fault=8003)
def for_one_who_may_not_sign(port: Recipient) -> object:
    return port.change(FJALLBACK, LENA, to=KIVRA, user=ARVID)


@case("changeServiceSupplier", *ALL_VERSIONS, fault=8004)
def to_an_operator_that_does_not_exist(port: Recipient) -> object:
    return port.change(ARVID, to="brev.example", by=MMP)


@case("getPendingChangeServiceSupplier", *SIGNED, answer=f"kivra.com; Incomplete; may sign: {ANNIKA}")
def a_move_that_waits(port: Recipient) -> object:
    port.change(FJALLBACK, LENA, to=KIVRA)
    found = port.ask("getPendingChangeServiceSupplier", FJALLBACK, ANNIKA)
    return f"{found.serviceSupplier.Name}; {status(found.pendingSignatures)}"


@case("deletePendingChangeServiceSupplier", *SIGNED, answer="kivra.com")
def the_move_that_waits(port: Recipient) -> object:
    port.change(FJALLBACK, LENA, to=KIVRA)
    return port.delete_pending("ChangeServiceSupplier", FJALLBACK, ANNIKA).Name


def ask_pending(port: Recipient, operation: str, holder: str, user: str, by: str = KIVRA) -> Any:
    if operation.startswith("delete"):
        return port.delete_pending(operation.removeprefix("deletePending"), holder, user, by)
    return port.ask(operation, holder, user, by=by)


PENDING = (
    "getPendingAccountPreferences",
    "deletePendingAccountPreferences",
    "getPendingChangeServiceSupplier",
    "deletePendingChangeServiceSupplier",
)


def refusals_of(operation: str) -> None:
    """The refusals that the four operations share."""

    @case(operation, *SIGNED, fault=5002)
    def asked_by_a_sender(port: Recipient) -> object:
        return ask_pending(port, operation, FJALLBACK, LENA, by="kommun-a")

    @case(operation, *SIGNED, fault=5003)
    def where_nothing_waits(port: Recipient) -> object:
        return ask_pending(port, operation, FJALLBACK, LENA)

    @case(operation, *SIGNED, fault=8002)
    def of_one_who_has_no_account(port: Recipient) -> object:
        return ask_pending(port, operation, TOLVAN, TOLVAN)

    @case(operation, *SIGNED, fault=8003)
    def for_a_person_who_may_not_sign(port: Recipient) -> object:
        port.store(FJALLBACK, [KOMMUN_B], LENA)
        port.change(FJALLBACK, LENA, to=KIVRA)
        return ask_pending(port, operation, FJALLBACK, ARVID)


for pending_operation in PENDING:
    refusals_of(pending_operation)


@case("isAuthorizedSigner", *SIGNED, answer="True, Fjällbäck Konsult AB, Active at minmyndighetspost.se")
def a_board_member_of_a_company_with_account(port: Recipient) -> object:
    return signer(port.ask("isAuthorizedSigner", FJALLBACK, LENA))


@case("isAuthorizedSigner", *SIGNED, answer="False, Fjällbäck Konsult AB, Active at minmyndighetspost.se")
def somebody_without_role(port: Recipient) -> object:
    return signer(port.ask("isAuthorizedSigner", FJALLBACK, ARVID))


@case("isAuthorizedSigner", *SIGNED, answer="True, Norrsken Drift AB, no account")
def a_company_without_account(port: Recipient) -> object:
    return signer(port.ask("isAuthorizedSigner", NORRSKEN, LARS))


def signer(answer: Any) -> str:
    account = answer.AccountInformation
    at = f"{account.AccountStatus} at {account.serviceSupplier}" if account else "no account"
    return f"{answer.isAccountAuthorizedSigner}, {answer.CompanyName}, {at}"


@case("isAuthorizedSigner", *SIGNED, fault=5002)
def asked_by_an_organisation_which_is_no_operator(port: Recipient) -> object:
    return port.ask("isAuthorizedSigner", FJALLBACK, LENA, by="kommun-a")


@case("isAuthorizedSigner", *SIGNED, fault=6004)
def a_company_that_the_company_register_lacks(port: Recipient) -> object:
    return port.ask("isAuthorizedSigner", "165590000005", LENA)
