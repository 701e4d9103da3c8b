"""REST as the kit sees it: values, problems in words, the password, and somebody who does not answer."""

from collections.abc import Callable

import pytest
from minameddelanden import NotReady, Problem, Simulator, is_ready, wait_until_ready
from minameddelanden.rest import Rest, as_json, as_text
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.servers import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rest(live_server: LiveServer) -> Rest:
    return Rest(live_server.url)


def problem_of(call: Callable[[], object]) -> Problem:
    with pytest.raises(Problem) as problem:
        call()
    return problem.value


def test_a_problem_says_its_status_kind_and_words(rest: Rest) -> None:
    problem = problem_of(lambda: rest.get("/api/v1/actors/162021006230"))

    assert (problem.status, problem.kind) == (404, "not-found")
    assert str(problem).startswith("GET /api/v1/actors/162021006230: 404 ")


def test_a_wrong_value_is_named(rest: Rest) -> None:
    problem = problem_of(lambda: rest.get("/api/v1/deliveries", limit=0, received_after="yesterday"))

    assert problem.status == 400
    assert "/limit: " in str(problem)
    assert "/received_after: " in str(problem)


def test_an_answer_that_is_no_json_is_told_as_it_is(rest: Rest) -> None:
    problem = problem_of(lambda: rest.get("/nowhere"))

    assert problem.status == 404


def test_the_password_goes_along(rest: Rest, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "a long sentence"

    assert problem_of(lambda: rest.get("/api/v1/lanes")).status == 401
    assert Rest(rest.url, "a long sentence").get("/api/v1/lanes") == []


def test_nobody_at_the_address_is_not_ready() -> None:
    url = f"http://localhost:{free_port()}"

    assert not is_ready(url)
    with pytest.raises(NotReady, match="No simulator answers"):
        Simulator(url)
    with pytest.raises(NotReady, match=r"is not ready within 0\.1 seconds"):
        wait_until_ready(url, 0.1)


def test_a_component_that_does_not_work_is_named(live_server: LiveServer) -> None:
    with pytest.raises(NotReady, match="queue worker"):
        wait_until_ready(live_server.url, 0.1)


def test_the_wsdl_says_where_soap_is(live_server: LiveServer, settings: Settings) -> None:
    assert Simulator(live_server.url).soap_url == settings.SOAP_BASE_URL


@pytest.mark.parametrize(("value", "written"), [(True, "true"), (False, "false"), (3, "3"), ("a b", "a b")])
def test_values_are_written_as_queries_have_them(value: object, written: str) -> None:
    assert as_text(value) == written


def test_somebody_is_written_as_the_identity_number() -> None:
    class Somebody:
        number = "198101052382"

    assert as_json(Somebody()) == "198101052382"
    assert as_json(3) == 3
