"""What a letter of the kit says, as its bytes have it: all that was given, nothing that was not, and signed."""

import hashlib
import time
from base64 import b64decode
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from lxml import etree
from minameddelanden import File, Letter, Matter, letters
from minameddelanden.letters import DS, MATTER, MESSAGE, SOAP, V2, V3, Keys

from contracts import catalogue, schemas
from infra.pki import store
from tests import cast

KOMMUN_A = "162021004748"
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=40)
FILES = st.lists(st.builds(File, st.just("a.pdf"), st.binary(max_size=200)), max_size=3)
STATUSES = ["", "recipientinitiative", "senderinitiative", "closed"]


@pytest.fixture(scope="module")
def keys() -> Keys:
    store.ensure_identities(settings.PKI_DIR)
    folder = Path(store.load_identity("kommun-a").folder)
    return Keys((folder / "client.key").read_text(), (folder / "leaf.pem").read_text())


def signed(keys: Keys, **content: Any) -> etree._Element:
    return letters.signed(Letter(**content), KOMMUN_A, "Kommun A", cast.ARVID, keys)


def text_at(element: etree._Element, *names: str) -> str | None:
    """The text at a path of names in Clark's notation; None: there is no such element."""
    found = element.find(".//" + "/".join(names))
    return None if found is None else found.text or ""


def texts(element: etree._Element, namespace: str, name: str) -> list[str]:
    return [found.text or "" for found in element.iter(f"{{{namespace}}}{name}")]


@how(max_examples=20, deadline=None)
@given(subject=TEXT, body=TEXT, support=TEXT)
def test_any_words_stand_in_the_letter_as_they_were_given(
    keys: Keys, subject: str, body: str, support: str
) -> None:
    letter = etree.fromstring(letters.distribute_secure(signed(keys, subject=subject, body=body, support=support)))

    assert texts(letter, V3, "Subject") == [subject]
    assert texts(letter, V3, "Text") == [support]
    assert b64decode(texts(letter, MESSAGE, "Body")[0]).decode() == body


@how(max_examples=20, deadline=None)
@given(FILES)
def test_each_file_comes_with_its_bytes_and_its_checksum(keys: Keys, files: Sequence[File]) -> None:
    attachments = list(signed(keys, files=files).iter(f"{{{V3}}}Attachment"))

    assert [b64decode(text_at(each, f"{{{MESSAGE}}}Body") or "") for each in attachments] == [
        file.content for file in files
    ]
    assert [text_at(each, f"{{{MESSAGE}}}Checksum") for each in attachments] == [
        hashlib.md5(file.content, usedforsecurity=False).hexdigest().upper() for file in files
    ]


def test_a_body_of_bytes_is_sent_as_it_is(keys: Keys) -> None:
    octets = "räksmörgås".encode("latin-1")

    letter = signed(keys, body=octets, content_type="text/plain; charset=iso-8859-1")

    assert b64decode(texts(letter, MESSAGE, "Body")[0]) == octets
    assert texts(letter, MESSAGE, "ContentType") == ["text/plain; charset=iso-8859-1"]


def test_two_letters_have_two_ids(keys: Keys) -> None:
    first, second = (texts(signed(keys), V3, "Id") for _ in range(2))

    assert first != second


@pytest.mark.parametrize(
    ("content", "namespace", "name", "value"),
    [
        ({"reference": "A 1"}, V2, "Reference", "A 1"),
        ({"correlation_id": "c-1"}, V2, "CorrelationId", "c-1"),
        ({"message_id": "m-1"}, V3, "Id", "m-1"),
        ({"reply": "REQUESTED"}, V3, "Reply", "REQUESTED"),
        ({"receipt_request": "SIMPLE"}, V3, "ReceiptRequest", "SIMPLE"),
    ],
)
def test_what_is_given_stands_in_the_letter_once(
    keys: Keys, content: dict[str, str], namespace: str, name: str, value: str
) -> None:
    assert texts(signed(keys, **content), namespace, name) == [value]


