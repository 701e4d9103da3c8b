"""The examples of docs/api.md work as they stand."""

from formedlare.models import Lane
from infra.rest.problems import KINDS
from tests.formedlare.api import curl
from tests.formedlare.api.conftest import Api, Delivery


def test_every_call_of_the_document_is_answered(api: Api, delivery: Delivery) -> None:
    Lane.objects.create(name="kivra.com")
    waiting = delivery(state="waiting")
    [addresses] = curl.blocks(curl.document("api.md"), "csv")
    values = {"DELIVERY": str(waiting.distribution_id), "addresses.csv": addresses, "PASSWORD": "hemligt"}

    calls = curl.calls("api.md", values)

    assert len(calls) > 15
    for call in calls[:-1]:
        answer = call.send(api.client)
        assert answer.status_code == 200, (call, answer.content)
    assert calls[-1].send(api.client).status_code == 400, "the last one shows an error"


def test_the_document_lists_every_kind_of_problem_with_its_status() -> None:
    text = curl.document("api.md")
    assert [kind for kind, (status, _) in KINDS.items() if f"| `{kind}` | {status} |" not in text] == []
