"""Whatever bytes come as a mail: a letter that can be signed, or a refusal in words. Never anything else."""

import os
from email.message import EmailMessage

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from infra.identity import OrganisationNumber, RecipientId
from sender import compose
from sender.office.mime import letter
from sender.office.mime.letter import MailLetter
from sender.office.rejections import MailRejected
from tests import cast
from tests.sender.office.mime.mails import OUTLOOK

EXAMPLES = int(os.environ.get("MM_TEST_EXAMPLES", "150"))
FROM = b"From: a@b.example\r\nSubject: "
TOKENS = st.sampled_from(
    [
        b"--a\r\n", b"--a--\r\n", b"\r\n", b"\r\n\r\n", b"Content-Type: ", b"multipart/mixed; boundary=a\r\n",
        b"multipart/alternative; boundary=a\r\n", b"multipart/related; boundary=\"a\"\r\n", b"text/html; charset=",
        b"text/plain; format=flowed; charset=", b"utf-8\r\n", b"utf-7\r\n", b"idna\r\n",
        b"\xff\xfe\r\n", b"message/rfc822\r\n",
        b"Content-Transfer-Encoding: base64\r\n", b"Content-Transfer-Encoding: x-uuencode\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"Content-Disposition: attachment; filename*0*=utf-8''%ff;",
        b"filename*=bogus''x\r\n", b"Content-ID: <c>\r\n", b"image/png\r\n", b"<img src=cid:c>",
        b"<p>", b"=?utf-8?B?",
        b"=?x?Q?=ff?=", b"%PDF-1.4", b"application/pdf\r\n", b"Subject: x\r\n",
        b"From: <<a@b>, c\r\n", b"begin 666 x\r\n",
        b"Reply-To: \"a\\\" <b@c.d>\r\n", b"Message-ID: <\x00>\r\n", b"\x00", b"\xe5", b";", b"=",
        b"\"", b"<!--", b"&#55296;",
    ]
)  # fmt: skip


def read(octets: bytes) -> MailLetter | MailRejected:
    try:
        return letter.read_letter(octets)
    except MailRejected as refusal:
        return refusal


def become_a_letter_or_words(octets: bytes) -> None:
    found = read(octets)
    if isinstance(found, MailRejected):
        assert found.text
        assert all(len(line.encode()) <= 510 for line in found.answer(unicode=True).split("\r\n"))
        assert found.answer().isascii()
        return
    delivery = compose.compose_delivery(
        OrganisationNumber("162021004748"), "Kommun A", RecipientId(cast.MARIA), [found.text]
    )
    delivery.header.reference = found.message_id or None
    element = compose.unsigned_delivery(delivery)
    assert etree.fromstring(etree.tostring(element)) is not None
    assert 0 < len(found.text.subject) <= 255
    assert found.text.body.strip()


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.binary(max_size=400))
def test_of_any_bytes(octets: bytes) -> None:
    become_a_letter_or_words(octets)
    become_a_letter_or_words(FROM + octets)


@settings(max_examples=EXAMPLES * 2, deadline=None)
@given(st.lists(st.one_of(TOKENS, st.binary(max_size=12)), max_size=40))
def test_of_anything_that_looks_like_a_mail(pieces: list[bytes]) -> None:
    become_a_letter_or_words(FROM + b"x\r\n" + b"".join(pieces))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.integers(0, len(OUTLOOK) - 1), st.integers(0, 60), st.binary(max_size=12))
def test_of_a_real_mail_that_was_damaged(at: int, gone: int, put: bytes) -> None:
    become_a_letter_or_words(OUTLOOK[:at] + put + OUTLOOK[at + gone :])


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=60))
def test_what_is_written_is_what_is_read(subject: str, body: str, name: str) -> None:
    mail = EmailMessage()
    mail["From"] = "a@b.example"
    mail["Subject"] = "Ä " + " ".join("".join(sign for sign in subject if sign.isprintable()).split())
    words = "".join(sign for sign in body if sign.isprintable() or sign in "\t\n")
    mail.set_content(words.encode("utf-8", "replace").decode())
    mail.add_attachment(
        cast.PDF, maintype="application", subtype="pdf", filename="".join(filter(str.isalnum, name)) or "x"
    )

    found = letter.read_letter(mail.as_bytes())

    assert found.text.subject == mail["Subject"].strip()
    assert [item.content for item in found.text.attachments] == [cast.PDF]
