"""Print files that nobody should make: each is refused, or the letter in it, with words that help."""

from __future__ import annotations

import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

from formedlare.batch import reading, work
from formedlare.batch.models import BatchFile, BatchLine
from formedlare.batch.printfile import central
from formedlare.batch.printfile import csv_index as csv_index_module
from formedlare.batch.printfile.xml_index import NAMESPACE
from formedlare.models import Distribution
from tests import cast
from tests.formedlare.batch.conftest import advance, csv_index, finish, lines, pdf, result, row, take_in, zipped

INDEX = csv_index([row(cast.ARVID, "a.pdf")])
GOOD = {"a.pdf": pdf("a")}


def refused(path: Path) -> str:
    """Why the file is refused as a whole; nothing of it has been sent."""
    file = advance(take_in(path))
    assert file.state == BatchFile.State.REFUSED, file.state
    assert not BatchLine.objects.exists()
    assert not Distribution.objects.exists()
    swedish, english = file.reason.split(" | ")
    assert swedish
    assert english
    return swedish


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def with_entry(path: Path, entry: zipfile.ZipInfo, content: bytes = b"x") -> Path:
    zipped(path, INDEX, GOOD)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, content)
    return path


def patched(path: Path, old: bytes, new: bytes, count: int = -1) -> Path:
    assert old in path.read_bytes()
    return write(path, path.read_bytes().replace(old, new, count))


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system = 3
    made.external_attr = mode << 16
    return made


def test_what_is_no_zip_is_refused(batch: Path) -> None:
    assert "ingen ZIP-fil" in refused(write(batch / "x.zip", b"%PDF-1.4 not a zip at all"))


