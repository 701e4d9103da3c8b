"""Authorities of others over REST: added, shown and removed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from infra.pki import files
from infra.pki.trust import current_trust
from infra.pki.validation.problems import CertificateProblem
from tests.formedlare.api.conftest import Api
from tests.infra.pki.makers import SUBJECT, Made, authority, key, made


@pytest.fixture
def api(client: Client, own_pki: Path, db: None) -> Api:
    return Api(client)


def pem(*certificates: Made) -> str:
    return files.to_pem(*(each.certificate for each in certificates)).decode()


def is_trusted(issuer: Made) -> bool:
    try:
        current_trust().check(made(SUBJECT, issuer).certificate)
    except CertificateProblem:
        return False
    return True


def test_one_is_trusted_shown_by_name_and_removed(api: Api) -> None:
    ours = authority("Vår CA")

    added = api.done("POST", "trusted-authorities", {"certificate": pem(ours)})
    assert is_trusted(ours)
    assert api.get("trusted-authorities") == [added]
    [shown] = added["certificates"]
    assert shown["subject"].startswith("CN=Vår CA")
    assert len(shown["sha256"]) == 64

    assert api.send("DELETE", f"trusted-authorities/{added['file']}").status_code == 204
    assert not is_trusted(ours)
    assert api.get("trusted-authorities") == []


def test_adding_it_again_is_no_mistake(api: Api) -> None:
    body = {"certificate": pem(authority("Vår CA"))}

    answers = [api.send("POST", "trusted-authorities", body).status_code for _ in range(2)]
    assert answers == [201, 200]


def test_a_file_that_cannot_be_read_says_why(api: Api, own_pki: Path) -> None:
    (own_pki / "trusted" / "skrap.pem").write_text("hej")

    [scrap] = api.get("trusted-authorities")
    assert (scrap["file"], scrap["certificates"]) == ("skrap.pem", [])
    assert scrap["problem"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, ""),
        ({"certificate": ""}, ""),
        ({"certificate": "hej"}, "cannot be read"),
        ({"certificate": "x" * 200_000}, "100000"),
        ({"certificate": pem(made("CN=Löv,O=Test,C=SE", None))}, "is no authority"),
        ({"certificate": pem(authority("Vår CA")) + files.key_bytes(key(1)).decode()}, "private key"),
    ],
)
def test_what_is_no_authority_is_refused(api: Api, body: dict[str, Any], words: str) -> None:
    problem = api.problem("POST", "trusted-authorities", body)

    assert [error["pointer"] for error in problem["errors"]] == ["/certificate"]
    assert words in problem["detail"]
    assert api.get("trusted-authorities") == []


@pytest.mark.parametrize("file", ["none.pem", "..%2Fca.pem", "%2Fetc%2Fpasswd", ".."])
def test_no_other_file_can_be_removed(api: Api, own_pki: Path, file: str) -> None:
    api.problem("DELETE", f"trusted-authorities/{file}", status=404)

    assert (own_pki / "ca.pem").exists()
