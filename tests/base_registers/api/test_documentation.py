"""What docs/registers.md says can be done can be done, and it names all that there is."""

import pytest
from django.conf import settings

from base_registers import failures
from base_registers.models import Company, SignatoryRule, SourceFailure
from tests.formedlare.api import curl
from tests.formedlare.api.conftest import Api

TEXT = curl.document("registers.md")


def test_every_call_of_the_document_is_answered(api: Api) -> None:
    calls = curl.calls("registers.md", {})

    statuses = [call.send(api.client).status_code for call in calls]

    assert statuses == [200, 200, 200, 201, 200, 200, 200, 200, 200, 200, 204, 204]
    assert failures.list_failures() == []
    assert api.get("registers/companies/165560000043")["status"] == "Bankrupt"


@pytest.mark.parametrize("kind", SignatoryRule.Kind.values)
def test_each_kind_of_rule_has_its_line(kind: str) -> None:
    assert f"| `{kind}` | " in TEXT


@pytest.mark.parametrize("value", [*Company.Form.values, *Company.Status.values, *SourceFailure.Problem.values])
def test_each_form_state_and_problem_is_named(value: str) -> None:
    assert f"`{value}`" in TEXT


def test_the_identity_that_asks_stands_where_the_document_says() -> None:
    assert "`var/pki/internal/far`" in TEXT
    assert (settings.PKI_DIR / "internal" / "far" / "client.pem").is_file()
