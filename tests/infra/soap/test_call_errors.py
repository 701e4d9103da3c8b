"""The errors of an endpoint: what is wrong with a call, and what callers hear of the simulator's own failures."""

import logging

import pytest
from django.db import IntegrityError, OperationalError

from contracts import catalogue
from infra.errors import InternalError, InvalidInput
from infra.soap.call_errors import error_of, unknown_operation_error

RECIPIENT = catalogue.ALL_SERVICES["Recipient/v3"]
IS_REACHABLE = next(name for name in RECIPIENT.operations if name.endswith("}isReachable"))


def test_a_refusal_is_handed_on_and_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    refusal = InvalidInput("nej", "no", slug="schema-violated")

    assert error_of(refusal) is refusal
    assert caplog.records == []


def test_a_database_that_is_locked_is_named_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    error = error_of(OperationalError("database is locked"))

    assert isinstance(error, InternalError)
    assert error.explanation.reason == "database-unavailable"
    assert "database is locked" in error.text.english
    assert [each.levelno for each in caplog.records] == [logging.ERROR]


def test_values_that_the_database_refused_are_told_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    error = error_of(IntegrityError("duplicate key 198101052382"))

    assert error.explanation.reason == "database-unavailable"
    assert "198101052382" not in f"{error.text.swedish}{error.text.english}"


def test_a_fault_of_the_simulator_itself_is_in_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    error = error_of(ZeroDivisionError("secret"))

    assert error.explanation.reason == "simulator-failed"
    assert "secret" not in f"{error.text.swedish}{error.text.english}"
    assert caplog.records[0].exc_info is not None


def test_an_operation_of_another_version_is_found_by_its_name() -> None:
    error = unknown_operation_error(RECIPIENT, "{urn:another}isReachable")

    assert error.explanation.reason == "operation-unknown"
    assert IS_REACHABLE in error.text.english


def test_a_name_like_no_operation_gets_the_list_of_all() -> None:
    error = unknown_operation_error(RECIPIENT, "nothing")

    assert error.explanation.reason == "operation-unknown"
    for operation in RECIPIENT.operations.values():
        assert operation.name in error.text.english


def test_an_operation_of_another_service_is_sent_there() -> None:
    service = catalogue.ALL_SERVICES["Service/v3"]

    error = unknown_operation_error(service, IS_REACHABLE)

    assert error.explanation.reason == "operation-at-another-address"
    assert "Recipient/v3" in error.text.english
