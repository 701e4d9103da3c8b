"""The parts of mails as programs and machines write them."""

import base64

from tests import cast
from tests.sender.office.mime.mails import PNG, raw, text_of

OF_PDF = base64.b64encode(cast.PDF).decode()
OF_PNG = base64.b64encode(PNG).decode()
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + b"\0" * 20).decode()
SHOWN_PNG = f"data:image/png;base64,{OF_PNG}"


def parts(*each: str, kind: str = "mixed", boundary: str = "a", end: str = "--a--\n") -> bytes:
    body = "".join(f"--{boundary}\n{part}\n" for part in each) + end
    return raw(body, f'Content-Type: multipart/{kind}; boundary="{boundary}"')


def coded(content_type: str, code: str = OF_PDF, *headers: str) -> str:
    lines = [*([f"Content-Type: {content_type}"] if content_type else []), *headers]
    return "\n".join([*lines, "Content-Transfer-Encoding: base64", "", code])


def attached(name: str) -> str:
    return f'Content-Disposition: attachment; filename="{name}"'


HEJ = "Content-Type: text/plain; charset=utf-8\n\nHej Åsa!"


def enclosed(mail: bytes) -> list[tuple[str, str, bytes]]:
    return [(item.filename, item.content_type, item.content) for item in text_of(mail).attachments]
