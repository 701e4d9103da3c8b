"""Mails as e-mail programs write them, and what is read of them."""

import base64
from email.message import EmailMessage

import pytest

from sender.compose import MessageText
from sender.office.mime import letter
from sender.office.mime.letter import MailLetter
from sender.office.rejections import MailRejected
from tests import cast

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def read(mail: EmailMessage | bytes | str) -> MailLetter:
    octets = mail.encode() if isinstance(mail, str) else mail if isinstance(mail, bytes) else mail.as_bytes()
    return letter.read_letter(octets)


def text_of(mail: EmailMessage | bytes | str) -> MessageText:
    return read(mail).text


def refused(mail: EmailMessage | bytes | str) -> str:
    with pytest.raises(MailRejected) as refusal:
        read(mail)
    assert " | " in refusal.value.text.on_wire
    return refusal.value.text.on_wire


def raw(body: str, *headers: str, subject: str = "Beslut") -> bytes:
    head = ["From: Karin <handlaggare@kommun-a.example>", f"Subject: {subject}", "MIME-Version: 1.0", *headers]
    return ("\r\n".join(head) + "\r\n\r\n" + body.replace("\n", "\r\n")).encode("utf-8", "surrogateescape")


OUTLOOK = raw(
    """\
--_004_outer
Content-Type: multipart/related; boundary="_003_related"; type="multipart/alternative"

--_003_related
Content-Type: multipart/alternative; boundary="_000_alt"

--_000_alt
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Hej Maria,

Du har f=E5tt plats p=E5 f=F6rskolan. Avgiften =E4r 1=A0500 kr =96 se bilagan.
[cid:image001.png@01D9.5F]

--_000_alt
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<html xmlns:o=3D"urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=3D"Content-Type" content=3D"text/html; charset=3Diso-8859-1">
<style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=3D"SV"><p class=3D"MsoNormal">Hej Maria,<o:p></o:p></p>
<p class=3D"MsoNormal">Du har f=E5tt plats p=E5 <b>f=F6rskolan</b>. Avgiften =E4r 1=A0500 kr =96 se bilagan.</p>
<p><img width=3D"64" src=3D"cid:image001.png@01D9.5F" alt=3D"Kommun A"></p></body></html>

--_000_alt--

--_003_related
Content-Type: image/png; name="image001.png"
Content-Description: image001.png
Content-Disposition: inline; filename="image001.png"; size=28
Content-ID: <image001.png@01D9.5F>
Content-Transfer-Encoding: base64

"""
    + base64.b64encode(PNG).decode()
    + """

--_003_related--

--_004_outer
Content-Type: application/octet-stream; name="=?iso-8859-1?Q?Beslut_f=F6rskola.pdf?="
Content-Disposition: attachment; filename="=?iso-8859-1?Q?Beslut_f=F6rskola.pdf?="; size=60
Content-Transfer-Encoding: base64

"""
    + base64.b64encode(cast.PDF).decode()
    + "\n--_004_outer--\n",
    "Thread-Topic: x",
    "X-MS-Has-Attach: yes",
    'Content-Type: multipart/mixed; boundary="_004_outer"',
    subject="=?iso-8859-1?Q?Beslut_om_f=F6rskoleplats_?=\r\n =?iso-8859-1?Q?h=F6sten?=",
)