def test_a_zip_that_was_cut_off_is_refused(batch: Path) -> None:
    whole = zipped(batch / "x.zip", INDEX, GOOD).read_bytes()

    assert "avbruten" in refused(write(batch / "x.zip", whole[: len(whole) // 2]))


def test_a_zip_whose_directory_is_damaged_is_refused(batch: Path) -> None:
    assert "trasig" in refused(patched(zipped(batch / "x.zip", INDEX, GOOD), b"PK\x01\x02", b"PKxx"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../../etc/cron.d/x.pdf", "leder ut"),
        ("brev\\..\\..\\x.pdf", "leder ut"),
        ("/etc/passwd", "absolut"),
        ("C:\\x.pdf", "absolut"),
        ("brev.zip", "arkiv i arkivet"),
        ("brev\x01.pdf", "styrtecken"),
    ],
)
def test_names_that_no_letter_has_refuse_the_file(batch: Path, name: str, words: str) -> None:
    assert words in refused(with_entry(batch / "x.zip", entry(name)))


def test_links_refuse_the_file(batch: Path) -> None:
    link = entry("b.pdf", stat.S_IFLNK | 0o777)

    assert "länk" in refused(with_entry(batch / "x.zip", link, b"/etc/passwd"))


def test_encrypted_entries_refuse_the_file(batch: Path) -> None:
    path = zipped(batch / "x.zip", INDEX, GOOD)
    data = bytearray(path.read_bytes())
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1

    assert "krypterad" in refused(write(path, bytes(data)))


def test_unusual_packing_refuses_the_file(batch: Path) -> None:
    zipped(batch / "x.zip", INDEX, {})
    with zipfile.ZipFile(batch / "x.zip", "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.pdf", pdf("a"))

    assert "deflate" in refused(batch / "x.zip")


def test_the_same_name_twice_refuses_the_file(batch: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        with_entry(batch / "x.zip", entry("a.pdf"))

    assert "Filnamnet a.pdf står två gånger" in refused(batch / "x.zip")


def test_a_bomb_that_says_so_is_refused_without_unpacking_it(batch: Path) -> None:
    assert "ZIP-bomb" in refused(zipped(batch / "x.zip", INDEX, {"a.pdf": bytes(50_000_000)}))


def test_a_bomb_of_entries_that_share_their_bytes_is_refused(batch: Path) -> None:
    path = zipped(batch / "x.zip", INDEX, {"a.pdf": pdf("a"), "b.pdf": pdf("b")})
    data = bytearray(path.read_bytes())
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 1)
    third = data.find(b"PK\x01\x02", second + 1)
    data[third + 42 : third + 46] = data[second + 42 : second + 46]

    assert "över varandra" in refused(write(path, bytes(data)))


def test_a_bomb_that_lies_about_its_size_is_found_while_it_is_unpacked(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]
    path = zipped(batch / "x.zip", csv_index(rows), {"a.pdf": bytes(100_000_000), "b.pdf": pdf("b")})
    patched(path, struct.pack("<I", 100_000_000), struct.pack("<I", 1_000))
    file = take_in(path)
    work.advance(file.pk)

    tracemalloc.start()
    finish(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    first, second = result(file)
    assert (first["status"], second["status"]) == ("refused", "delivered")
    assert "större än de 1000 byte" in first["orsak"]
    assert peak < 30_000_000


def test_a_bomb_in_the_index_refuses_the_file(batch: Path) -> None:
    path = zipped(batch / "x.zip", "identitetsnummer;pdf;rubrik\n" + "\n" * 900_000, GOOD)
    patched(path, struct.pack("<I", 900_028), struct.pack("<I", 1_000))

    assert "större än de 1000 byte" in refused(path)


def test_a_damaged_pdf_is_reported_and_stops_no_other(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf")]
    path = batch / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.csv", csv_index(rows))
        archive.writestr("a.pdf", pdf("as it was"))
        archive.writestr("b.pdf", pdf("b"))
    file = finish(take_in(patched(path, b"as it was", b"not as it")))

    first, second = result(file)
    assert "kontrollsumma" in first["orsak"]
    assert second["status"] == "delivered"


def test_missing_pdfs_are_reported_by_line_and_surplus_ones_by_file(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "saknas.pdf"), row(cast.MARIA, "b.pdf")]
    file = finish(
        take_in(zipped(batch / "x.zip", csv_index(rows), {"b.pdf": pdf("b"), "för-mycket.pdf": pdf("c")}))
    )

    assert "saknas.pdf finns inte i ZIP-filen" in lines(file)[0].reason
    assert lines(file)[1].state == "delivered"
    [remark] = file.remarks
    assert remark == (
        "1 fil i ZIP-filen hör inte till något brev i indexet: för-mycket.pdf | "
        "1 file in the ZIP belongs to no letter of the index: för-mycket.pdf"
    )


def test_pdfs_of_refused_lines_are_not_called_surplus(batch: Path, only_mailbox: None) -> None:
    rows = [row("nobody", "a.pdf"), row(cast.MARIA, "b.pdf", skyddsklass="9"), row(cast.ARVID, "c.pdf")]
    pdfs = {f"{name}.pdf": pdf(name) for name in "abcde"}
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), pdfs)))

    [remark] = file.remarks
    assert remark.startswith("2 filer i ZIP-filen hör inte till något brev i indexet: d.pdf, e.pdf | 2 files")


def test_a_refused_line_does_not_take_the_pdf_from_a_good_one(batch: Path, only_mailbox: None) -> None:
    rows = [row("nobody", "a.pdf"), row(cast.ARVID, "a.pdf")]
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), GOOD)))

    assert [line.state for line in lines(file)] == ["refused", "delivered"]


def test_names_may_begin_at_the_index_or_at_the_root(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "brev/1.pdf"), row(cast.MARIA, "leverans/brev/2.pdf"), row(cast.MARIA, "brev\\1.pdf")]
    pdfs = {f"leverans/brev/{number}.pdf": pdf(str(number)) for number in (1, 2)}
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), pdfs, name="leverans/index.csv")))

    assert [line.state for line in lines(file)] == ["delivered", "delivered", "refused"]
    assert "är redan brev nummer 1" in lines(file)[2].reason
    assert [line["pdf"] for line in result(file)] == ["brev/1.pdf", "leverans/brev/2.pdf", "brev/1.pdf"]
    assert file.remarks == []