@pytest.mark.parametrize("name", ["Reference", "CorrelationId", "Reply", "ReceiptRequest", "OfficialMatter"])
def test_what_is_not_given_is_left_out(keys: Keys, name: str) -> None:
    assert [*signed(keys).iter(f"{{{V2}}}{name}", f"{{{V3}}}{name}")] == []


def test_a_letter_is_from_its_sender_to_one_recipient(keys: Keys) -> None:
    letter = signed(keys)

    assert texts(letter, V2, "Recipient") == [cast.ARVID]
    assert text_at(letter, f"{{{V2}}}Sender", "{*}Id") == KOMMUN_A
    assert text_at(letter, f"{{{V2}}}Sender", "{*}Name") == "Kommun A"


@how(max_examples=25, deadline=None)
@given(
    st.builds(
        Matter,
        id=st.sampled_from(["", "BN-17"]),
        event_id=st.sampled_from(["", "H-2"]),
        preceding_event_id=st.sampled_from(["", "H-1"]),
        subject=st.sampled_from(["", "Bygglov"]),
        event_type=st.sampled_from(["", "Beslut"]),
        status=st.sampled_from(STATUSES),
        on=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    )
)
def test_a_matter_says_what_is_known_of_it_and_holds_against_the_schema(keys: Keys, matter: Matter) -> None:
    request = etree.fromstring(letters.distribute_secure(signed(keys, matter=matter)))
    body = request.find(f"{{{SOAP}}}Body")
    assert body is not None

    schemas.validate_element(catalogue.MESSAGE, body[0])
    assert texts(body, MATTER, "Timestamp") == [matter.on.isoformat()]
    assert texts(body, MATTER, "OfficialMatterId") == [value for value in [matter.id] if value]
    assert texts(body, MATTER, "MatterStatus") == [value for value in [matter.status] if value]


def test_a_seal_is_of_today_and_says_that_signatures_hold(keys: Keys) -> None:
    sealed = letters.sealed(signed(keys), keys)

    assert texts(sealed, MESSAGE, "ReceivedTime")[0][:10] == datetime.now(UTC).date().isoformat()
    assert texts(sealed, MESSAGE, "SignaturesOK") == ["true"]


def test_to_seal_leaves_the_sender_s_signature_as_it_was(keys: Keys) -> None:
    letter = signed(keys)
    value = texts(letter, DS, "SignatureValue")[0]

    sealed = letters.sealed(letter, keys)

    assert texts(sealed, DS, "SignatureValue").count(value) == 1
    assert len(texts(sealed, DS, "SignatureValue")) == 2


@pytest.mark.parametrize("wrap", [letters.distribute_secure, letters.envelope], ids=["relay", "envelope"])
def test_on_the_wire_every_element_has_a_prefix(keys: Keys, wrap: Any) -> None:
    root = etree.fromstring(wrap(signed(keys)))

    assert {element.prefix for element in root.iter(etree.Element)} <= set(letters.PREFIXES)
    assert root.nsmap == letters.PREFIXES


def test_the_certificate_goes_along_with_the_signature(keys: Keys) -> None:
    shown = "".join(texts(signed(keys), DS, "X509Certificate")).replace("\n", "")

    assert shown in keys.certificate_pem.replace("\n", "")


def test_a_key_that_is_not_rsa_is_refused(keys: Keys) -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    pem = curve.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

    with pytest.raises(TypeError, match="RSA"):
        signed(Keys(pem, keys.certificate_pem))


def test_letters_of_one_sender_do_not_each_check_its_key(keys: Keys) -> None:
    def cost(work: Callable[[], object]) -> float:
        begun = time.process_time()
        for _ in range(10):
            work()
        return time.process_time() - begun

    signed(keys)

    assert cost(lambda: signed(keys)) < cost(lambda: load_pem_private_key(keys.key_pem.encode(), None))
