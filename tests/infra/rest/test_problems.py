"""Every error is answered as problem details (RFC 9457), in both languages and with nothing of the inside."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from infra.errors import (
    DispatcherNotApproved,
    InternalError,
    InvalidInput,
    MaximumExceeded,
    MinaMeddelandenError,
    NotFound,
    SenderNotRegistered,
)
from infra.rest.problems import KINDS, TYPE_PREFIX, FieldError, Problem, invalid_values
from infra.texts import Text
from infra.validation import InvalidValue, InvalidValues
from tests.infra.rest.views_under_test import Answer, RaisingView, ThingsView, ask

NAME_MISSING = FieldError("/name", Text("saknas", "is missing"))


def raised(error: Exception) -> Answer:
    return ask(RaisingView(error))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_has_its_type_title_and_status(kind: str) -> None:
    answer = raised(Problem(kind, "så", "so"))

    status, title = KINDS[kind]
    assert answer.status == answer.body["status"] == status
    assert answer.body["type"] == f"{TYPE_PREFIX}{kind}"
    assert answer.body["title"] == f"{title.swedish} | {title.english}"
    assert answer.body["detail"] == "så | so"
    assert answer.media_type == "application/problem+json"


def test_without_single_values_there_is_no_list_of_errors() -> None:
    assert "errors" not in raised(Problem("conflict", "så", "so")).body


def test_wrong_values_are_listed_and_the_first_is_told() -> None:
    answer = raised(invalid_values([NAME_MISSING, FieldError("/parts/1", Text("är fel", "is wrong"))]))

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert answer.errors == {"/name": "saknas | is missing", "/parts/1": "är fel | is wrong"}
    assert answer.body["detail"] == "name: saknas (och 1 fel till) | name: is missing (and 1 more)"


def test_an_error_of_the_whole_content_says_so() -> None:
    answer = raised(invalid_values([FieldError("", Text("är tomt", "is empty"))]))

    assert answer.body["detail"] == "innehållet / the content: är tomt | innehållet / the content: is empty"
    assert answer.errors == {"": "är tomt | is empty"}


@pytest.mark.parametrize(
    ("error", "status", "kind"),
    [
        (NotFound, HTTPStatus.NOT_FOUND, "not-found"),
        (SenderNotRegistered, HTTPStatus.NOT_FOUND, "not-found"),
        (MaximumExceeded, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large"),
        (InvalidInput, HTTPStatus.BAD_REQUEST, "invalid"),
    ],
)
def test_what_the_domain_refuses_is_answered_in_its_own_words(
    error: type[MinaMeddelandenError], status: HTTPStatus, kind: str
) -> None:
    answer = raised(error("det går inte", "it cannot be done"))

    assert (answer.status, answer.body["type"]) == (status, f"{TYPE_PREFIX}{kind}")
    assert answer.body["detail"] == "det går inte | it cannot be done"


def test_values_that_the_domain_refuses_become_json_pointers() -> None:
    wrong = InvalidValue(("rules", 2, "name"), Text("saknas", "is missing"))

    answer = raised(InvalidValues([wrong, InvalidValue((), Text("är fel", "is wrong"))]))

    assert answer.errors == {"/rules/2/name": "saknas | is missing", "": "är fel | is wrong"}


@pytest.mark.parametrize(
    "error",
    [RuntimeError("hemligt"), InternalError("hemligt", "secret"), DispatcherNotApproved("hemligt", "secret")],
)
def test_a_mistake_of_the_simulator_tells_nothing_of_its_inside(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    answer = raised(error)

    assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "var/log/web.log" in answer.body["detail"]
    assert "hemligt" not in str(answer.body)
    assert "could not be answered" in caplog.text


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (Http404(), HTTPStatus.NOT_FOUND, "/things finns inte. | There is no /things."),
        (PermissionDenied("no"), HTTPStatus.FORBIDDEN, "Inte tillåtet: no | Not allowed: no"),
    ],
)
def test_djangos_own_errors_are_translated(error: Exception, status: HTTPStatus, says: str) -> None:
    answer = raised(error)

    assert answer.status == status
    assert answer.body["detail"] == says


def test_a_method_that_is_not_there_names_those_that_are() -> None:
    answer = ask(ThingsView, "DELETE")

    assert answer.status == HTTPStatus.METHOD_NOT_ALLOWED
    assert "GET, POST, PATCH" in answer.body["detail"]


def test_content_that_is_no_json_is_refused() -> None:
    answer = ask(ThingsView, "POST", b"{")

    assert answer.status == HTTPStatus.BAD_REQUEST
    assert answer.body["type"].endswith(":unreadable")


def test_another_content_type_is_refused_with_the_one_that_is_taken() -> None:
    answer = ask(ThingsView, "POST", b"<a/>", content_type="text/xml")

    assert answer.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    assert "Content-Type is text/xml; what is taken here is application/json" in answer.body["detail"]


@pytest.mark.parametrize("accepted", ["text/html", "image/*"])
def test_an_answer_in_another_form_cannot_be_had(accepted: str) -> None:
    answer = ask(ThingsView, headers={"Accept": accepted})

    assert answer.status == HTTPStatus.NOT_ACCEPTABLE
    assert "Accept: application/json" in answer.body["detail"]