def test_the_same_line_twice_is_sent_once_and_the_second_names_the_first(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf"), row(cast.ARVID, "a.pdf")]
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), {"a.pdf": pdf("a"), "b.pdf": pdf("b")})))

    assert [line.state for line in lines(file)] == ["delivered", "delivered", "refused"]
    assert "a.pdf är redan brev nummer 1" in lines(file)[2].reason


def test_nobody_gets_a_letter_that_is_somebody_elses(batch: Path, only_mailbox: None) -> None:
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "a.pdf")]
    file = finish(take_in(zipped(batch / "x.zip", csv_index(rows), GOOD)))

    assert [line.state for line in lines(file)] == ["delivered", "refused"]


@pytest.mark.parametrize(
    ("encoding", "remark"),
    [("utf-8", ""), ("utf-8-sig", ""), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-16-be", "UTF-16")],
)
def test_encodings_that_programs_write_are_understood(
    batch: Path, only_mailbox: None, encoding: str, remark: str
) -> None:
    index = csv_index([row(cast.ARVID, "räkning.pdf", rubrik="Förfrågan om åäö – 100 kr")])
    file = finish(take_in(zipped(batch / "x.zip", index.encode(encoding), {"räkning.pdf": pdf("a")})))

    [line] = lines(file)
    assert (line.subject, line.state) == ("Förfrågan om åäö – 100 kr", "delivered")
    assert remark in "".join(file.remarks)
    assert bool(remark) == bool(file.remarks)


def test_an_encoding_that_nobody_knows_is_named(batch: Path) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf", rubrik="Hej")]).encode() + b"\x81\x8d"

    assert "rad 3 har ett tecken (byte nummer" in refused(zipped(batch / "x.zip", index, GOOD))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separators_that_programs_write_are_understood(batch: Path, only_mailbox: None, separator: str) -> None:
    index = csv_index([row(cast.ARVID, "a.pdf", text="Hej; du, där")], separator)
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert [(line.state, line.body) for line in lines(file)] == [("delivered", "Hej; du, där")]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        ("personnr;fil;titel\n1;2;3\n", "'personnr'"),
        ("identitetsnummer;pdf\n1;2\n", "rubrik fattas"),
        ("identitetsnummer;pdf;rubrik;pdf\n1;2;3;4\n", "två gånger"),
        ("", "tomt"),
        ("identitetsnummer;pdf;rubrik\n", "inga brev"),
        (f'identitetsnummer;pdf;rubrik\n{cast.ARVID};a.pdf;"Hej\n{cast.MARIA};b.pdf;Hej\n', "citattecken"),
        (f'identitetsnummer;pdf;rubrik\n{cast.ARVID};a.pdf;"Hej\n{cast.MARIA};b.pdf;"Hej"\n', "citattecken"),
    ],
)
def test_an_index_whose_form_is_wrong_refuses_the_file(batch: Path, index: str, words: str) -> None:
    told = refused(zipped(batch / "x.zip", index, GOOD))
    assert words in told
    assert "unexpected" not in told


def test_a_file_without_an_index_or_with_two_is_refused(batch: Path) -> None:
    assert "fattas" in refused(zipped(batch / "x.zip", INDEX, GOOD, name="index.txt"))
    assert "flera" in refused(zipped(batch / "y.zip", INDEX, {**GOOD, "index.xml": b"<x/>"}))


def test_lines_with_too_few_or_too_many_fields_are_reported(batch: Path, only_mailbox: None) -> None:
    index = INDEX + "198101052382;b.pdf\n198101052382;b.pdf;Hej;mera\n"
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert [line.state for line in lines(file)] == ["delivered", "refused", "refused"]
    assert "2 fält" in lines(file)[1].reason
    assert "4 fält" in lines(file)[2].reason
    assert lines(file)[2].identity == "198101052382"


