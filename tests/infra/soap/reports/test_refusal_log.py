"""A call id that a sender reads leads to a line in the log with the refusal and its caller."""

from __future__ import annotations

import logging

import pytest

from infra.pki import store
from infra.pki.peer import Caller
from infra.soap.messages import faults
from infra.soap.messages.parser import SOAP_11
from infra.soap.reports.refusal_log import MAX_REASON, log_refusal
from infra.texts import Text
from tests import cast
from tests.cast import ARVID, Sender
from tests.infra.soap.questions import RECIPIENT, is_reachable, question, soap

LOGGER = "infra.soap.reports.refusal_log"


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == LOGGER]


def test_a_refusal_is_one_line_with_what_finds_the_call(
    kommun_a: Sender, post: cast.Post, caplog: pytest.LogCaptureFixture
) -> None:
    reply = post(RECIPIENT, question(), store.load_identity("obehorig"))

    [line] = lines(caplog)
    assert line.startswith("refused Recipient/v3 isReachable from 16")
    assert f"with 5002: {reply.fault.description.split(' | ')[1][:40]}" in line
    assert line.endswith(f"(call {reply.fault.call_id})")


def test_it_is_logged_at_the_default_level(
    kommun_a: Sender, post: cast.Post, caplog: pytest.LogCaptureFixture
) -> None:
    post(RECIPIENT, question(), store.load_identity("obehorig"))

    [record] = [record for record in caplog.records if record.name == LOGGER]
    assert record.levelno == logging.WARNING


@pytest.mark.parametrize(
    ("body", "with_code"),
    [
        (b"hello", "- from - with 5001"),
        (soap("<x/>"), "- from - with 5001"),
        (is_reachable("<recipientId>12</recipientId>"), "isReachable from 162021004748 with 5001"),
        (soap("<x/>").replace(SOAP_11.encode(), b"urn:another"), "- from - with"),
        (soap("<x/>", '<s:Header><y s:mustUnderstand="1"/></s:Header>'), "- from - with 0"),
    ],
)
def test_each_kind_of_refusal_is_one_line(
    kommun_a: Sender, post: cast.Post, caplog: pytest.LogCaptureFixture, body: bytes, with_code: str
) -> None:
    assert post(RECIPIENT, body, store.load_identity("kommun-a")).status == 500

    [line] = lines(caplog)
    assert with_code in line


def test_a_wrong_content_type_and_a_wrong_address_are_logged_too(
    kommun_a: Sender, post: cast.Post, caplog: pytest.LogCaptureFixture
) -> None:
    post("/webservice/accao/Recipient/v9", question(), store.load_identity("kommun-a"))

    [line] = lines(caplog)
    assert "Recipient/v9" in line
    assert "with 5003" in line


def test_what_is_answered_is_not_logged(
    kommun_a: Sender, post: cast.Post, caplog: pytest.LogCaptureFixture
) -> None:
    assert post(RECIPIENT, question(), store.load_identity("kommun-a")).status == 200

    assert lines(caplog) == []


def test_a_letter_to_a_wrong_number_does_not_put_it_into_the_log(
    kommun_a: Sender, post: cast.Post, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = f"{ARVID[:-1]}{(int(ARVID[-1]) + 1) % 10}"
    post(RECIPIENT, is_reachable(f"<recipientId>{wrong}</recipientId>" * 1001), store.load_identity("kommun-a"))
    post(RECIPIENT, is_reachable(f"<recipientId>{wrong}x</recipientId>"), store.load_identity("kommun-a"))

    assert lines(caplog)
    assert wrong not in " ".join(lines(caplog))


def test_what_a_caller_writes_stays_on_the_line(kommun_a: Sender, caplog: pytest.LogCaptureFixture) -> None:
    certificate = store.load_identity("kommun-a").certificate
    caller = Caller(store.load_identity("kommun-a").organisation, certificate, "Kommun A")
    text = Text.same("a\nWARNING forged line\x1b[2J" + "x" * 10_000)

    log_refusal("Message/v3\r\nforged", "distributeSecure", caller, faults.Fault(5001, text, "an-id"))

    [line] = lines(caplog)
    assert line.isprintable()
    assert line.startswith("refused Message/v3 forged distributeSecure from 162021004748 with 5001: a WARNING")
    assert len(line) < MAX_REASON + 200
