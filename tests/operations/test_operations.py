"""Every case of every operation, and the document that shows them."""

from pathlib import Path

import pytest

from contracts.catalogue import AUTHORITY, CONSENT, RECIPIENT, RECIPIENT_V1, RECIPIENT_V2, SERVICE_V1, Service
from tests.cast import Post
from tests.operations import table
from tests.operations.all_cases import CASES
from tests.operations.cases import Case, cases_of
from tests.operations.clients import Clients, Refused

SHOWN = (RECIPIENT, RECIPIENT_V2, RECIPIENT_V1, AUTHORITY, CONSENT, SERVICE_V1)


@pytest.fixture
def clients(shared: Path, world: None, post: Post) -> Clients:
    return Clients(shared / "contracts", post)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path}-{case.operation}-{case.title}")
def test_the_operation_answers_as_the_document_says(case: Case, clients: Clients) -> None:
    if not case.fault:
        assert case.play(clients) == case.answer
        return
    with pytest.raises(Refused) as refusal:
        case.play(clients)
    assert refusal.value.code == case.fault, str(refusal.value)
    swedish, _, english = refusal.value.description.partition(" | ")
    assert swedish
    assert english


@pytest.mark.parametrize("service", SHOWN, ids=lambda service: service.path)
def test_every_operation_is_shown_with_a_good_case_and_a_refusal(service: Service) -> None:
    shown = {(case.operation, case.fault > 0) for case in cases_of(service.path)}

    assert shown == {
        (operation.name, refused) for operation in service.operation_list for refused in (False, True)
    }


def test_the_document_is_the_one_that_the_cases_make() -> None:
    assert table.DOCUMENT.read_text() == table.written(), "python -m tests.operations.table writes it anew"
