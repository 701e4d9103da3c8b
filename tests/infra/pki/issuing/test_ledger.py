"""The record of what was issued: complete, in order, a page at a time, and safe from odd files."""

import shutil
from pathlib import Path

from infra.authorship import Origin
from infra.pki import files, store
from infra.pki.issuing import ledger
from tests.infra.pki.makers import made
from tests.infra.pki.ordering import NUMBER, issue, pem, request


def test_the_record_says_who_asked_and_when(own_pki: Path) -> None:
    record = issue(own_pki)

    [found], _ = ledger.page_of_records(own_pki, 10, organisation=NUMBER.value)
    assert found == record
    assert (found.origin, found.by) == (Origin.REST, "testaren")
    assert found.serial == f"{found.certificate.serial_number:x}"
    assert found.issued.tzinfo is not None


def test_the_seeded_certificates_are_in_it_from_the_start(own_pki: Path) -> None:
    records, _ = ledger.page_of_records(own_pki, 50)

    outside = {organisation.name for organisation in store.ORGANISATIONS if not organisation.is_internal}
    assert {record.folder for record in records} == outside
    assert {record.origin for record in records} == {Origin.START}


def test_certificates_of_earlier_versions_are_written_down_at_the_next_start_once(own_pki: Path) -> None:
    issue(own_pki, folder="egen")
    shutil.rmtree(own_pki / ledger.FOLDER)

    store.ensure_identities(own_pki)
    store.ensure_identities(own_pki)

    records, _ = ledger.page_of_records(own_pki, 50, organisation=NUMBER.value)
    assert [record.folder for record in records] == ["egen"]


def test_pages_neither_skip_nor_repeat_while_more_are_issued(own_pki: Path) -> None:
    before = [issue(own_pki, csr=pem(request())).serial for _ in range(7)]
    seen, cursor = list[str](), None

    for _ in range(4):
        records, cursor = ledger.page_of_records(own_pki, 2, organisation=NUMBER.value, before=cursor)
        seen += [record.serial for record in records]
        issue(own_pki, csr=pem(request()))

    assert seen == before[::-1]
    assert cursor is None


def test_one_organisation_s_are_found_among_all(own_pki: Path) -> None:
    issue(own_pki)

    records, following = ledger.page_of_records(own_pki, 50, organisation="162021003898")
    assert {record.folder for record in records} == {"kommun-b", store.REVOKED, store.EXPIRED}
    assert following is None


def test_a_serial_number_is_found_as_people_write_it(own_pki: Path) -> None:
    record = issue(own_pki)

    assert ledger.find_record(own_pki, record.serial.upper()) == record
    assert ledger.find_record(own_pki, f"00{record.serial}") == record
    assert ledger.find_record(own_pki, record.serial[:-1]) is None


def test_files_that_others_put_there_are_passed_over(own_pki: Path) -> None:
    record = issue(own_pki)
    for name in ("notes.json", "a-b-c.json", "1-2.json", "README"):
        (own_pki / ledger.FOLDER / name).write_text("hello")

    records, _ = ledger.page_of_records(own_pki, 50, organisation=NUMBER.value)
    assert records == [record]


def test_a_folder_without_a_readable_certificate_stops_no_start(own_pki: Path) -> None:
    for name, content in {"tom": "", "skrap": "no certificate"}.items():
        (own_pki / "clients" / name).mkdir()
        (own_pki / "clients" / name / "client.pem").write_text(content)

    store.ensure_identities(own_pki)

    assert {record.folder for record in ledger.page_of_records(own_pki, 50)[0]}.isdisjoint({"tom", "skrap"})


def test_a_folder_with_a_certificate_of_no_organisation_is_passed_over(own_pki: Path) -> None:
    for name, subject in {"utan": "CN=x", "annan": "serialNumber=SE123,CN=x"}.items():
        (own_pki / "clients" / name).mkdir()
        (own_pki / "clients" / name / "client.pem").write_bytes(files.to_pem(made(subject, None).certificate))
    before = sorted((own_pki / ledger.FOLDER).iterdir())

    store.ensure_identities(own_pki)

    assert sorted((own_pki / ledger.FOLDER).iterdir()) == before


def test_records_are_readable_by_all_and_hold_no_key(own_pki: Path) -> None:
    issue(own_pki)

    for file in (own_pki / ledger.FOLDER).iterdir():
        assert b"PRIVATE KEY" not in file.read_bytes()
