"""An index as XML: understood, or refused with words that help."""

from __future__ import annotations

from pathlib import Path

import pytest

from formedlare.models import Distribution
from tests import cast
from tests.sender.print_files.archive.spoiled_files import GOOD, letter, refused, xml
from tests.sender.print_files.conftest import advance, finish, lines, pdf, result, take_in, zipped


def test_an_index_as_xml_is_understood(batch: Path, only_mailbox: None) -> None:
    index = xml(
        letter(cast.ARVID, "a.pdf", "<text>Hej!</text><skyddsklass>3</skyddsklass>"),
        letter(cast.MARIA, "b.pdf", "<ton>glad</ton>"),
        "<brev/>",
        letter(cast.MARIA, "c.pdf", "<text><b>Hej</b></text>"),
    )
    file = finish(take_in(zipped(batch / "x.zip", index, {"a.pdf": pdf("a")}, name="index.xml")))

    assert [line.state for line in lines(file)] == ["delivered", "refused", "refused", "refused"]
    assert Distribution.objects.get().protection_class == 3
    assert "<ton> finns inte" in lines(file)[1].reason.swedish
    assert "pdf är tomt" in lines(file)[2].reason.swedish
    assert "bara ha text" in lines(file)[3].reason.swedish


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (xml(before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "DTD"),
        (xml(letter("&e;", "a.pdf"), before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "DTD"),
        (xml(letter("&b;", "a.pdf"), before='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'), "DTD"),
        (xml(letter(cast.ARVID, "a.pdf"))[:-20], "välformad"),
        (xml(letter(cast.ARVID, "a.pdf") * 3000)[:-20], "välformad"),
        (xml("<brev>" + "<text/>" * 1_001), "Brev nummer 1 i indexet har mer än 1000 element"),
        (xml(letter(cast.ARVID, "a.pdf", "<x><y/></x>" * 600)), "Brev nummer 1 i indexet har mer än 1000 element"),
        ("<brev/>", "rot"),
        ("inte XML", "välformad"),
    ],
)
def test_xml_that_is_wrong_refuses_the_file(batch: Path, index: str, words: str) -> None:
    assert words in refused(zipped(batch / "x.zip", index, GOOD, name="index.xml"))


def test_xml_that_is_not_well_formed_names_file_and_place_in_both_languages(batch: Path) -> None:
    wrong = letter(cast.MARIA, "b.pdf").replace("</pdf>", "</fil>")
    index = xml("\n", letter(cast.ARVID, "a.pdf"), "\n", wrong)

    file = advance(take_in(zipped(batch / "x.zip", index, GOOD, name="april/lista.xml")))

    swedish, english = file.reason
    assert swedish.startswith("april/lista.xml är inte välformad XML: felet märks på rad 3, kolumn")
    assert english.startswith("april/lista.xml is not well-formed XML: the mistake shows at line 3, column")
    assert "Rätta filen där" in swedish
    assert "XML-läsaren säger: ”elementet pdf avslutas med sluttaggen för fil”." in swedish
    assert "The XML reader says: “Opening and ending tag mismatch: pdf line 3 and fil”." in english


def test_a_refused_letter_of_an_xml_index_keeps_the_senders_reference(batch: Path) -> None:
    index = xml("<brev><okänt/><referens>R-1</referens></brev>")
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD, name="index.xml")))

    assert [(line["status"], line["referens"]) for line in result(file)] == [("refused", "R-1")]


@pytest.mark.parametrize("before", ["", "\n\n", " \r\n"])
@pytest.mark.parametrize("after", ["\x1a", "\n\x1a\x1a", "\0" * 100_000, "\x1a" + "\0" * 127, " \n"])
def test_padding_around_it_is_left_out(batch: Path, only_mailbox: None, before: str, after: str) -> None:
    index = before + xml(letter(cast.ARVID, "a.pdf")) + after
    file = finish(take_in(zipped(batch / "x.zip", index, {"a.pdf": pdf("a")}, name="index.xml")))

    assert [line.state for line in lines(file)] == ["delivered"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_other_encodings_keep_their_last_character(batch: Path, only_mailbox: None, encoding: str) -> None:
    index = (("\ufeff" if encoding == "utf-16-le" else "") + xml(letter(cast.ARVID, "a.pdf"))).encode(encoding)
    file = finish(take_in(zipped(batch / "x.zip", index, {"a.pdf": pdf("a")}, name="index.xml")))

    assert [line.state for line in lines(file)] == ["delivered"]
