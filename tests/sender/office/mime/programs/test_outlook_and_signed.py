"""Mails of Outlook and Exchange, signed mails and encrypted ones."""

import base64

import pytest
from asn1crypto import cms, core

from infra.message_rules.file_types import DOCX as DOCX_TYPE
from tests import cast
from tests.infra.message_rules.files import CALENDAR, DOCX
from tests.sender.office.mime.mails import raw, refused, text_of
from tests.sender.office.mime.programs.parts import HEJ, attached, coded, enclosed, parts

HEADS = (
    "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m",
    "application/x-pkcs7-mime; name=smime.p7m",
    "application/octet-stream; name=smime.p7m",
)


@pytest.mark.parametrize("label", ["application/ms-tnef", "application/octet-stream"])
def test_what_only_outlook_can_read_is_refused_by_its_content(label: str) -> None:
    tnef = base64.b64encode(b"\x78\x9f\x3e\x22" + b"\0" * 60).decode()

    assert "Outlook" in refused(parts(HEJ, coded(label, tnef)))


def test_an_invitation_comes_with_one_calendar_file() -> None:
    code = base64.b64encode(CALENDAR).decode()
    alternative = (
        "Content-Type: multipart/alternative; boundary=b\n\n"
        f"--b\n{HEJ}\n--b\n{coded('text/calendar; method=REQUEST; charset=utf-8', code)}\n--b--"
    )

    assert enclosed(
        parts(alternative, coded("application/ics; name=invite.ics", code, attached("invite.ics")))
    ) == [("invite.ics", "text/calendar", CALENDAR)]


def test_a_calendar_file_becomes_utf8() -> None:
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Möte\r\nEND:VCALENDAR\r\n"
    code = base64.b64encode(calendar.encode("cp1252")).decode()

    assert enclosed(parts(HEJ, coded("text/calendar; charset=iso-8859-1", code)))[0][2] == calendar.encode()


@pytest.mark.parametrize("kind", ["application/pkcs7-signature; name=smime.p7s", "application/pgp-signature"])
def test_a_signed_mail_is_read_and_its_signature_left_out(kind: str) -> None:
    inner = (
        "Content-Type: multipart/mixed; boundary=b\n\n"
        f"--b\n{HEJ}\n--b\n{coded('application/pdf; name=beslut.pdf')}\n--b--"
    )

    text = text_of(parts(inner, coded(kind, "AAAA", attached("smime.p7s")), kind="signed"))

    assert text.body == "Hej Åsa!"
    assert [item.filename for item in text.attachments] == ["beslut.pdf"]


@pytest.mark.parametrize("head", HEADS)
def test_what_is_encrypted_is_refused(head: str) -> None:
    assert "S/MIME" in refused(raw("AAAA", f"Content-Type: {head}", "Content-Transfer-Encoding: base64"))
    encrypted = cms.EncryptedData(
        {
            "version": "v0",
            "encrypted_content_info": {
                "content_type": "data",
                "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": b"\0" * 16},
                "encrypted_content": b"\0" * 16,
            },
        }
    )
    assert "S/MIME" in refused(wrapped(encrypted, "encrypted_data", head))


def wrapped(content: core.Sequence, kind: str, head: str) -> bytes:
    """A mail that is wholly within a structure of S/MIME."""
    code = base64.encodebytes(cms.ContentInfo({"content_type": kind, "content": content}).dump()).decode()
    return raw(code, f"Content-Type: {head}", "Content-Transfer-Encoding: base64")


def signature_around(signed: str | bytes) -> cms.SignedData:
    octets = signed if isinstance(signed, bytes) else signed.replace("\n", "\r\n").encode()
    content = {"content_type": "data", "content": octets}
    return cms.SignedData(
        {"version": "v1", "digest_algorithms": [], "encap_content_info": content, "signer_infos": []}
    )


@pytest.mark.parametrize("head", HEADS)
def test_a_mail_within_its_signature_is_read(head: str) -> None:
    inner = (
        "Content-Type: multipart/mixed; boundary=b\n\n"
        f"--b\n{HEJ}\n--b\n{coded('application/pdf; name=beslut.pdf')}\n--b--"
    )

    text = text_of(wrapped(signature_around(inner), "signed_data", head))

    assert (text.subject, text.body) == ("Beslut", "Hej Åsa!")
    assert [item.filename for item in text.attachments] == ["beslut.pdf"]


def test_signatures_within_one_another_have_an_end() -> None:
    mail = HEJ
    for _ in range(30):
        code = base64.encodebytes(
            cms.ContentInfo({"content_type": "signed_data", "content": signature_around(mail)}).dump()
        ).decode()
        mail = f"Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\n{code}"

    assert "nivåer" in refused(
        raw("", *mail.split("\n\n", 1)[0].split("\n")).rstrip() + b"\r\n\r\n" + code.encode()
    )


def test_what_is_encrypted_within_a_signature_is_refused() -> None:
    inner = "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nx"

    assert "S/MIME" in refused(wrapped(signature_around(inner), "signed_data", HEADS[0]))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("avtal.pdf", cast.PDF, "application/pdf"), ("avtal.docx", DOCX, DOCX_TYPE.content_type)],
)
def test_a_file_that_was_signed_by_itself_is_attached_under_its_name(name: str, content: bytes, kind: str) -> None:
    signed = cms.ContentInfo({"content_type": "signed_data", "content": signature_around(content)}).dump()
    code = base64.encodebytes(signed).decode()

    for label in ("application/octet-stream", "application/pkcs7-mime"):
        assert enclosed(parts(HEJ, coded(f'{label}; name="{name}.p7m"', code))) == [(name, kind, content)]
