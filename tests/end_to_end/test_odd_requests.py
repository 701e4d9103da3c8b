"""What real sockets bring that is no letter, or the same letter many times at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cast import SERVICE, Sender
from tests.end_to_end.wire import TABLES, Post, Store, chunked, head, line, request
from tests.infra.supervisor.simulator import Simulator

WHOLE = 2_097_152


def of_size(size: int, letter: bytes) -> bytes:
    return letter + b" " * (size - len(letter))


def test_a_letter_of_exactly_2_mib_is_delivered(kommun_a: Sender) -> None:
    assert kommun_a.deliver(of_size(WHOLE, kommun_a.letter().request)).delivered


@pytest.mark.parametrize("announced", [True, False])
def test_one_byte_more_is_answered_although_the_sender_is_still_sending(
    simulator: Simulator, kommun_a: Sender, kept: Store, announced: bool
) -> None:
    before, body = kept.rows(), of_size(WHOLE + 1, kommun_a.letter().request)
    with line(simulator, kommun_a.identity) as call:
        if announced:
            call.say(request(body))
        else:
            call.say(head("Transfer-Encoding: chunked"), *chunked(body, 65_536))
        fault = call.hear().fault

    assert fault.code == 5005
    assert "2 MiB" in fault.description
    assert kept.rows() == before


@pytest.mark.parametrize("announced", [True, False])
def test_a_refusal_whose_body_was_not_read_announces_that_the_connection_ends(
    simulator: Simulator, kommun_a: Sender, announced: bool
) -> None:
    body = of_size(WHOLE + 1, kommun_a.letter().request)
    with line(simulator, kommun_a.identity) as call:
        if announced:
            call.say(head(f"Content-Length: {len(body)}"))
        else:
            call.say(head("Transfer-Encoding: chunked"), *chunked(body, 65_536))
        reply, headers = call.hear_with_headers()
        more = call.connection.recv(1)

    assert reply.fault.code == 5005
    assert headers.get_all("Connection") == ["close"]
    assert more == b""


def test_a_refusal_whose_body_was_read_keeps_the_connection(simulator: Simulator, kommun_a: Sender) -> None:
    with line(simulator, kommun_a.identity) as call:
        for _ in range(2):
            call.say(request(b"<x/>"))
            reply, headers = call.hear_with_headers()
            assert (reply.status, headers.get_all("Connection")) == (500, ["keep-alive"])


def test_a_letter_whose_line_breaks_leaves_no_trace(simulator: Simulator, kommun_a: Sender, kept: Store) -> None:
    before, body = kept.rows(), kommun_a.letter().request
    with line(simulator, kommun_a.identity) as call:
        call.say(request(body)[:-1])

    assert kommun_a.deliver(b"").fault.code == 5001
    assert kept.rows() == before


def test_the_same_letter_many_times_at_once_is_one_letter(kommun_a: Sender, post: Post, kept: Store) -> None:
    before, body = kept.rows(), kommun_a.letter().request
    with ThreadPoolExecutor(8) as senders:
        replies = list(senders.map(lambda _: post(SERVICE, body, kommun_a.identity), range(16)))

    assert all(reply.delivered for reply in replies)
    assert len({reply.trans_id for reply in replies}) == 1
    assert [kept.rows()[table] - before[table] for table in TABLES] == [1, 1, 1, 0]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_another_method_than_post_is_told_which_are_right(
    simulator: Simulator, kommun_a: Sender, method: str
) -> None:
    with line(simulator, kommun_a.identity) as call:
        call.say(head("Content-Length: 0", method=method))
        reply = call.hear()

    assert reply.status == 405
    assert f"{method} används inte här" in reply.body.decode()


def test_an_address_without_a_service_is_answered_with_those_that_have_one(
    simulator: Simulator, kommun_a: Sender
) -> None:
    with line(simulator, kommun_a.identity) as call:
        call.say(request(b"<x/>", path="/webservice/accao/Recipient/v3/"))
        reply, headers = call.hear_with_headers()

    assert (reply.status, reply.fault.code) == (500, 5003)
    assert headers["Content-Length"] == str(len(reply.body))
    assert "/webservice/accao/Recipient/v3," in reply.fault.description


def test_a_browser_at_an_address_without_a_service_reads_text(simulator: Simulator, kommun_a: Sender) -> None:
    with line(simulator, kommun_a.identity) as call:
        call.say(head(method="GET", path="/nowhere"))
        reply, headers = call.hear_with_headers()

    assert (reply.status, headers.get_content_type()) == (404, "text/plain")
    assert headers["Content-Length"] == str(len(reply.body))


@pytest.mark.parametrize(
    ("chunks", "said"),
    [
        (b"zz\r\n<x/>\r\n0\r\n\r\n", "not divided"),
        (b"-4\r\n<x/>\r\n0\r\n\r\n", "not divided"),
        (b"4\r\n<x/>XX0\r\n\r\n", "not divided"),
        (b"4 4\r\n<x/>\r\n0\r\n\r\n", "not divided"),
        (b"\r\n\r\n\r\n", "not divided"),
        (b"0x4\r\n<x/>\r\n0\r\n\r\n", "not divided"),
        (b"ffffffffffffffffffff\r\n", "Not all of the content came"),
        (b"400\r\n<x/>", "Not all of the content came"),
    ],
)
def test_chunks_that_are_none_are_refused_in_a_fault(
    simulator: Simulator, kommun_a: Sender, chunks: bytes, said: str
) -> None:
    with line(simulator, kommun_a.identity) as call:
        call.say(head("Transfer-Encoding: chunked"), chunks)
        reply = call.hear()

    assert (reply.status, reply.fault.code) == (500, 5001)
    assert said in reply.fault.text.english


@pytest.mark.parametrize("kind", ["application/json", "application/soap+xml; charset=utf-8", ""])
def test_another_content_type_than_xml_is_told_which_is_right(
    simulator: Simulator, kommun_a: Sender, kind: str
) -> None:
    body = kommun_a.letter().request
    with line(simulator, kommun_a.identity) as call:
        call.say(head(f"Content-Length: {len(body)}", content_type=kind), body)
        reply = call.hear()

    assert (reply.status, reply.fault.code) == (500, 5001)
    assert "text/xml" in reply.fault.description
