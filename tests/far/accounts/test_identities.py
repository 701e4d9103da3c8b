"""Numbers of holders and users, as calls give them."""

import pytest

from far.accounts.identities import is_foreign, mask_user, read_holder, read_user
from infra.errors import InvalidInput


@pytest.mark.parametrize("number", ["192705178354", "165560000001", "197001632384"])
def test_a_number_that_somebody_can_have_is_read(number: str) -> None:
    assert read_holder(number).value == number


@pytest.mark.parametrize("number", ["192705178355", "165560000002", "190002309801", "197001632385"])
def test_a_number_that_nobody_can_have_is_refused_and_masked(number: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_holder(number, "CompanyId")

    assert refused.value.code == 5001
    assert "CompanyId" in refused.value.text.swedish
    assert "CompanyId" in refused.value.text.english
    assert number.startswith("16") or number not in refused.value.text.on_wire


@pytest.mark.parametrize("identity", ["192705178354", "no12345678901", "fi" + "x" * 253])
def test_a_user_is_a_person_or_has_a_foreign_identity(identity: str) -> None:
    assert read_user(identity) == identity


@pytest.mark.parametrize("identity", ["192705178355", "191302305678", "199999999999"])
def test_a_user_s_number_is_one_that_a_person_can_have(identity: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_user(identity)

    assert "UserIdentity" in refused.value.text.english
    assert identity not in refused.value.text.on_wire


def test_texts_show_the_day_of_birth_or_the_country() -> None:
    assert mask_user("192705178354") == "19270517****"
    assert mask_user("no12345678901") == "no****"
    assert is_foreign("no12345678901")
    assert not is_foreign("192705178354")
