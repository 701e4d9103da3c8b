"""`manage.py issue_certificate` says what the certificate gives, and the simulator does what it says."""

from tests.cast import MARIA
from tests.infra.supervisor.simulator import Simulator


def test_an_organisation_that_is_no_actor_is_told_what_is_refused(simulator: Simulator) -> None:
    issued = simulator.manage("issue_certificate", "202100-6222", "Region Exempel", "--name", "region")

    assert issued.returncode == 0, issued.stderr
    assert "valid for mutual TLS and for signatures. 162021006222 is no actor in FaR." in issued.stdout
    assert "with 5002, letters that it signed as the sender with 5014" in issued.stdout
    asked = simulator.manage("send_letter", MARIA, "--sender", "region")
    assert "5002: " in asked.stderr
    handed_over = simulator.manage("send_letter", MARIA, "--sender", "region", "--relay")
    assert "5014: " in handed_over.stderr


def test_a_certificate_for_an_actors_number_has_its_rights(simulator: Simulator) -> None:
    issued = simulator.manage("issue_certificate", "162021004748", "Kommun A", "--name", "kommun-a-2")

    assert "162021004748 is an actor in FaR already" in issued.stdout
    assert "5002" not in issued.stdout
    assert simulator.manage("send_letter", MARIA, "--sender", "kommun-a-2").returncode == 0
