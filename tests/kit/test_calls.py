"""What the kit puts on the wire, and what it makes of any answer."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from minameddelanden import NotInTime, NotReady, Problem
from minameddelanden.rest import Rest, as_json, as_text, path_part

from tests.kit.answering_server import Answering, answering_server
from tests.servers import free_port

QUICK = how(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
plain = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), max_size=30)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    with answering_server() as found:
        yield found


@pytest.fixture
def rest(server: Answering) -> Rest:
    server.will()
    return Rest(server.url)


@given(st.dictionaries(plain, values, max_size=4))
@QUICK
def test_any_body_comes_as_it_was_sent(rest: Rest, server: Answering, body: dict[str, Any]) -> None:
    rest.post("/x", body)

    assert json.loads(server.last.body) == body
    assert server.last.headers["Content-Type"] == "application/json"


@given(st.dictionaries(st.text("abc_", min_size=1, max_size=5), plain.filter(bool), max_size=3))
@QUICK
def test_any_query_comes_as_it_was_asked(rest: Rest, server: Answering, query: dict[str, str]) -> None:
    rest.get("/x", **query)

    found = parse_qs(urlsplit(server.last.path).query, keep_blank_values=True)
    assert {name: value for name, [value] in found.items()} == query


@given(plain.filter(str.strip))
@QUICK
def test_any_label_comes_as_it_was_given(server: Answering, label: str) -> None:
    server.will()
    Rest(server.url).within(label).get("/x")

    octets = server.last.headers["X-Mm-Label" if "X-Mm-Label" in server.last.headers else "X-MM-Label"]
    assert octets.encode("latin-1").decode().strip() == label.strip()


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=30))
def test_any_value_is_one_part_of_a_path(value: str) -> None:
    part = path_part(value)

    assert "/" not in part
    assert "?" not in part
    assert "#" not in part
    assert unquote(part) == value


@given(values)
@QUICK
def test_any_answer_is_read_as_it_was_written(rest: Rest, server: Answering, answer: Any) -> None:
    server.will(body=json.dumps(answer).encode())

    assert rest.get("/x") == answer


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_empty_answer_is_nothing(rest: Rest, server: Answering, method: str) -> None:
    server.will(204, b"")

    assert getattr(rest, method)("/x") is None
    assert server.last.method == method.upper()


@pytest.mark.parametrize("method", ["put", "patch"])
def test_a_change_has_a_body(rest: Rest, server: Answering, method: str) -> None:
    getattr(rest, method)("/x", {"a": 1})

    assert (server.last.method, server.last.body) == (method.upper(), b'{"a": 1}')


def test_a_call_without_a_body_says_no_content_type(rest: Rest, server: Answering) -> None:
    rest.post("/x")

    assert "Content-Type" not in server.last.headers
    assert server.last.body == b""


def test_what_is_none_is_not_asked_for(rest: Rest, server: Answering) -> None:
    rest.get("/x", a=None, b=False, c=0, d="")

    assert parse_qs(urlsplit(server.last.path).query, keep_blank_values=True) == {
        "b": ["false"],
        "c": ["0"],
        "d": [""],
    }


def test_the_password_and_the_label_go_with_every_call(server: Answering) -> None:
    server.will()
    rest = Rest(server.url, "secret", "run 1")

    for call in (
        lambda: rest.get("/x"),
        lambda: rest.octets("/x"),
        lambda: rest.post_octets("/x", b"", "text/xml"),
    ):
        call()
        headers = {name.lower(): value for name, value in server.last.headers.items()}
        assert headers["authorization"] == "Bearer secret"
        assert headers["x-mm-label"] == "run 1"


def test_outside_a_run_no_label_is_sent(rest: Rest, server: Answering) -> None:
    rest.get("/x")

    assert "x-mm-label" not in {name.lower() for name in server.last.headers}


def test_bytes_are_sent_and_read_as_they_are(rest: Rest, server: Answering) -> None:
    server.will(body=b"\x00\xff")

    assert rest.octets("/x") == b"\x00\xff"
    server.will()
    rest.post_octets("/x", b"\xfe\x01", "text/xml")
    assert (server.last.body, server.last.headers["Content-Type"]) == (b"\xfe\x01", "text/xml")


def test_a_slash_at_the_end_of_the_address_does_not_double(server: Answering) -> None:
    server.will()
    Rest(f"{server.url}/").get("/x")

    assert server.last.path == "/x"


def test_a_whole_address_is_asked_as_it_is(rest: Rest, server: Answering) -> None:
    rest.octets(f"{server.url}/elsewhere")

    assert server.last.path == "/elsewhere"


def refused(rest: Rest, server: Answering, status: int, body: bytes) -> Problem:
    server.will(status, body)
    with pytest.raises(Problem) as problem:
        rest.get("/x")
    return problem.value


def test_a_problem_has_its_members_and_says_them(rest: Rest, server: Answering) -> None:
    errors = [{"pointer": "/age", "detail": "för hög"}, {"pointer": "/name", "detail": "saknas"}]
    body = {"type": "urn:mm:problem:invalid", "title": "Fel", "detail": "Rätta", "errors": errors}

    problem = refused(rest, server, 400, json.dumps(body).encode())

    assert (problem.status, problem.kind, problem.title, problem.detail) == (400, "invalid", "Fel", "Rätta")
    assert problem.body == body
    assert str(problem) == "GET /x: 400 Fel. Rätta\n  /age: för hög\n  /name: saknas"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b"1", b"\xff\xfe", b'"text"', b"{"])
@pytest.mark.parametrize("status", [400, 404, 500, 503])
def test_a_refusal_in_any_form_is_a_problem(rest: Rest, server: Answering, status: int, body: bytes) -> None:
    problem = refused(rest, server, status, body)

    assert problem.status == status
    assert str(problem).startswith(f"GET /x: {status}")


def test_what_did_not_come_in_time_says_why_and_what_came_closest(rest: Rest, server: Answering) -> None:
    body = {"reason": "ligger i kön | lies in the lane", "closest": {"message": {"subject": "Beslut"}}}

    problem = refused(rest, server, 408, json.dumps(body).encode())

    assert isinstance(problem, NotInTime)
    assert problem.reason == body["reason"]
    assert problem.closest == body["closest"]


def test_what_did_not_come_in_time_may_have_nothing_close(rest: Rest, server: Answering) -> None:
    problem = refused(rest, server, 408, b"{}")

    assert isinstance(problem, NotInTime)
    assert (problem.reason, problem.closest) == ("", None)


def test_an_answer_of_bytes_may_be_refused_too(rest: Rest, server: Answering) -> None:
    server.will(404, b'{"detail": "gone"}')

    with pytest.raises(Problem, match="gone"):
        rest.octets("/x")


def test_nobody_at_the_address_is_told_with_the_address() -> None:
    url = f"http://127.0.0.1:{free_port()}"

    with pytest.raises(NotReady, match=url):
        Rest(url).get("/x")


def test_somebody_who_answers_too_late_is_told(server: Answering) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        rest = Rest(f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(NotReady):
            rest.post("/x", {}, timeout=0.05)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "true"),
        (0, "0"),
        (1.5, "1.5"),
        ("å", "å"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "2026-01-02T03:04:00+00:00"),
    ],
)
def test_a_value_of_a_query_is_written_as_the_interface_reads_it(value: object, written: str) -> None:
    assert as_text(value) == written


@given(values)
def test_what_is_json_already_stays_as_it_is(value: Any) -> None:
    assert as_json(value) == value


def test_a_moment_is_written_with_its_zone() -> None:
    assert as_json(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02T00:00:00+00:00"
