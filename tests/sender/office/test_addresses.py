"""The addresses that may send, and for which senders; others are told why not, and nothing is stored."""

import pytest

from far.models import Sender as RegisteredSender
from formedlare.models import Distribution
from infra.errors import InvalidInput
from sender.office import addresses
from sender.office.models import OfficeSender
from sender.office.rejections import MailRejected
from tests.sender.office.conftest import CLERK, OTHER_CLERK, Office, nothing_is_stored, written


def test_a_whole_domain_may_send(office: Office) -> None:
    OfficeSender.objects.create(address="@skolan.example", identity="kommun-b")
    mail = written()
    mail.replace_header("From", "Rektor@Skolan.example")

    assert office.send(mail, sender="Rektor@Skolan.example")[0] == 250
    assert Distribution.objects.get().sender == "162021003898"


@pytest.mark.parametrize(
    "sender", ["someone@else.example", "handlaggare@evil-kommun-a.example", "x@sub.kommun-a.example"]
)
def test_an_unknown_sender_is_told_so(office: Office, sender: str) -> None:
    code, words = office.send(written(), sender=sender)

    assert code == 550
    assert sender in words
    assert "office_sender" in words
    assert nothing_is_stored()


def test_nobody_writes_in_another_organisations_name(office: Office) -> None:
    mail = written()
    mail.replace_header("From", OTHER_CLERK)

    code, words = office.send(mail)

    assert code == 550
    assert OTHER_CLERK in words
    assert nothing_is_stored()


@pytest.mark.parametrize("stranger", ["x@evil.se", OTHER_CLERK])
def test_no_other_author_stands_beside_the_one_who_may_send(office: Office, stranger: str) -> None:
    mail = written()
    mail.replace_header("From", f"{CLERK}, {stranger}")

    code, words = office.send(mail)

    assert code == 550
    assert stranger in words
    assert nothing_is_stored()


def test_two_authors_of_the_same_organisation_may_write_together(office: Office) -> None:
    OfficeSender.objects.create(address="chef@kommun-a.example", identity="kommun-a")
    mail = written()
    mail.replace_header("From", f"{CLERK}, chef@kommun-a.example")

    assert office.send(mail)[0] == 250


def test_a_crowd_of_authors_is_refused(office: Office) -> None:
    mail = written()
    mail.replace_header("From", ", ".join([CLERK] * 11))

    code, words = office.send(mail)

    assert code >= 500
    assert "has 11 authors" in words
    assert nothing_is_stored()


def test_an_organisation_that_is_no_sender_any_more_is_refused(office: Office) -> None:
    RegisteredSender.objects.filter(organisation="162021004748").update(suspended=True)

    code, words = office.send(written())

    assert code == 554
    assert "getSenders" in words
    assert nothing_is_stored()


@pytest.mark.parametrize("identity", ["aterkallad", "utgangen"])
def test_a_certificate_that_no_operator_would_accept_signs_nothing(office: Office, identity: str) -> None:
    OfficeSender.objects.filter(address=CLERK).update(identity=identity)

    assert office.send(written())[0] == 554
    assert nothing_is_stored()


def test_a_key_that_is_missing_is_somebody_elses_mistake(office: Office) -> None:
    OfficeSender.objects.filter(address=CLERK).update(identity="ingen")

    code, words = office.send(written())

    assert code == 451
    assert "var/pki/clients/ingen" in words


def test_an_address_of_its_own_goes_before_its_domain(world: None) -> None:
    OfficeSender.objects.create(address="@skolan.example", identity="kommun-b")
    OfficeSender.objects.create(address="rektor@skolan.example", identity="kommun-a")

    assert addresses.find_allowed_sender(" Rektor@Skolan.example ").identity == "kommun-a"
    assert addresses.find_allowed_sender("larare@skolan.example").identity == "kommun-b"


@pytest.mark.parametrize("address", ["", "<>", " "])
def test_a_mail_without_a_sender_is_a_bounce(world: None, address: str) -> None:
    with pytest.raises(MailRejected) as rejected:
        addresses.find_allowed_sender(address)

    assert (rejected.value.smtp_code, rejected.value.status) == (550, "5.7.1")
    assert "Bounces" in rejected.value.text.english


def test_a_rejected_sender_reads_what_to_do_in_both_languages(world: None) -> None:
    with pytest.raises(MailRejected) as rejected:
        addresses.find_allowed_sender("x@else.example")

    swedish, english = rejected.value.text
    assert "x@else.example får inte skicka" in swedish
    assert "i konsolen under Kontor" in swedish
    assert "x@else.example may not send" in english


def test_a_mail_without_an_author_is_rejected(world: None) -> None:
    allowed = addresses.find_allowed_sender(CLERK)

    with pytest.raises(MailRejected, match="no From"):
        addresses.require_same_sender(allowed, [])


def test_an_address_is_allowed_once_and_then_changed(world: None) -> None:
    added, is_new = addresses.allow_sender("Chef@Kommun-A.example", "kommun-a")
    changed, is_new_again = addresses.allow_sender("chef@kommun-a.example", "kommun-b", receipts=True)

    assert (is_new, is_new_again, added.pk) == (True, False, changed.pk)
    assert (changed.address, changed.identity, changed.receipts) == ("chef@kommun-a.example", "kommun-b", True)


def test_a_key_that_cannot_sign_is_not_allowed(world: None) -> None:
    with pytest.raises(InvalidInput):
        addresses.allow_sender("chef@kommun-a.example", "utgangen")

    assert not OfficeSender.objects.filter(address="chef@kommun-a.example").exists()


def test_removing_says_whether_the_address_was_there(world: None) -> None:
    assert addresses.remove_sender(f" {CLERK.upper()} ")
    assert not addresses.remove_sender(CLERK)


@pytest.mark.parametrize(
    ("written_so", "compared_as"),
    [(" Anna@X.example ", "anna@x.example"), ("@X.example", "@x.example"), ("å@x.example", "å@x.example")],
)
def test_addresses_are_compared_in_lower_case(written_so: str, compared_as: str) -> None:
    assert addresses.require_address(written_so) == compared_as


@pytest.mark.parametrize(
    "address", ["", "@", "anna", "anna@", "a b@x.example", "a@b@c", "<a@b>", f"{'a' * 250}@x.se"]
)
def test_what_is_no_address_is_named(address: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        addresses.require_address(address)

    assert repr(address) in refused.value.text.english


@pytest.mark.django_db
def test_the_list_is_read_a_page_at_a_time_by_address() -> None:
    for name in ("c", "a", "b"):
        OfficeSender.objects.create(address=f"{name}@kommun-a.example", identity="kommun-a")

    page, following = addresses.list_senders(2)
    rest, end = addresses.list_senders(2, following or "")

    assert [row.address for row in page] == ["a@kommun-a.example", "b@kommun-a.example"]
    assert ([row.address for row in rest], end) == (["c@kommun-a.example"], None)
