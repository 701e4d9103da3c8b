"""Files as programs write them, good and bad."""

import io
import zipfile

from tests import cast

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
DOC = OLE + "WordDocument".encode("utf-16-le") + b"\0" * 100
XLS = OLE + "Workbook".encode("utf-16-le") + b"\0" * 100
CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
EXE = b"MZ\x90\0\x03" + b"\0" * 100 + cast.PDF
HTML = b"<!DOCTYPE html><script>alert(1)</script>" + cast.PDF
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
LNK = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + b"\0" * 60


def zipped(*names: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writing:
        for name in names:
            writing.writestr(name, "x")
    return archive.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
XLSX = zipped("[Content_Types].xml", "xl/workbook.xml")
DOCM = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
