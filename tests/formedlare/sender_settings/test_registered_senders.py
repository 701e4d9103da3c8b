"""Settings are kept only for senders that FaR has, and a refusal names some of those."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from far.models import Sender
from formedlare.sender_settings.registered_senders import MAX_NAMED, require_registered
from infra.errors import InternalError, SenderNotRegistered
from tests.far.accounts.cast import BANK
from tests.formedlare.registered import KOMMUN_A, KOMMUN_B, STRANGER, registered

__all__ = ["registered"]


@pytest.mark.parametrize("sender", [KOMMUN_A, KOMMUN_B])
def test_a_registered_sender_is_accepted(registered: None, sender: str) -> None:
    require_registered(sender)


def test_another_is_refused_with_the_senders_that_there_are(registered: None) -> None:
    with pytest.raises(SenderNotRegistered) as refused:
        require_registered(STRANGER)

    swedish, english = refused.value.text
    assert swedish == (
        f"{STRANGER} är ingen registrerad avsändare i FaR. De som är det: "
        f"{BANK} Exempelbanken AB, {KOMMUN_A} Kommun A, {KOMMUN_B} Kommun B."
    )
    assert english.startswith(f"{STRANGER} is no registered sender in FaR.")


def test_of_many_senders_only_some_are_named(registered: None) -> None:
    Sender.objects.bulk_create(
        Sender(organisation=f"16556000{number:04}", name=f"Avsändare {number}") for number in range(1_000, 1_020)
    )
    cache.clear()

    with pytest.raises(SenderNotRegistered) as refused:
        require_registered(STRANGER)

    named = refused.value.text.english.partition("There are: ")[2]
    assert named.endswith(", ….")
    assert len(named.split(", ")) == MAX_NAMED + 1


def test_a_silent_register_refuses_nobody(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent() -> None:
        raise InternalError("FaR svarar inte", "FaR does not answer")

    monkeypatch.setattr("formedlare.register.list_actors", silent)

    require_registered(STRANGER)


def test_a_sender_that_registers_meanwhile_is_accepted(registered: None) -> None:
    Sender.objects.create(organisation=STRANGER, name="Ny myndighet")
    cache.clear()

    require_registered(STRANGER)
