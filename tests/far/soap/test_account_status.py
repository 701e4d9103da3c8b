"""How an operator is told in the answers about accounts."""

import pytest

from far.models import ServiceSupplier
from far.soap.account_status import Suppliers


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("post/kivra.com/", "http://localhost:8000/post/kivra.com"),
        ("https://op.example/", "https://op.example"),
        ("", None),
    ],
    ids=["below the simulator", "elsewhere", "none"],
)
def test_an_operator_without_pages_has_no_address_for_them(path: str, told: str | None) -> None:
    # Source: api-6.3 §3.1: UIAdress is absent if the operator has none; §6: /Inbox is appended to it.
    operator = ServiceSupplier(pk=1, name="kivra.com", organisation="165569999062", ui_path=path)

    assert Suppliers().of(operator).uiadress == told
