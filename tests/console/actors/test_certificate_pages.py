"""Certificates in the console: ordered, fetched, revoked; and the authorities that are trusted."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from infra.pki import files
from infra.pki.issuing import ledger
from infra.pki.issuing.certificate_states import CertificateState, States
from infra.pki.issuing.ledger import Record
from infra.pki.trusted_authorities import add_authorities, trusted_files
from tests.console.conftest import Console, words
from tests.infra.pki.makers import authority, made
from tests.infra.pki.ordering import pem, request

NUMBER = "162021004748"


@pytest.fixture
def certificates(console: Console, pki: Path) -> Console:
    return console


def newest(pki: Path) -> Record:
    return ledger.page_of_records(pki, 1)[0][0]


def order(console: Console, **values: Any) -> Any:
    return console.do("actor-certificate", NUMBER, **values)


def test_the_page_has_every_certificate_with_its_files(certificates: Console, pki: Path) -> None:
    page = certificates.page("certificates")

    shown = words(page, "//ul")
    assert all(name in shown for name in ("kommun-a", "minmyndighetspost", "kivra", "digimail", "utgangen"))
    assert "Utgånget" in shown
    assert "Spärrat" in shown
    assert len(page.xpath("//a[starts-with(., 'client-legacy.p12')]")) == len(page.xpath("//ul[@class='rows']/li"))


def test_a_plain_order_gives_a_valid_one(certificates: Console, pki: Path) -> None:
    answer = order(certificates)

    assert "Certifikatet är utfärdat" in answer.content.decode()
    assert (newest(pki).organisation, newest(pki).origin) == (NUMBER, "console")


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"condition": "expired"}, CertificateState.EXPIRED),
        ({"condition": "revoked"}, CertificateState.REVOKED),
        ({"condition": "not_yet_valid"}, CertificateState.NOT_YET_VALID),
        ({"minutes": "5", "single_valued": "on", "folder": "kort"}, CertificateState.VALID),
    ],
)
def test_it_is_as_it_was_ordered(
    certificates: Console, pki: Path, values: dict[str, str], state: CertificateState
) -> None:
    order(certificates, **values)

    assert States(pki).of(newest(pki)) is state


def test_it_can_be_for_listeners_of_one_s_own(certificates: Console, pki: Path) -> None:
    order(certificates, hosts="localhost, op.example 127.0.0.1")

    names = newest(pki).certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in names] == ["localhost", "op.example", "127.0.0.1"]


def test_a_request_of_one_s_own_is_pasted(certificates: Console, pki: Path) -> None:
    order(certificates, csr=pem(request()))

    assert not newest(pki).has_key(pki)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"csr": "skräp"}, "Går inte att läsa"),
        ({"csr": pem(request()), "keep_subject": "on"}, "serialNumber"),
        ({"keep_subject": "on"}, "Gäller bara en egen begäran"),
        ({"folder": "../x"}, "bokstäver, siffror"),
        ({"folder": "kommun-a"}, "redan finns"),
        ({"minutes": "0"}, "heltal från 1"),
        ({"hosts": "https://localhost"}, "värdnamn"),
        ({"condition": "trasigt"}, "trasigt"),
    ],
)
def test_an_order_that_cannot_be_met_is_told_why(
    certificates: Console, pki: Path, values: dict[str, str], told: str
) -> None:
    before = newest(pki)

    answer = order(certificates, **values)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert newest(pki) == before


def test_files_are_fetched_as_downloads(certificates: Console, pki: Path) -> None:
    order(certificates, folder="hämtad")
    serial = newest(pki).serial

    key = certificates.client.get(reverse("console:certificate-file", args=[serial, "client.key"]))
    assert key.content == (pki / "clients" / "hämtad" / "client.key").read_bytes()
    assert key["Content-Disposition"] == 'attachment; filename="client.key"'
    assert "no-store" in key["Cache-Control"]
    whole = certificates.client.get(reverse("console:certificate-zip", args=[serial]))
    with zipfile.ZipFile(io.BytesIO(whole.content)) as archive:
        assert "hämtad/client.p12" in archive.namelist()


@pytest.mark.parametrize(("serial", "name"), [("0", "client.key"), ("newest", "root.key"), ("newest", "..")])
def test_nothing_else_is_fetched(certificates: Console, pki: Path, serial: str, name: str) -> None:
    wanted = newest(pki).serial if serial == "newest" else serial

    assert certificates.client.get(f"/konsol/certifikat/{wanted}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("back", "to"), [("aktor", "console:actor"), ("listan", "console:certificates"), ("x", "console:certificates")]
)
def test_one_is_revoked_from_either_page(certificates: Console, pki: Path, back: str, to: str) -> None:
    order(certificates)
    record = newest(pki)

    answer = certificates.do("certificate-revoke", record.serial, till=back)

    arguments = [NUMBER] if to == "console:actor" else []
    assert answer.redirect_chain == [(reverse(to, args=arguments), 302)]
    assert States(pki).of(record) is CertificateState.REVOKED


def test_an_authority_is_uploaded_as_a_file_shown_by_name_and_removed(certificates: Console, pki: Path) -> None:
    ours = authority("Vår CA").certificate

    certificates.do("certificates", file=SimpleUploadedFile("ca.pem", files.to_pem(ours)))
    [kept] = trusted_files(pki)
    assert "Vår CA" in words(certificates.page("certificates"), "//section[@aria-labelledby='betrodda']")

    certificates.do("trusted-remove", file=kept.name)
    assert trusted_files(pki) == []


def test_an_authority_may_be_pasted(certificates: Console, pki: Path) -> None:
    certificates.do("certificates", certificate=files.to_pem(authority("Vår CA").certificate).decode())

    assert len(trusted_files(pki)) == 1


def test_an_authority_that_is_trusted_already_is_said_to_be(certificates: Console, pki: Path) -> None:
    content = files.to_pem(authority("Vår CA").certificate)
    add_authorities(pki, content)

    assert "redan betrodd" in certificates.do("certificates", certificate=content.decode()).content.decode()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "Välj en fil"),
        ({"certificate": "hej"}, "Går inte att läsa"),
        ({"certificate": files.to_pem(made("CN=Löv,O=Test,C=SE", None).certificate).decode()}, "ingen utfärdare"),
    ],
)
def test_what_is_no_authority_is_told_why(
    certificates: Console, pki: Path, values: dict[str, str], told: str
) -> None:
    answer = certificates.do("certificates", **values)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert trusted_files(pki) == []


def test_a_file_that_is_too_large_is_told(certificates: Console, pki: Path) -> None:
    answer = certificates.do("certificates", file=SimpleUploadedFile("ca.pem", b"-" * 200_000))

    assert answer.status_code == 422
    assert "100000 byte" in answer.content.decode()


@pytest.mark.parametrize("file", ["", "../ca.pem", "none.pem"])
def test_no_other_file_is_removed(certificates: Console, pki: Path, file: str) -> None:
    assert certificates.do("trusted-remove", file=file).status_code == 404
    assert (pki / "ca.pem").exists()
