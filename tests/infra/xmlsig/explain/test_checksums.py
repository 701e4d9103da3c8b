"""Attachments that differ from their own Checksum are named, in every version and with any line breaks."""

import base64
import hashlib
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from infra.xmlsig.explain.checksums import mismatching_attachments

names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10)
Attachment = tuple[str, bytes, str]
"""File name, content, checksum."""


def md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def delivery(*attachments: Attachment, body: str | None = None, namespace: str = "urn:a") -> etree._Element:
    parts = "".join(
        f"<Attachment><Body>{base64.encodebytes(content).decode() if body is None else body}</Body>"
        f"<Checksum>{checksum}</Checksum><Filename>{escape(name)}</Filename></Attachment>"
        for name, content, checksum in attachments
    )
    return etree.fromstring(f'<Delivery xmlns="{namespace}">{parts}</Delivery>')


@given(attachments=st.lists(st.tuples(names, st.binary(max_size=200), st.booleans()), max_size=5))
def test_exactly_the_changed_attachments_are_named_in_their_order(
    attachments: list[tuple[str, bytes, bool]],
) -> None:
    sent = [
        (name, content, md5(content + b"!") if is_changed else md5(content).upper())
        for name, content, is_changed in attachments
    ]

    found = mismatching_attachments(delivery(*sent))

    assert found == [f"«{name}»" for name, _, is_changed in attachments if is_changed]


@pytest.mark.parametrize("namespace", ["http://minameddelanden.gov.se/schema/Message", "urn:another"])
def test_the_namespace_of_every_version_is_read(namespace: str) -> None:
    assert mismatching_attachments(delivery(("a.pdf", b"a", md5(b"b")), namespace=namespace)) == ["«a.pdf»"]


def test_an_attachment_without_checksum_cannot_differ_from_it() -> None:
    assert mismatching_attachments(delivery(("a.pdf", b"a", " "))) == []


def test_a_checksum_may_have_white_space_around_it() -> None:
    assert mismatching_attachments(delivery(("a.pdf", b"a", f"\n {md5(b'a')} "))) == []


@pytest.mark.parametrize("body", ["A", "åäö", "====", "%%%"])
def test_a_body_that_is_no_base64_differs(body: str) -> None:
    assert mismatching_attachments(delivery(("a.pdf", b"", md5(b"a")), body=body)) == ["«a.pdf»"]


def test_an_attachment_without_a_name_is_told_as_unknown() -> None:
    element = etree.fromstring("<D><Attachment><Body>YQ==</Body><Checksum>00</Checksum></Attachment></D>")

    assert mismatching_attachments(element) == ["«?»"]
