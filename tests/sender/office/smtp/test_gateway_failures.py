"""What fails while a mail is taken: nothing is stored, and the program is asked to try again."""

import smtplib

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from formedlare import intake
from formedlare.models import Distribution
from sender.office import intake as office_intake
from tests import cast
from tests.sender.office.conftest import CLERK, TO_MARIA, Office, nothing_is_stored, written


def test_a_database_that_fails_in_the_middle_keeps_nothing_and_asks_to_try_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = intake.store_delivery
    kept: list[Distribution] = []

    def fail_the_second_time(draft: intake.Draft) -> Distribution:
        if kept:
            raise OperationalError("database or disk is full")
        kept.append(real(draft))
        return kept[0]

    mail = written()

    with monkeypatch.context() as patch:
        patch.setattr(intake, "store_delivery", fail_the_second_time)
        code, words = office.send(mail, TO_MARIA, f"{cast.ARVID}@mm.local")

    assert code == 451
    assert "nothing of it has been" in words
    assert nothing_is_stored()
    assert office.send(mail, TO_MARIA, f"{cast.ARVID}@mm.local")[0] == 250


def test_a_database_that_is_away_asks_to_try_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_address: str) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("sender.office.addresses.find_allowed_sender", away)

    assert office.send(written())[0] == 451


def test_a_register_that_does_not_answer_asks_to_try_again(office: Office, settings: Settings) -> None:
    settings.REGISTER_URL = "https://localhost:9/webservice/accao/"

    code, words = office.send(written())

    assert code == 451
    assert "FaR" in words
    assert nothing_is_stored()


def test_a_mistake_of_ours_asks_to_try_again_and_the_conversation_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError

    with office.connect() as program:
        with monkeypatch.context() as patch:
            patch.setattr(office_intake, "take_mail", broken)
            with pytest.raises(smtplib.SMTPDataError) as refused:
                program.sendmail(CLERK, TO_MARIA, written().as_bytes())
        assert refused.value.smtp_code == 451
        assert program.sendmail(CLERK, TO_MARIA, written().as_bytes()) == {}