def xml(*letters: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<utskriftsfil xmlns="{NAMESPACE}">{"".join(letters)}</utskriftsfil>'


def letter(identity: str, name: str, more: str = "") -> str:
    return (
        f"<brev><identitetsnummer>{identity}</identitetsnummer><pdf>{name}</pdf><rubrik>Hej</rubrik>{more}</brev>"
    )


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
    assert "<ton> finns inte" in lines(file)[1].reason
    assert "pdf är tomt" in lines(file)[2].reason
    assert "bara ha text" in lines(file)[3].reason


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

    swedish, english = file.reason.split(" | ")
    assert swedish.startswith("april/lista.xml är inte välformad XML: felet märks på rad 3, kolumn")
    assert english.startswith("april/lista.xml is not well-formed XML: the mistake shows at line 3, column")
    assert "Rätta filen där" in swedish
    assert "XML-läsaren säger: ”Opening and ending tag mismatch: pdf line 3 and fil”." in swedish
    assert "The XML reader says: “Opening and ending tag mismatch: pdf line 3 and fil”." in english


@pytest.mark.parametrize(
    "columns", [";" * 11_000, '"\n";' * 3_000, ("x" * 1_000 + ";") * 11], ids=["fields", "lines", "texts"]
)
def test_a_line_without_end_refuses_the_file_and_is_not_read_into_memory(
    batch: Path, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_index_module, "LONGEST_LETTER", 10_000)
    index = INDEX + f"{cast.MARIA};b.pdf;Hej;" + columns

    assert "längre än 10000 tecken, vid rad" in refused(zipped(batch / "x.zip", index, GOOD))


def test_the_length_of_a_letter_is_not_that_of_all_letters(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_index_module, "LONGEST_LETTER", 1_000)
    rows = [row(cast.ARVID, f"{number}.pdf", text="Hej\noch hå") for number in range(100)]

    assert advance(take_in(zipped(batch / "x.zip", csv_index(rows), GOOD))).lines == 100


def test_more_letters_than_the_setting_allows_refuse_the_file(
    batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BATCH_MAX_LETTERS", 2)
    rows = [row(cast.ARVID, "a.pdf"), row(cast.MARIA, "b.pdf"), row(cast.MARIA, "c.pdf")]

    told = refused(zipped(batch / "x.zip", csv_index(rows), GOOD))

    assert "fler än 2 brev" in told
    assert "MM_BATCH_MAX_LETTERS" in told
    assert advance(take_in(zipped(batch / "y.zip", csv_index(rows[:2]), GOOD))).lines == 2


def test_more_entries_than_letters_and_folders_can_be_refuse_the_file(
    batch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BATCH_MAX_LETTERS", 1)
    monkeypatch.setattr(central, "BESIDES_LETTERS", 1)

    told = refused(zipped(batch / "x.zip", INDEX, {**GOOD, "b.pdf": pdf("b")}))

    assert "har 3 poster; högst 2 tas emot (MM_BATCH_MAX_LETTERS)" in told


@pytest.mark.parametrize(
    ("written", "recipient"),
    [
        ("19270517-8354", cast.ARVID),
        ("270517-8354", cast.ARVID),
        ("8101052382", cast.MARIA),
        ("810105-2382", cast.MARIA),
        ("121212+1212", cast.TOLVAN),
        ("197001632384", "197001632384"),
        ("556000-0001", "165560000001"),
        ("5560000001", "165560000001"),
        ("16556000-0001", "165560000001"),
        (" 1927 0517–8354 ", cast.ARVID),
    ],
)
def test_identity_numbers_as_people_write_them_are_understood(batch: Path, written: str, recipient: str) -> None:
    file = advance(take_in(zipped(batch / "x.zip", csv_index([row(written, "a.pdf")]), GOOD)))

    [line] = lines(file)
    assert (line.recipient, line.identity, line.reason.count("identitetsnumret")) == (recipient, written, 0)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("", "fattas"),
        ("192705178355", "kontrollsiffra"),
        ("556000-0002", "kontrollsiffra"),
        ("19270517835", "11 siffror"),
        ("192713178354", "dag som inte finns"),
        ("TF2705178354", "annat än siffror"),
        ("=cmd|' /C calc'!A0", "annat än siffror"),
        ("１９２７０５１７８３５４", "annat än siffror"),
    ],
)
def test_identity_numbers_that_are_none_are_refused_by_name(batch: Path, written: str, words: str) -> None:
    file = finish(take_in(zipped(batch / "x.zip", csv_index([row(written, "a.pdf")]), GOOD)))

    [line] = lines(file)
    assert line.state == "refused"
    assert words in line.reason
    assert file.state == BatchFile.State.DONE


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"rubrik": ""}, "rubrik är tomt"),
        ({"rubrik": "x" * 256}, "rubrik har 256 tecken; högst 255 får plats. Korta ner innehållet |"),
        ({"text": "x" * 20_001}, "20001 tecken"),
        ({"text": "ett\x0btecken"}, "U+000B"),
        ({"skyddsklass": "1"}, "notifieringar"),
        ({"skyddsklass": "hög"}, "2 eller 3"),
        ({"pdf": "../a.pdf"}, "finns inte i ZIP-filen"),
    ],
)
def test_other_columns_that_are_wrong_are_refused_by_name(batch: Path, more: dict[str, str], words: str) -> None:
    index = csv_index([{**row(cast.ARVID, "a.pdf"), **more}])
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD)))

    assert words in lines(file)[0].reason


