"""A letter's trace is taken from a valid `traceparent` header, passed on in one, and never crosses to others."""

import re
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra import trace

ID = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"
hexadecimal = st.text("0123456789abcdef", min_size=32, max_size=32).filter(lambda text: text.strip("0"))


@given(trace_id=hexadecimal)
def test_what_is_passed_on_is_followed_by_the_next_role(trace_id: str) -> None:
    with trace.continue_trace(trace_id):
        header = trace.traceparent()
    with trace.use_trace(header) as followed:
        assert followed == trace.current_trace() == trace_id


@pytest.mark.parametrize("header", [f"00-{ID}-{PARENT}-01", f"00-{ID}-{PARENT}-00", f"cc-{ID}-{PARENT}-01-more"])
def test_a_valid_header_is_followed(header: str) -> None:
    with trace.use_trace(header) as followed:
        assert followed == ID


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        ID,
        f"ff-{ID}-{PARENT}-01",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{ID}-{'0' * 16}-01",
        f"00-{ID.upper()}-{PARENT}-01",
        f"00-{ID[:-1]}-{PARENT}-01",
        f"00-{ID}-{PARENT}",
        f"00-{ID}-{PARENT}-01more",
        f" 00-{ID}-{PARENT}-01",
    ],
)
def test_a_new_trace_begins_where_the_header_is_not_valid(header: str | None) -> None:
    with trace.use_trace(header) as begun:
        assert re.fullmatch("[0-9a-f]{32}", begun)
        assert begun != ID


@given(header=st.text())
def test_every_header_leads_to_a_trace_id(header: str) -> None:
    with trace.use_trace(header) as begun:
        assert re.fullmatch("[0-9a-f]{32}", begun)


def test_each_step_has_a_parent_of_its_own_in_the_same_trace() -> None:
    with trace.continue_trace(ID):
        first, second = trace.traceparent(), trace.traceparent()

    assert first != second
    assert first.split("-")[1] == second.split("-")[1] == ID


def test_the_trace_before_is_back_after_an_inner_one_also_when_it_fails() -> None:
    def fail_in_another_trace() -> None:
        with trace.use_trace():
            assert trace.current_trace() != ID
            raise RuntimeError

    with trace.continue_trace(ID):
        with pytest.raises(RuntimeError):
            fail_in_another_trace()
        assert trace.current_trace() == ID


def test_another_thread_has_a_trace_and_a_label_of_its_own() -> None:
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend([trace.current_trace(), trace.current_label()]))
    with trace.continue_trace(ID), trace.use_label("run-1"):
        thread.start()
        thread.join()

    assert found[0] != ID
    assert found[1] is None


def test_a_label_marks_what_is_within_and_nothing_after() -> None:
    with trace.use_label("outer"):
        with trace.use_label("inner"):
            assert trace.current_label() == "inner"
        assert trace.current_label() == "outer"

    assert trace.current_label() is None


def test_a_label_has_room_for_100_characters() -> None:
    assert trace.wrong_with_label("x" * 100) is None

    refusal = trace.wrong_with_label("x" * 101)

    assert refusal is not None
    assert "101" in refusal.swedish
    assert "101" in refusal.english


@pytest.mark.parametrize("label", ["prov", "räksmörgås", "🙂 / 日本", 'a"b<c>%00', "x" * 100])
def test_a_label_of_any_text_survives_a_header(label: str) -> None:
    header = trace.written_label(label)

    assert header.encode("latin-1") == label.encode()
    assert trace.read_label(header) == label


def test_a_label_that_a_client_wrote_in_latin_1_is_read_as_it_stands() -> None:
    assert trace.read_label("räka") == "räka"
    assert trace.read_label("  ") is None
    assert trace.read_label(None) is None


@pytest.mark.parametrize("label", ["a\nb", "a\x00", "\x7f", "a\u2028b"])
def test_control_characters_are_no_part_of_a_label(label: str) -> None:
    refusal = trace.wrong_with_label(label)

    assert refusal is not None
    assert "styrtecken" in refusal.swedish
