"""An answer's head goes out together with the beginning of its body."""

import socket
from collections.abc import Iterator
from tempfile import TemporaryFile

import pytest

from infra.http_worker.answer_socket import MAX_JOINED, AnswerSocket

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"


class Written:
    """A socket that keeps what it is asked to write, piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def sendall(self, data: bytes) -> None:
        self.pieces.append(data)

    def send(self, data: bytes) -> int:
        self.pieces.append(data)
        return len(data)

    def fileno(self) -> int:
        return 7


@pytest.fixture
def written() -> Written:
    return Written()


@pytest.fixture
def answer(written: Written) -> AnswerSocket:
    """The socket of an answer with a known length."""
    answer = AnswerSocket(written)
    answer.hold_head()
    answer.sendall(HEAD)
    return answer


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_head_and_body_are_one_piece(written: Written, answer: AnswerSocket) -> None:
    answer.sendall(b"ok")

    assert written.pieces == [HEAD + b"ok"]


def test_what_follows_is_written_as_it_comes(written: Written, answer: AnswerSocket) -> None:
    for piece in (b"o", b"k"):
        answer.sendall(piece)
    answer.send_held()

    assert written.pieces == [HEAD + b"o", b"k"]


def test_a_large_body_is_not_copied(written: Written, answer: AnswerSocket) -> None:
    body = b"x" * (MAX_JOINED + 1)
    answer.sendall(body)

    assert written.pieces == [HEAD, body]
    assert written.pieces[1] is body


def test_a_head_without_a_body_is_sent_at_the_end(written: Written, answer: AnswerSocket) -> None:
    assert written.pieces == []

    answer.send_held()
    answer.send_held()

    assert written.pieces == [HEAD]


def test_an_answer_of_unknown_length_begins_at_once(written: Written) -> None:
    """Events come when something happens; the caller must know before that it is connected."""
    answer = AnswerSocket(written)
    answer.sendall(HEAD)

    assert written.pieces == [HEAD]


def test_nothing_overtakes_the_head(written: Written, answer: AnswerSocket) -> None:
    assert answer.send(b"ok") == 2

    assert written.pieces == [HEAD, b"ok"]


def test_nor_does_a_file(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    answer = AnswerSocket(ours)
    answer.hold_head()
    answer.sendall(HEAD)
    with TemporaryFile() as file:
        file.write(b"a file")
        file.seek(0)

        assert answer.sendfile(file, count=6) == 6

    ours.close()
    assert b"".join(iter(lambda: theirs.recv(1_000), b"")) == HEAD + b"a file"


def test_it_is_the_connection_in_all_else(written: Written) -> None:
    assert AnswerSocket(written).fileno() == written.fileno()
