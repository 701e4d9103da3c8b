"""The time that a mail takes grows as the mail does, for every kind of content."""

import contextlib
import gc
import math
import time
from collections.abc import Callable

import pytest

from sender.office.mime import letter
from sender.office.rejections import MailRejected
from tests.sender.office.mime.mails import raw

SMALLEST = 30_000
"""Bytes; doubled until it takes long enough to be measured."""
LARGEST = 250_000
LONG_ENOUGH = 0.15
STEEPEST = 1.5
"""The exponent: 1 is linear, 2 quadratic. Between them lies what a busy machine adds."""

Made = Callable[[int], bytes]


def repeated(piece: str, *headers: str, before: str = "", after: str = "") -> Made:
    return lambda size: raw(before + piece * (size // len(piece)) + after, *headers)


FLOWED = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"
HTML = "Content-Type: text/html"
BASE64 = "Content-Transfer-Encoding: base64"
QUOTED = "Content-Transfer-Encoding: quoted-printable"
MIXED = "Content-Type: multipart/mixed; boundary=a"
MAILS: dict[str, Made] = {
    "flowed lines": repeated("ord \n", FLOWED),
    "flowed quotations": repeated("> ord \n", FLOWED),
    "depths of quotation": repeated(">>>>> ord \n> x \n", FLOWED),
    "quotation marks": repeated(">", FLOWED),
    "blanks": repeated(" ", FLOWED),
    "charsets named": repeated("<meta charset", HTML),
    "pictures named": repeated('"cid:', HTML),
    "blanks before pictures": repeated("= ", HTML),
    "tags": repeated("<div>", HTML),
    "padding": repeated("AA==", BASE64),
    "base64": repeated("QUFB", BASE64),
    "base64 with blanks": repeated("Q U \t", BASE64),
    "soft breaks": repeated("=  ", QUOTED),
    "soft breaks at line ends": repeated("= \n", QUOTED),
    "files in the text": repeated("begin 644 a.pdf\n#0V%T\n`\nend\n"),
    "beginnings of files": repeated("begin 644 a.pdf\nM\n"),
    "bad bytes": lambda size: raw("\udce4\udc80x" * (size // 3), "Content-Type: text/plain; charset=utf-8"),
    "parts": repeated("--a\n\nx\n", MIXED),
    "files": repeated("--a\nContent-Type: application/pdf\n\n%PDF-1.4\n", MIXED),
    "heads without end": repeated("--a\nX: y\n", MIXED),
    "lines that are no headers": lambda size: b"x\r\n" * (size // 3) + raw("Hej"),
    "boundaries": repeated("boundary=a\n--a\n"),
    "carriage returns": repeated("\r"),
}


def seconds(mail: bytes) -> float:
    # The collector's time grows with all that the test process holds, not with the mail.
    gc.disable()
    try:
        start = time.process_time()
        with contextlib.suppress(MailRejected):
            letter.read_letter(mail)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("kind", MAILS)
def test_the_time_grows_as_the_mail(kind: str) -> None:
    make, size = MAILS[kind], SMALLEST
    seconds(make(size))
    while size * 4 <= LARGEST and seconds(make(size)) < LONG_ENOUGH:
        size *= 2

    short, long = (min(seconds(make(each)) for _ in range(3)) for each in (size, size * 4))

    if long > LONG_ENOUGH:
        assert math.log(long / short, 4) < STEEPEST, f"{size} bytes: {short:.2f} s, {size * 4}: {long:.2f} s"
