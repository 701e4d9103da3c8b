"""What a refused caller finds in the journal: whose turn it is, where, what was expected, and what to do."""

from collections.abc import Callable

import pytest

from contracts import message_v3
from infra.pki import store
from infra.xmlsig.names import ds
from sender import compose
from tests import cast
from tests.cast import Sender
from tests.testbed.journal.conftest import Journal, journal

__all__ = ["journal"]


def _with_files(*files: compose.AttachedFile) -> Callable[[Sender], bytes]:
    return lambda sender: sender.letter(cast.ARVID, sender.text(attachments=list(files))).request


def _with_reference(sender: Sender) -> bytes:
    def change(delivery: message_v3.SecureDelivery) -> None:
        delivery.header.reference = "x" * 51

    return sender.letter(cast.ARVID, change=change).request


def _without_certificate(sender: Sender) -> bytes:
    sealed = sender.letter(cast.ARVID).sealed
    for certificate in list(sealed.iter(ds("X509Certificate"))):
        parent = certificate.getparent()
        assert parent is not None
        parent.remove(certificate)
    return compose.wrap_sealed_delivery(sealed)


REFUSED: list[tuple[str, str, int, Callable[[Sender], bytes]]] = [
    ("xml-not-well-formed", "transport", 5001, lambda _: b"<a>"),
    ("no-soap-envelope", "transport", 5001, lambda _: b"<a/>"),
    ("schema-violated", "schema", 5001, lambda a: a.letter(cast.ARVID).request.replace(b"svSE", b"", 1)),
    (
        "delivery-changed-after-sealing",
        "signature",
        5012,
        lambda a: a.letter(cast.ARVID).request.replace(b"svSE", b"enGB", 1),
    ),
    ("signature-without-certificate", "signature", 5012, _without_certificate),
    (
        "signer-is-another-organisation",
        "signature",
        5012,
        lambda a: a.letter(cast.ARVID, signer=store.load_identity("kommun-b")).request,
    ),
    (
        "attachment-type-not-supported",
        "content",
        5019,
        _with_files(compose.AttachedFile("bild.png", b"png", "image/png")),
    ),
    (
        "attachment-ending-contradicts-type",
        "content",
        5019,
        _with_files(compose.AttachedFile("bild.doc", cast.PDF, "application/pdf")),
    ),
    ("reference-too-long", "content", 5001, _with_reference),
]


@pytest.mark.parametrize(("reason", "check", "code", "request_of"), REFUSED)
def test_a_refusal_is_told_by_its_values(
    kommun_a: Sender, journal: Journal, reason: str, check: str, code: int, request_of: Callable[[Sender], bytes]
) -> None:
    reply = kommun_a.deliver(request_of(kommun_a))

    assert (reply.fault.code, reply.fault.reason) == (code, reason)
    told = journal.only(call_id=reply.fault.call_id)
    assert (told["reason"], told["check"], told["at_fault"], told["retry"]) == (reason, check, "you", False)
    assert told["where"]
    assert told["fix"]
    assert told["docs"].endswith(f"/refusals/{reason}")


FIXES: list[tuple[str, str, Callable[[Sender], bytes]]] = [
    ("no-soap-envelope", "Put <a> into Envelope/Body", lambda _: b"<a/>"),
    ("schema-violated", "Service/v3?xsd", lambda a: a.letter(cast.ARVID).request.replace(b"svSE", b"", 1)),
    (
        "signer-is-another-organisation",
        "Sign with a certificate of 162021004748",
        lambda a: a.letter(cast.ARVID, signer=store.load_identity("kommun-b")).request,
    ),
    (
        "attachment-type-not-supported",
        "Turn bild.png into PDF and say application/pdf in ContentType instead of image/png",
        _with_files(compose.AttachedFile("bild.png", b"png", "image/png")),
    ),
    (
        "attachment-ending-contradicts-type",
        "ending to .pdf",
        _with_files(compose.AttachedFile("bild.doc", cast.PDF, "application/pdf")),
    ),
    ("reference-too-long", "from 51 to at most 50", _with_reference),
]


@pytest.mark.parametrize(("reason", "says", "request_of"), FIXES)
def test_what_to_do_has_the_values_of_the_request(
    kommun_a: Sender, journal: Journal, reason: str, says: str, request_of: Callable[[Sender], bytes]
) -> None:
    reply = kommun_a.deliver(request_of(kommun_a))

    told = journal.only(call_id=reply.fault.call_id)
    assert told["reason"] == reason
    assert says in told["fix"]


@pytest.mark.parametrize(
    ("caller", "reason", "check"),
    [
        ("obehorig", "sealed-by-another-than-caller", "rights"),
        ("utgangen", "certificate-expired", "certificate"),
        ("aterkallad", "certificate-revoked", "certificate"),
    ],
)
def test_a_caller_is_told_what_is_wrong_with_it(
    kommun_a: Sender, journal: Journal, caller: str, reason: str, check: str
) -> None:
    reply = kommun_a.deliver(kommun_a.letter(cast.ARVID), as_=store.load_identity(caller))

    told = journal.only(call_id=reply.fault.call_id)
    assert (told["reason"], told["check"]) == (reason, check)
    assert all(told[name] for name in ("where", "expected", "received", "fix"))


def test_a_digest_that_does_not_hold_says_both_digests(kommun_a: Sender, journal: Journal) -> None:
    reply = kommun_a.deliver(kommun_a.letter(cast.ARVID).request.replace(b"svSE", b"enGB", 1))

    told = journal.only(call_id=reply.fault.call_id)
    assert told["expected"].startswith("SHA256 ")
    assert told["received"].startswith("SHA256 ")
    assert told["expected"] != told["received"]
    assert told["octets"].endswith("/octets")


def test_the_fault_ends_with_its_reason(kommun_a: Sender) -> None:
    reply = kommun_a.deliver(b"<a/>")

    assert b"[no-soap-envelope]</" in reply.body
    assert reply.fault.description.endswith(" [no-soap-envelope]")
    assert "[" not in reply.fault.text.english
