"""A file's name is read in every form that programs write it in."""

import pytest

from tests import cast
from tests.sender.office.mime.programs.parts import HEJ, OF_PDF, attached, coded, enclosed, parts


@pytest.mark.parametrize(
    "disposition",
    [
        'attachment; filename="Räkning för Åsa.pdf"',
        "attachment; filename=Räkning för Åsa.pdf",
        "attachment; filename*=UTF-8''R%C3%A4kning%20f%C3%B6r%20%C3%85sa.pdf",
        "attachment; filename*=iso-8859-1'sv'R%E4kning%20f%F6r%20%C5sa.pdf",
        "attachment; filename=\"R.pdf\"; filename*=UTF-8''R%C3%A4kning%20f%C3%B6r%20%C3%85sa.pdf",
        "attachment; filename*=UTF-8''R%C3%A4kning%20f%C3%B6r%20%C3%85sa.pdf; filename=\"R.pdf\"",
        "attachment;\n filename*0*=UTF-8''R%C3%A4kning%20f;\n filename*1*=%C3%B6r%20;\n filename*2*=%C3%85sa.pdf",
        "attachment;\n filename*0*=UTF-8''R%C3%A4kning%20f%C3%B6r;\n filename*1=\" \";\n filename*2*=%C3%85sa.pdf",
        'attachment; filename="=?utf-8?Q?R=C3=A4kning_f=C3=B6r_=C3=85sa.pdf?="',
        "attachment; filename==?utf-8?B?UsOka25pbmcgZsO2ciDDhXNhLnBkZg==?=",
        'attachment;\n filename="=?iso-8859-1?Q?R=E4kning_f=F6r_?=\n =?iso-8859-1?Q?=C5sa.pdf?="',
        'attachment; filename="=?utf-8?B?UsOka25pbmcgZsO2ciDD?= =?utf-8?B?hXNhLnBkZg==?="',
        "Attachment; FILENAME=\"Räkning för Åsa.pdf\"; size=60; creation-date=\"Mon, 1 Jan 2026\"",
    ],
)  # fmt: skip
def test_a_file_s_name_is_read_in_every_form(disposition: str) -> None:
    mail = parts(HEJ, coded("application/pdf", OF_PDF, f"Content-Disposition: {disposition}"))

    assert enclosed(mail) == [("Räkning för Åsa.pdf", "application/pdf", cast.PDF)]


def test_a_name_in_latin1_is_read() -> None:
    mail = parts(HEJ, coded("application/pdf", OF_PDF, attached("Räkning.pdf")))

    assert enclosed(mail.replace("Räkning".encode(), "Räkning".encode("cp1252")))[0][0] == "Räkning.pdf"


def test_a_mac_s_name_is_written_as_others_write_it() -> None:
    name = "Ra\u0308kning fo\u0308r A\u030asa.pdf"

    assert enclosed(parts(HEJ, coded("application/pdf", OF_PDF, attached(name))))[0][0] == "Räkning för Åsa.pdf"


def test_the_name_of_the_type_serves_where_there_is_no_other() -> None:
    mail = parts(HEJ, coded('application/pdf; name="=?utf-8?Q?=C3=85r.pdf?="'))

    assert enclosed(mail) == [("År.pdf", "application/pdf", cast.PDF)]


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\t", "  "])
def test_blanks_of_every_kind_part_the_words_of_a_name(blank: str) -> None:
    part = coded("application/pdf", OF_PDF, f'Content-Disposition: attachment; filename="Brev{blank}till Åsa.pdf"')

    assert [name for name, _, _ in enclosed(parts(HEJ, part))] == ["Brev till Åsa.pdf"]
