"""The gateway refuses mails as a tester's rule says."""

from collections.abc import Iterator, Sequence

import pytest

from infra.hooks import disruptions
from infra.hooks.disruptions import Break, Disruption, DisruptionPlace, Occasion
from testbed.faults.finding import RuleSource
from tests import cast
from tests.sender.office.conftest import Office, nothing_is_stored, written


class Rule:
    """A source with one rule, which notes what it was asked."""

    def __init__(self, disruption: Disruption) -> None:
        self.disruption = disruption
        self.asked: list[Occasion] = []

    def may_disrupt(self) -> bool:
        return True

    def find(self, occasion: Occasion) -> Disruption | None:
        self.asked.append(occasion)
        return self.disruption if occasion.place is DisruptionPlace.SMTP else None

    def is_removed(self, rule: str) -> bool:
        return rule != self.disruption.rule


@pytest.fixture(autouse=True)
def no_rule_stays() -> Iterator[None]:
    yield
    disruptions.register_source(RuleSource())


@pytest.mark.parametrize(
    ("disruption", "code"),
    [
        (Disruption("r", code=452), 452),
        (Disruption("r", code=550), 550),
        (Disruption("r", breaks=Break.RESET), 421),
    ],
)
def test_a_mail_is_answered_with_the_code_of_the_rule(office: Office, disruption: Disruption, code: int) -> None:
    rule = Rule(disruption)
    disruptions.register_source(rule)

    answer, _ = office.send(written("Hej"), f"{cast.MARIA}@mm.local")

    assert answer == code
    assert nothing_is_stored()
    assert _recipients(rule.asked) == [[cast.MARIA]]


def _recipients(asked: Sequence[Occasion]) -> list[list[str]]:
    return [list(occasion.recipients) for occasion in asked if occasion.operation == "receive"]
