"""Who may send, and in whose name; everybody else is told why not, and nothing is stored."""

import pytest

from far.models import Sender as RegisteredSender
from formedlare.models import Distribution
from sender.office.models import OfficeSender
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
