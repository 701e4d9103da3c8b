"""The gateway refuses mails as a tester's rule says."""

from collections.abc import Iterator, Sequence

import pytest

from infra.hooks import disruptions
from infra.hooks.disruptions import Break, Disruption, DisruptionPlace, Occasion
from infra.hooks.exchanges import Edge, Exchange, Verdict
from testbed.faults.finding import RuleSource
from tests import cast
from tests.reported_exchanges import reported
from tests.sender.office.conftest import Office, nothing_is_stored, written

__all__ = ["reported"]


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


@pytest.mark.parametrize("label", ["Nattliga prov", "åäö/1"])
def test_a_rule_is_asked_with_the_run_that_the_mail_says(office: Office, label: str) -> None:
    rule = Rule(Disruption("r", code=452))
    disruptions.register_source(rule)
    mail = written("Hej")
    mail["X-MM-Label"] = label

    office.send(mail, f"{cast.MARIA}@mm.local")

    assert [occasion.label for occasion in rule.asked if occasion.operation == "receive"] == [label]


def test_a_rule_is_asked_with_the_organisation_that_the_clerk_writes_for(office: Office) -> None:
    rule = Rule(Disruption("r", code=452))
    disruptions.register_source(rule)

    office.send(written("Hej"), f"{cast.MARIA}@mm.local")

    assert [occasion.sender for occasion in rule.asked if occasion.operation == "receive"] == ["162021004748"]


def test_the_journal_has_the_mail_that_a_rule_refused(office: Office, reported: list[Exchange]) -> None:
    disruptions.register_source(Rule(Disruption("r", code=554)))
    mail = written("Hej")
    mail["X-MM-Label"] = "Nattliga prov"

    office.send(mail, f"{cast.MARIA}@mm.local")

    [exchange] = reported
    assert (exchange.status, exchange.recipient, exchange.label) == (554, cast.MARIA, "Nattliga prov")
    assert exchange.verdict is Verdict.REFUSED
    assert exchange.explanation is not None
    assert exchange.explanation.reason == "provoked-by-a-rule"


def test_a_mail_that_is_taken_stands_in_the_journal_of_the_run_that_it_says(
    office: Office, reported: list[Exchange]
) -> None:
    mail = written("Hej")
    mail["X-MM-Label"] = "Nattliga prov"

    office.send(mail, f"{cast.MARIA}@mm.local")

    assert [exchange.label for exchange in reported if exchange.edge is Edge.SMTP] == ["Nattliga prov"]


def _recipients(asked: Sequence[Occasion]) -> list[list[str]]:
    return [list(occasion.recipients) for occasion in asked if occasion.operation == "receive"]