def test_a_pdf_too_large_even_for_paper_is_refused(batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formedlare.batch.printfile.printfile.LARGEST_PDF", 100)
    file = finish(take_in(zipped(batch / "x.zip", INDEX, {"a.pdf": pdf("x" * 200)})))

    assert "högst 100 tas emot" in lines(file)[0].reason
    assert "at most 100 are taken" in lines(file)[0].reason


def test_what_operating_systems_leave_behind_is_overlooked(batch: Path, only_mailbox: None) -> None:
    more = {"__MACOSX/._a.pdf": b"x", ".DS_Store": b"x", "brev/": b"", "brev/b.pdf": pdf("b")}
    index = csv_index([row(cast.ARVID, "a.pdf"), row(cast.MARIA, "brev\\b.pdf")])
    file = finish(take_in(zipped(batch / "x.zip", index, {**GOOD, **more})))

    assert [line.state for line in lines(file)] == ["delivered", "delivered"]
    assert file.remarks == []


@pytest.mark.parametrize("form", ["csv", "xml"])
def test_many_lines_do_not_take_memory_for_each(batch: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few here, in small lots; that ten times as many take no more is what matters for a million."""
    monkeypatch.setattr(reading, "AT_ONCE", 50)

    def peak(count: int) -> int:
        if form == "csv":
            index = "identitetsnummer;pdf;rubrik\n" + "".join(f"{cast.ARVID};{n}.pdf;Hej\n" for n in range(count))
        else:
            index = xml(*(letter(cast.ARVID, f"{n}.pdf") for n in range(count)))
        file = take_in(zipped(batch / f"{count}.zip", index, GOOD, name=f"index.{form}"))
        tracemalloc.start()
        work.advance(file.pk)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert BatchLine.objects.filter(file=file).count() == count
        return used

    peak(200)
    # Three thousand lines in memory would be ten times this.
    assert peak(3_000) < peak(300) + 1_000_000


@pytest.mark.parametrize(
    ("line", "reference"),
    [
        ("nobody;a.pdf;Hej;R-1", "R-1"),
        (f"{cast.ARVID};saknas.pdf;Hej;R-2", "R-2"),
        (f"{cast.ARVID};a.pdf;Hej;R-3;för mycket", "R-3"),
        (f"{cast.ARVID};a.pdf;Hej;{'9' * 101}", "9" * 100),
        (f"{cast.ARVID};a.pdf;Hej;R\x0b4", "R\ufffd4"),
    ],
)
def test_a_refused_line_keeps_the_senders_reference(batch: Path, line: str, reference: str) -> None:
    file = finish(take_in(zipped(batch / "x.zip", f"identitetsnummer;pdf;rubrik;referens\n{line}\n", GOOD)))

    [told] = result(file)
    assert (told["status"], told["referens"]) == ("refused", reference)


def test_a_refused_letter_of_an_xml_index_keeps_the_senders_reference(batch: Path) -> None:
    index = xml("<brev><okänt/><referens>R-1</referens></brev>")
    file = finish(take_in(zipped(batch / "x.zip", index, GOOD, name="index.xml")))

    assert [(line["status"], line["referens"]) for line in result(file)] == [("refused", "R-1")]
