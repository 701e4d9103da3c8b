"""Cases of the operations that ask where mail goes."""

from tests.cast import ARVID, TOLVAN
from tests.operations.cases import case
from tests.operations.recipients import ALL_VERSIONS, MMP, V1, Recipient

KOMMUN_A, KOMMUN_B, NO_SENDER = "162021004748", "162021003898", "165560000001"
REFUSES_A, WRONG_DIGIT = "197601012391", "192705178355"
OUTSIDER = "obehorig"


def reachable(status: object) -> str:
    accepted = "accepted" if status.SenderAccepted else "not accepted"  # type: ignore[attr-defined]  # zeep's
    return f"{status.AccountStatus.Type}, {accepted}"  # type: ignore[attr-defined]  # zeep's


@case("isReachable", *ALL_VERSIONS, answer="Secure, accepted; Secure, not accepted; Not, not accepted")
def a_holder_one_who_refuses_the_sender_and_one_without_a_mailbox(port: Recipient) -> object:
    found = port.ask("isReachable", KOMMUN_A, [ARVID, REFUSES_A, TOLVAN], by="kommun-a")
    return "; ".join(reachable(status) for status in found)


@case("isReachable", *ALL_VERSIONS, fault=5001)
def one_with_a_wrong_check_digit(port: Recipient) -> object:
    return port.ask("isReachable", KOMMUN_A, [ARVID, WRONG_DIGIT], by="kommun-a")


@case("isReachable", *ALL_VERSIONS, fault=5002)
def asked_by_somebody_who_is_no_actor(port: Recipient) -> object:
    return port.ask("isReachable", KOMMUN_A, [ARVID], by=OUTSIDER)


@case("isReachable", *ALL_VERSIONS, fault=5014)
def about_an_organisation_that_is_no_sender(port: Recipient) -> object:
    return port.ask("isReachable", NO_SENDER, [ARVID], by="kommun-a")


@case("isReachable", *ALL_VERSIONS, fault=6005)
def about_a_sender_that_has_not_approved_the_relay(port: Recipient) -> object:
    return port.ask("isReachable", KOMMUN_A, [ARVID], by="kommun-b")


@case("isRegistered", *ALL_VERSIONS, answer="Secure at minmyndighetspost.se; Not")
def a_holder_and_one_without_a_mailbox(port: Recipient) -> object:
    return f"{port.state(ARVID)}; {port.state(TOLVAN)}"


@case("isRegistered", *ALL_VERSIONS, fault=5001)
def a_wrong_check_digit(port: Recipient) -> object:
    return port.ask("isRegistered", [WRONG_DIGIT])


@case("isRegistered", *ALL_VERSIONS, fault=5002)
def asked_by_one_who_is_no_actor(port: Recipient) -> object:
    return port.ask("isRegistered", [ARVID], by=OUTSIDER)


@case("isRegistered", *ALL_VERSIONS, fault=5005)
def a_thousand_and_one_ids(port: Recipient) -> object:
    return port.ask("isRegistered", [ARVID] * 1_001)


def read_all(port: Recipient, operation: str, *first: str, by: str) -> list[str]:
    """What a client does that reads every page."""
    found: list[str] = []
    for number in range(1, 100):
        page = port.ask(operation, *first, number, by=by)
        assert page.Page == number
        found += page.Accounts
        if not page.MorePages:
            return found
    raise AssertionError("the pages do not end")


@case("getAllReachableAccounts", V1, answer="holders who accept the sender, each once")
def all_pages_for_a_sender(port: Recipient) -> object:
    found = read_all(port, "getAllReachableAccounts", KOMMUN_A, by="kommun-a")
    assert ARVID in found
    assert REFUSES_A not in found
    assert len(found) == len(set(found))
    return "holders who accept the sender, each once"


@case("getAllReachableAccounts", V1, answer="no accounts, no more pages")
def a_page_beyond_the_end(port: Recipient) -> object:
    page = port.ask("getAllReachableAccounts", KOMMUN_A, 77, by="kommun-a")
    return f"{'some' if page.Accounts else 'no'} accounts, {'' if page.MorePages else 'no '}more pages"


@case("getAllReachableAccounts", V1, fault=5001)
def page_0(port: Recipient) -> object:
    return port.ask("getAllReachableAccounts", KOMMUN_A, 0, by="kommun-a")


@case("getAllReachableAccounts", V1, fault=5002)
def asked_for_by_somebody_who_is_no_actor(port: Recipient) -> object:
    return port.ask("getAllReachableAccounts", KOMMUN_A, 1, by=OUTSIDER)


@case("getAllReachableAccounts", V1, fault=5014)
def for_an_organisation_that_is_no_sender(port: Recipient) -> object:
    return port.ask("getAllReachableAccounts", NO_SENDER, 1, by=MMP)


@case("getAllReachableAccounts", V1, fault=6005)
def for_a_sender_that_has_not_approved_the_relay(port: Recipient) -> object:
    return port.ask("getAllReachableAccounts", KOMMUN_A, 1, by="kommun-b")


@case("getAllRegisteredAccounts", V1, answer="every holder, each once")
def all_pages(port: Recipient) -> object:
    found = read_all(port, "getAllRegisteredAccounts", by="kommun-a")
    assert {ARVID, REFUSES_A} <= set(found)
    assert TOLVAN not in found
    assert len(found) == len(set(found))
    return "every holder, each once"


@case("getAllRegisteredAccounts", V1, fault=5001)
def page_minus_1(port: Recipient) -> object:
    return port.ask("getAllRegisteredAccounts", -1)


@case("getAllRegisteredAccounts", V1, fault=5002)
def asked_for_by_one_who_is_no_actor(port: Recipient) -> object:
    return port.ask("getAllRegisteredAccounts", 1, by=OUTSIDER)
