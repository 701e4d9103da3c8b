"""An operator under development opens and closes a mailbox with signatures of the simulated e-legitimation."""

import re
import subprocess
import sys

import pytest

from tests.infra.supervisor.simulator import ROOT, START, Simulator

DOCUMENT = (ROOT / "docs" / "signatures.md").read_text()
EXAMPLE = ROOT / "docs" / "examples" / "open_mailbox.py"


def run(simulator: Simulator, person: str, *options: str) -> subprocess.CompletedProcess[str]:
    places = {
        "--base": f"https://localhost:{simulator.soap_port}/webservice/accao/",
        "--web": f"http://localhost:{simulator.web_port}/",
        "--pki": f"{simulator.folder}/pki",
    }
    words = [word for place in places.items() for word in place]
    return subprocess.run(
        [sys.executable, EXAMPLE, person, *words, *options],
        capture_output=True,
        text=True,
        check=False,
        timeout=START,
    )


@pytest.mark.parametrize("form", ["xml", "pkcs7", "pkcs7-detached", "mocked"])
def test_the_example_says_what_the_document_shows(simulator: Simulator, form: str) -> None:
    [(person, shown)] = re.findall(r"open_mailbox\.py (\d+)\n(.*?)```", DOCUMENT, re.DOTALL)

    done = run(simulator, person, "--form", form)

    assert done.returncode == 0, done.stderr
    assert done.stdout == shown


def test_who_has_a_mailbox_elsewhere_is_refused_by_name(simulator: Simulator) -> None:
    done = run(simulator, "192705178354")

    assert done.returncode != 0
    assert "has an account already, at minmyndighetspost.se" in done.stderr
