"""Certificates over REST: issued, listed, fetched, revoked."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs12
from django.test import Client

from infra.pki import files
from infra.pki.issuing.certificate_order import MINUTES
from tests.formedlare.api.conftest import Api
from tests.infra.pki.ordering import OWN_SUBJECT, pem, request

NUMBER = "162021006222"
EVERY = {"client.pem", "leaf.pem", "chain.pem", "ca.pem"} | {
    "client.key",
    "client-pkcs1.key",
    "client.p12",
    "client-legacy.p12",
}


@pytest.fixture
def api(client: Client, own_pki: Path, db: None) -> Api:
    return Api(client)


def issue(api: Api, **values: Any) -> dict[str, Any]:
    found: dict[str, Any] = api.done(
        "POST", "certificates", {"organisation": NUMBER, "name": "Region X", **values}
    )
    return found


def test_the_answer_has_every_file(api: Api) -> None:
    made = issue(api)

    assert set(made["files"]) == set(made["downloads"]) == EVERY
    assert (made["organisation"], made["name"], made["state"]) == (NUMBER, "Region X", "valid")
    assert (made["origin"], made["by"]) == ("rest", "127.0.0.1")
    assert made["subject"].startswith(f"serialNumber={NUMBER}+CN=")
    store = pkcs12.load_pkcs12(base64.b64decode(made["files"]["client-legacy.p12"]), b"mmsim")
    assert store.cert is not None
    assert files.to_pem(store.cert.certificate).decode() == made["files"]["leaf.pem"]


@pytest.mark.parametrize("condition", ["valid", "expired", "revoked", "not_yet_valid"])
def test_it_is_wrong_as_it_was_ordered(api: Api, condition: str) -> None:
    assert issue(api, condition=condition)["state"] == condition


def test_each_part_of_the_subject_may_stand_by_itself(api: Api) -> None:
    assert issue(api, rdn="single_valued")["subject"].startswith("CN=")


def test_a_listener_s_names_stand_in_it_and_a_wrong_one_is_named(api: Api) -> None:
    made = issue(api, hosts=["localhost", "127.0.0.1"])
    leaf = x509.load_pem_x509_certificate(made["files"]["leaf.pem"].encode())
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name.value) for name in names] == ["localhost", "127.0.0.1"]

    wrong = {"organisation": NUMBER, "name": "Region X", "hosts": ["localhost", "a b"]}
    assert api.problem("POST", "certificates", wrong)["errors"][0]["pointer"] == "/hosts/1"


def test_a_request_s_own_subject_may_be_kept(api: Api) -> None:
    made = issue(api, csr=pem(request(OWN_SUBJECT)), subject="kept")

    assert "eget.example" in made["subject"]
    assert set(made["files"]) == {"client.pem", "leaf.pem", "chain.pem", "ca.pem"}


def test_files_are_fetched_one_by_one_and_as_a_zip(api: Api) -> None:
    made = issue(api, folder="region")
    address = f"/api/v1/certificates/{made['serial']}"

    key = api.client.get(f"{address}/files/client.key")
    assert key.content.decode() == made["files"]["client.key"]
    assert key["Content-Type"] == "application/x-pem-file"
    assert key["Cache-Control"] == "no-store"
    assert api.client.get(f"{address}/files/client.p12")["Content-Type"] == "application/x-pkcs12"
    whole = api.client.get(f"{address}/zip")
    with zipfile.ZipFile(io.BytesIO(whole.content)) as archive:
        assert set(archive.namelist()) == {f"region/{name}" for name in EVERY}


def test_one_is_found_again_with_its_files(api: Api) -> None:
    made = issue(api)

    assert api.get(f"certificates/{made['serial']}") == made
    assert api.get(f"certificates/{made['serial'].upper()}") == made


def test_the_list_is_of_all_or_of_one_organisation_in_pages(api: Api) -> None:
    made = [issue(api, csr=pem(request()))["serial"] for _ in range(3)]

    first = api.get("certificates", organisation=NUMBER, limit=2)
    assert [each["serial"] for each in first["results"]] == made[:0:-1]
    assert "files" not in first["results"][0]
    second = api.done("GET", first["next"].partition("/api/v1/")[2])
    assert [each["serial"] for each in second["results"]] == made[:1]
    assert second["next"] is None
    assert len(api.get("certificates", limit=200)["results"]) > len(made)


def test_a_revoked_one_says_so(api: Api) -> None:
    made = issue(api)

    assert api.done("POST", f"certificates/{made['serial']}/revoke")["state"] == "revoked"
    assert api.get(f"certificates/{made['serial']}")["state"] == "revoked"


@pytest.mark.parametrize("path", ["", "/zip", "/files/client.pem"])
@pytest.mark.parametrize("serial", ["0", "abc", "..", "*", "%2e%2e%2fca.pem", "1" * 500])
def test_there_is_no_other_certificate(api: Api, serial: str, path: str) -> None:
    api.problem("GET", f"certificates/{serial}{path}", status=404)


@pytest.mark.parametrize("name", ["root.key", "..%2F..%2Fca%2Fissuing.key", "client.pem%00"])
def test_there_is_no_other_file(api: Api, name: str) -> None:
    api.problem("GET", f"certificates/{issue(api)['serial']}/files/{name}", status=404)


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"organisation": "202100-6223"}, "/organisation"),
        ({"organisation": "191212121212"}, "/organisation"),
        ({"name": ""}, "/name"),
        ({"name": "x" * 65}, "/name"),
        ({"name": "a\u0007b"}, "/name"),
        ({"condition": "trasigt"}, "/condition"),
        ({"minutes": MINUTES.maximum + 1}, "/minutes"),
        ({"minutes": "länge"}, "/minutes"),
        ({"folder": "../../x"}, "/folder"),
        ({"folder": "kommun-a"}, "/folder"),
        ({"rdn": "många"}, "/rdn"),
        ({"csr": "skräp"}, "/csr"),
        ({"csr": "x" * 900_000}, "/csr"),
        ({"csr": pem(request("CN=me")), "subject": "kept"}, "/csr"),
        ({"subject": "kept"}, "/subject"),
        ({"key": "min egen"}, "/key"),
    ],
)
def test_each_wrong_value_is_named_and_nothing_is_issued(
    api: Api, own_pki: Path, values: dict[str, Any], pointer: str
) -> None:
    before = sorted(own_pki.rglob("*"))

    problem = api.problem("POST", "certificates", {"organisation": NUMBER, "name": "Region X", **values})

    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert sorted(own_pki.rglob("*")) == before
