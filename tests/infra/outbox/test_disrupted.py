"""A tester's rule makes the mail server refuse an e-mail, or break off; SMS goes on as usual."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from infra.hooks import disruptions
from infra.hooks.disruptions import Break, Disruption, DisruptionPlace, Occasion
from infra.outbox.disrupted import require_undisrupted
from infra.outbox.mail_server import EmailNotSent
from infra.outbox.models import OutboxMessage
from testbed.faults.finding import RuleSource


class Rule:
    """A source that always says the same, and remembers what it was asked."""

    def __init__(self, disruption: Disruption | None) -> None:
        self.disruption = disruption
        self.asked: list[Occasion] = []

    def may_disrupt(self) -> bool:
        return self.disruption is not None

    def find(self, occasion: Occasion) -> Disruption | None:
        self.asked.append(occasion)
        return self.disruption

    def is_removed(self, _rule: str) -> bool:
        return False


@pytest.fixture(autouse=True)
def _the_rules_come_back() -> Iterator[None]:
    yield
    disruptions.register_source(RuleSource())


def steer(disruption: Disruption | None) -> Rule:
    rule = Rule(disruption)
    disruptions.register_source(rule)
    return rule


def email(channel: str = "email") -> OutboxMessage:
    return OutboxMessage(
        channel=channel,
        address="anna@mail.example.org",
        recipient="192705178354",
        label="run-17",
        due_at=datetime(2026, 3, 2, tzinfo=UTC),
    )


def problem_of(disruption: Disruption) -> EmailNotSent:
    steer(disruption)
    with pytest.raises(EmailNotSent) as refused:
        require_undisrupted(email())
    assert refused.value.text.swedish != refused.value.text.english
    return refused.value


@pytest.mark.parametrize(
    ("code", "is_temporary"), [(421, True), (450, True), (499, True), (500, False), (550, False)]
)
def test_a_code_of_four_hundred_may_pass_and_one_of_five_hundred_stays(code: int, is_temporary: bool) -> None:
    problem = problem_of(Disruption("r7", code=code))

    assert problem.is_temporary is is_temporary
    assert f"{code} (fault rule r7)" in problem.text.english
    assert f"{code} (felregel r7)" in problem.text.swedish


@pytest.mark.parametrize("breaks", Break)
def test_a_broken_connection_may_be_tried_again(breaks: Break) -> None:
    assert problem_of(Disruption("r7", breaks=breaks)).is_temporary


def test_the_rule_is_asked_with_the_address_its_domain_and_the_letters_recipient() -> None:
    rule = steer(Disruption("r7"))

    require_undisrupted(email())

    [asked] = rule.asked
    assert asked.place is DisruptionPlace.SMTP
    assert asked.names == {"anna@mail.example.org", "mail.example.org"}
    assert (asked.recipients, asked.label) == (["192705178354"], "run-17")


def test_an_sms_meets_no_rule_of_the_mail_server() -> None:
    rule = steer(Disruption("r7", code=550))

    require_undisrupted(email("sms"))

    assert rule.asked == []


def test_without_rules_nothing_is_asked() -> None:
    rule = steer(None)

    require_undisrupted(email())

    assert rule.asked == []
