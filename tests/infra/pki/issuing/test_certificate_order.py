"""The order of a certificate: what can be issued, and every wrong value of what cannot, at once."""

from typing import Any

import pytest

from infra.errors import InvalidInput
from infra.identity import OrganisationNumber
from infra.pki.issuing.certificate_order import (
    BAD_FOLDER,
    FOLDER,
    LONG_TITLE,
    MAX_TITLE,
    MINUTES,
    NO_TITLE,
    NOTHING_TO_KEEP,
    CertificateOrder,
    require_possible_order,
)
from infra.texts import Text
from infra.validation import InvalidValues

AGENCY = OrganisationNumber.parse("162021004748")


def order(**changed: Any) -> CertificateOrder:
    return CertificateOrder(**{"organisation": AGENCY, "title": "Kommun A", **changed})


def wrong(**changed: Any) -> dict[str, Text]:
    with pytest.raises(InvalidValues) as refused:
        require_possible_order(order(**changed))
    return {value.field: value.text for value in refused.value.values}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"title": "x" * MAX_TITLE},
        {"folder": "kommun-a"},
        {"folder": "Åhus_1.2"},
        {"folder": "x" * 48},
        {"minutes": MINUTES.minimum},
        {"minutes": MINUTES.maximum},
        {"csr": "-----BEGIN", "keeps_subject": True},
        {"hosts": ("kommun-a.example", "127.0.0.1")},
    ],
    ids=str,
)
def test_what_can_be_issued_is_let_through(changed: dict[str, Any]) -> None:
    require_possible_order(order(**changed))


@pytest.mark.parametrize(
    ("title", "text"), [("", NO_TITLE), ("  ", NO_TITLE), ("x" * (MAX_TITLE + 1), LONG_TITLE)]
)
def test_a_title_is_needed_and_fits_in_a_certificate(title: str, text: Text) -> None:
    assert wrong(title=title) == {"name": text}


def test_a_title_with_control_characters_is_refused() -> None:
    assert set(wrong(title="Kommun\x00A")) == {"name"}


@pytest.mark.parametrize("folder", [".hidden", "-x", "a/b", "..", "a b", "x" * 49, "a\n", "café"])
def test_a_folder_is_a_plain_name(folder: str) -> None:
    assert wrong(folder=folder) == {"folder": BAD_FOLDER}
    assert not FOLDER.fullmatch(folder)


def test_only_a_request_of_one_s_own_has_a_subject_to_keep() -> None:
    assert wrong(keeps_subject=True) == {"subject": NOTHING_TO_KEEP}


@pytest.mark.parametrize("host", ["", "a b", "http://a.example", "x" * 300])
def test_a_host_is_a_name_or_an_address(host: str) -> None:
    assert len(wrong(hosts=("kommun-a.example", host))) == 1


def test_all_wrong_values_are_told_at_once() -> None:
    assert set(wrong(title="", folder="-x", keeps_subject=True)) == {"name", "folder", "subject"}


@pytest.mark.parametrize("minutes", [MINUTES.minimum - 1, MINUTES.maximum + 1, -5])
def test_a_certificate_lasts_for_a_minute_to_ten_years(minutes: int) -> None:
    with pytest.raises(InvalidInput):
        require_possible_order(order(minutes=minutes))
