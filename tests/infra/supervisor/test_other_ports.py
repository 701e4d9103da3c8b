"""A command in another terminal, where the simulator's ports have not been set."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from infra.pki import store
from tests.servers import free_port


@pytest.mark.django_db
@pytest.mark.parametrize("more", [[], ["--relay"]])
def test_where_nobody_listens_the_port_is_asked_for(monkeypatch: pytest.MonkeyPatch, more: list[str]) -> None:
    store.ensure_identities(Path(settings.PKI_DIR))
    nowhere = f"https://localhost:{free_port()}/webservice/accao/"
    monkeypatch.setattr(settings, "SOAP_BASE_URL", nowhere)
    monkeypatch.setattr(settings, "REGISTER_URL", nowhere)

    with pytest.raises(CommandError) as told:
        call_command("send_letter", "198101052382", *more)

    assert "tar inte emot anslutningar. Kör simulatorn på andra portar? Sätt samma MM_SOAP_PORT här." in str(
        told.value
    )
    assert "takes no connections. Does the simulator run on other ports?" in str(told.value)
