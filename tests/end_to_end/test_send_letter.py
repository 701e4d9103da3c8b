"""The exit codes of `manage.py send_letter`, as a script sees them."""

import pytest

from tests.cast import MARIA, TOLVAN
from tests.infra.supervisor.simulator import Simulator

ELIN = "199001012385"
"""Has a mailbox at an operator that answers Delivered=false."""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([MARIA], "delivered to minmyndighetspost.se"), ([TOLVAN, "--relay"], "with the relay")],
)
def test_delivered_or_handed_over_is_code_0(simulator: Simulator, arguments: list[str], said: str) -> None:
    done = simulator.manage("send_letter", *arguments)

    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout


@pytest.mark.parametrize(
    ("arguments", "reasons"),
    [
        (
            [ELIN],
            [
                "nekar.example answered that the letter was not delivered (Delivered=false), TransId ",
                "nekar.example svarade att brevet inte levererades (Delivered=false), TransId ",
            ],
        ),
        ([TOLVAN], ["has no mailbox"]),
        ([MARIA, "--relay", "--sender", "obehorig"], ["5014: "]),
    ],
)
def test_refused_or_not_delivered_is_code_1_with_the_reason(
    simulator: Simulator, arguments: list[str], reasons: list[str]
) -> None:
    done = simulator.manage("send_letter", *arguments)

    assert (done.returncode, done.stdout) == (1, "")
    assert [reason for reason in reasons if reason not in done.stderr] == []
    assert "Traceback" not in done.stderr


def test_wrong_arguments_are_code_2(simulator: Simulator) -> None:
    done = simulator.manage("send_letter")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr
