"""Certificates on demand: right, or wrong on purpose, and refused in words where they cannot be."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from infra.errors import NotFound
from infra.pki import files, store
from infra.pki.issuing import certificate_order, ledger, orders
from infra.pki.issuing.certificate_order import CertificateCondition, CertificateOrder
from infra.pki.trust import organisation_of
from infra.pki.validation.problems import CertificateReason
from infra.validation import InvalidValues
from tests.infra.pki import ordering
from tests.infra.pki.makers import key
from tests.infra.pki.ordering import NUMBER, OWN_SUBJECT, TESTER, issue, pem, refusal, request, wrong_fields


def test_as_it_comes_it_lets_the_organisation_in_for_two_years(own_pki: Path) -> None:
    record = issue(own_pki)

    assert refusal(own_pki, record) is None
    assert organisation_of(record.certificate) == NUMBER
    assert record.certificate.not_valid_after_utc - datetime.now(UTC) > timedelta(days=729)
    assert store.load_identity(record.folder).title == "Region Exempel"


def test_a_certificate_does_not_outlive_its_authority(own_pki: Path) -> None:
    record = issue(own_pki, minutes=certificate_order.MINUTES.maximum)

    assert record.certificate.not_valid_after_utc < record.chain[1].not_valid_after_utc


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        (CertificateCondition.VALID, None),
        (CertificateCondition.EXPIRED, CertificateReason.EXPIRED),
        (CertificateCondition.REVOKED, CertificateReason.REVOKED),
        (CertificateCondition.NOT_YET_VALID, CertificateReason.NOT_YET_VALID),
    ],
)
def test_it_is_wrong_as_it_was_ordered(
    own_pki: Path, condition: CertificateCondition, reason: CertificateReason | None
) -> None:
    assert refusal(own_pki, issue(own_pki, condition=condition)) is reason


def test_a_short_lived_one_ends_after_the_minutes(own_pki: Path) -> None:
    ends = issue(own_pki, minutes=10).certificate.not_valid_after_utc

    assert timedelta(minutes=8) < ends - datetime.now(UTC) <= timedelta(minutes=10)


@pytest.mark.parametrize(("is_multi_valued", "shape"), [(True, [1, 1, 2]), (False, [1, 1, 1, 1])])
def test_number_and_name_share_a_part_of_the_subject_or_have_one_each(
    own_pki: Path, is_multi_valued: bool, shape: list[int]
) -> None:
    record = issue(own_pki, is_multi_valued=is_multi_valued)

    assert [len(list(part)) for part in record.certificate.subject.rdns] == shape
    assert organisation_of(record.certificate) == NUMBER
    assert refusal(own_pki, record) is None


def test_the_folder_is_the_number_and_a_number_after_it_when_it_is_taken(own_pki: Path) -> None:
    folders = [issue(own_pki).folder for _ in range(3)]

    assert folders == [NUMBER.value, f"{NUMBER.value}-2", f"{NUMBER.value}-3"]


def test_certificates_ordered_at_the_same_moment_get_folders_of_their_own(own_pki: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        records = list(pool.map(lambda _: issue(own_pki), range(4)))

    assert len({record.folder for record in records}) == len({record.serial for record in records}) == 4
    for record in records:
        identity = store.read_identity(own_pki / "clients" / record.folder)
        assert identity.key.public_key() == identity.certificate.public_key()


def test_a_folder_can_be_named_and_is_never_written_over(own_pki: Path) -> None:
    issue(own_pki, folder="region.x")
    before = (own_pki / "clients" / "region.x" / "client.pem").read_bytes()

    with pytest.raises(InvalidValues) as refused:
        issue(own_pki, folder="region.x")

    assert "exists already" in wrong_fields(refused.value)["folder"]
    assert (own_pki / "clients" / "region.x" / "client.pem").read_bytes() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "name"),
        ({"title": "  "}, "name"),
        ({"title": "x" * 65}, "name"),
        pytest.param({"title": "x" * 1_000_000}, "name", id="a million characters"),
        ({"title": "a\x1b[2Jb"}, "name"),
        ({"title": "a\nb"}, "name"),
        ({"title": "\ud800"}, "name"),
        ({"folder": "../../etc"}, "folder"),
        ({"folder": ".."}, "folder"),
        ({"folder": ".hidden"}, "folder"),
        ({"folder": "-rf"}, "folder"),
        ({"folder": "a/b"}, "folder"),
        ({"folder": "a\n"}, "folder"),
        ({"folder": "n" * 49}, "folder"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 10**9}, "minutes"),
        ({"keeps_subject": True}, "subject"),
        ({"hosts": ("https://localhost",)}, "hosts"),
    ],
)
def test_an_order_that_cannot_be_met_is_refused_and_leaves_nothing(
    own_pki: Path, changes: dict[str, Any], field: str
) -> None:
    before = sorted(own_pki.rglob("*"))

    with pytest.raises(InvalidValues) as refused:
        issue(own_pki, **changes)

    assert field in wrong_fields(refused.value)
    assert sorted(own_pki.rglob("*")) == before


def test_names_of_every_language_are_taken(own_pki: Path) -> None:
    assert issue(own_pki, title="Räksmörgås & Söner, AB + 株式会社").title == "Räksmörgås & Söner, AB + 株式会社"


def test_a_request_of_one_s_own_gives_a_certificate_for_its_key_and_no_folder(own_pki: Path) -> None:
    before = sorted((own_pki / "clients").iterdir())

    record = issue(own_pki, csr=pem(request()))

    assert record.certificate.public_key() == key(1).public_key()
    assert organisation_of(record.certificate) == NUMBER
    assert not record.has_key(own_pki)
    assert refusal(own_pki, record) is None
    assert sorted((own_pki / "clients").iterdir()) == before


def test_the_subject_of_a_request_is_replaced(own_pki: Path) -> None:
    record = issue(own_pki, csr=pem(request("serialNumber=165560000001,CN=mallory,O=Mallory")))

    assert organisation_of(record.certificate) == NUMBER
    assert record.title == "Region Exempel"


def test_the_subject_of_a_request_is_kept_where_that_is_wished(own_pki: Path) -> None:
    record = issue(own_pki, csr=pem(request(OWN_SUBJECT)), keeps_subject=True)

    assert record.title == "Vi"
    [common_name] = record.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert common_name.value == "eget.example"


@pytest.mark.parametrize(
    "subject", ["CN=me", "serialNumber=165560000001,CN=me", f"{OWN_SUBJECT},serialNumber=162021004748"]
)
def test_a_subject_is_not_kept_that_names_another_organisation(own_pki: Path, subject: str) -> None:
    with pytest.raises(InvalidValues) as refused:
        issue(own_pki, csr=pem(request(subject)), keeps_subject=True)

    assert NUMBER.value in wrong_fields(refused.value)["csr"]


def test_with_hosts_it_is_a_listener_s_certificate_too(own_pki: Path) -> None:
    record = issue(own_pki, hosts=("localhost", "op.example", "127.0.0.1", "::1"))

    names = record.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    uses = record.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert [str(name.value) for name in names] == ["localhost", "op.example", "127.0.0.1", "::1"]
    assert set(uses) == {ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH}
    assert refusal(own_pki, record) is None


def test_without_hosts_no_listener_can_show_it(own_pki: Path) -> None:
    record = issue(own_pki)

    uses = record.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(uses) == [ExtendedKeyUsageOID.CLIENT_AUTH]


def test_a_key_from_a_request_cannot_make_itself_an_authority(own_pki: Path) -> None:
    record = issue(own_pki, csr=pem(request()))
    below = ordering.issued_by(record, key(1))

    assert refusal(own_pki, below) is CertificateReason.UNTRUSTED


def test_an_order_without_wishes_is_met_by_what_is_there(own_pki: Path) -> None:
    plain = CertificateOrder(NUMBER, "Region Exempel")
    assert orders.find_reusable(own_pki, plain) is None

    first = issue(own_pki)

    assert orders.find_reusable(own_pki, plain) == first
    assert orders.find_reusable(own_pki, CertificateOrder(NUMBER, "Region Exempel", minutes=5)) is None


def test_an_order_for_a_listener_is_met_by_what_is_there_for_all_of_its_hosts(own_pki: Path) -> None:
    issue(own_pki)
    assert orders.find_reusable(own_pki, CertificateOrder(NUMBER, "Region Exempel", hosts=("localhost",))) is None

    made = issue(own_pki, hosts=("localhost", "op.example"))

    for hosts, found in ((("localhost",), made), (("localhost", "else.example"), None), ((), made)):
        assert orders.find_reusable(own_pki, CertificateOrder(NUMBER, "Region Exempel", hosts=hosts)) == found


@pytest.mark.parametrize(
    "spoil",
    [
        lambda pki, record: orders.revoke_certificate(pki, record.serial),
        lambda pki, record: (pki / "clients" / record.folder / "client.key").unlink(),
        lambda pki, record: (pki / "clients" / record.folder / "client.pem").write_text("nothing"),
    ],
)
def test_what_cannot_be_used_any_more_is_not_given_again(own_pki: Path, spoil: Callable[..., Any]) -> None:
    spoil(own_pki, issue(own_pki))

    assert orders.find_reusable(own_pki, CertificateOrder(NUMBER, "Region Exempel")) is None


def test_one_that_is_about_to_expire_is_not_given_again(own_pki: Path) -> None:
    issue(own_pki, minutes=60)
    issue(own_pki, condition=CertificateCondition.NOT_YET_VALID)

    assert orders.find_reusable(own_pki, CertificateOrder(NUMBER, "Region Exempel")) is None


def test_a_revoked_certificate_is_refused_at_once_and_revoking_again_changes_nothing(own_pki: Path) -> None:
    record, other = issue(own_pki), issue(own_pki)

    orders.revoke_certificate(own_pki, record.serial.upper())
    orders.revoke_certificate(own_pki, record.serial)

    assert refusal(own_pki, record) is CertificateReason.REVOKED
    assert refusal(own_pki, other) is None


@pytest.mark.parametrize("serial", ["", "0", "1", "../x", "*", "ff" * 40, "\0"])
def test_what_was_never_issued_cannot_be_revoked(own_pki: Path, serial: str) -> None:
    with pytest.raises(NotFound):
        orders.revoke_certificate(own_pki, serial)


def test_certificates_revoked_at_the_same_moment_are_all_on_the_list(own_pki: Path) -> None:
    records = [issue(own_pki, csr=pem(request())) for _ in range(6)]

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda record: orders.revoke_certificate(own_pki, record.serial), records))

    assert {refusal(own_pki, record) for record in records} == {CertificateReason.REVOKED}


def test_it_can_be_written_outside_the_folder_of_clients(own_pki: Path, tmp_path: Path) -> None:
    made = orders.make_certificate(own_pki, CertificateOrder(NUMBER, "Region Exempel"))

    record = orders.write_certificate(own_pki, made, TESTER, folder=tmp_path / "mine")

    assert store.read_identity(tmp_path / "mine").certificate == record.certificate
    assert files.has_all_for_older(tmp_path / "mine")
    assert ledger.find_record(own_pki, record.serial) == record
    assert not record.has_key(own_pki)


def test_keys_that_are_being_put_aside_stay_until_that_is_done(own_pki: Path) -> None:
    """Else the folder that they are moved into could go first, and the removal would fail half-way."""
    aside = own_pki / "forgotten" / "a"
    with ThreadPoolExecutor(1) as others:
        with files.lock_folder(own_pki):
            aside.mkdir(parents=True)
            deleted = others.submit(orders.delete_forgotten, own_pki)
            with pytest.raises(TimeoutError):
                deleted.result(timeout=0.2)
            assert aside.exists()
        deleted.result(timeout=10)

    assert not aside.exists()
