"""The channel switch in the console: rules changed one at a time, tried on people, plan and addresses."""

from typing import Any

import pytest
from django.test import Client

from console.rules import senders
from formedlare.models import ChannelRule, ContactAddress
from infra import clock
from tests import cast
from tests.console.conftest import SENDER, Console, words

HEADING = "recipient;email;mobile;confirmed_on\n"
AS_SENDER = f"?sender={SENDER}"
EXEMPELBANKEN = "165569999161"
RULE = {"name": "Stora brev på papper", "larger_than_bytes": 500_000, "recipient": "person", "channel_1": "print"}


def names(sender: str = SENDER) -> list[str]:
    return list(ChannelRule.objects.filter(sender=sender).order_by("position").values_list("name", flat=True))


def version(console: Console, sender: str = SENDER) -> str:
    page = console.page("rules", sender=sender)
    return str(page.xpath("string((//input[@name='version'])[1]/@value)"))


@pytest.fixture
def own_rules(console: Console, world: None) -> list[str]:
    """Two rules of the sender's own, and their names."""
    console.do("rules-own", query=AS_SENDER, version=version(console))
    return names()


def test_a_sender_without_rules_shows_everybodys_and_can_make_them_its_own(console: Console, world: None) -> None:
    assert "Kommun A följer allas regler" in words(console.page("rules", sender=SENDER))

    console.do("rules-own", query=AS_SENDER, version=version(console))

    assert names() == names("")
    assert "Kommun As egna regler" in words(console.page("rules", sender=SENDER))


def test_the_rules_that_are_asked_where_no_own_one_holds_are_shown_and_tried(
    console: Console, world: None
) -> None:
    built_in = "Inbyggd sista regel: bara Mina meddelanden"
    path = "//li[@class='rule soft']"
    assert words(console.page("rules"), f"{path}//h3") == built_in

    only = {**RULE, "name": "Bara info", "protection_class": 1}
    ChannelRule.objects.filter(sender=SENDER).delete()
    console.do("rule-new", query=AS_SENDER, version=version(console), **only)

    page = console.page("rules", sender=SENDER)
    assert words(page, f"{path}//h3") == " ".join([*names(""), built_in])
    assert "Allas, när ingen egen stämmer" in words(page, path)
    told = tried(console, cast.TOLVAN)
    assert "Brevet går som Utskrift" in told
    assert f"{names('')[1]} bestämmer" in told
    assert f"{built_in} stämmer, men en tidigare bestämde" in told


def test_a_rule_is_told_in_words(console: Console, world: None, own_rules: list[str]) -> None:
    console.do("rule-new", query=AS_SENDER, version=version(console), **RULE)

    told = words(console.page("rules", sender=SENDER), "//li[@class='rule'][last()]")

    assert "Om mottagaren är en person, brevet är större än 500000 byte:" in told
    assert "Utskrift" in told


def test_a_rule_is_added_changed_moved_and_removed(console: Console, own_rules: list[str]) -> None:
    console.do("rule-new", query=AS_SENDER, version=version(console), **RULE)
    assert names() == [*own_rules, RULE["name"]]

    console.do("rule-move", 3, query=AS_SENDER, version=version(console), at="upp")
    assert names() == [own_rules[0], RULE["name"], own_rules[1]]

    changed = {**RULE, "name": "Stora brev", "channel_1": "mina_meddelanden", "channel_2": "print"}
    console.do("rule", 2, query=AS_SENDER, version=version(console), **changed)
    assert ChannelRule.objects.get(name="Stora brev").channels == ["mina_meddelanden", "print"]

    console.do("rule-remove", 1, query=AS_SENDER, version=version(console))
    assert names() == ["Stora brev", own_rules[1]]


def test_the_form_of_a_rule_shows_what_the_rule_says(console: Console, own_rules: list[str]) -> None:
    conditions = {"has_mailbox": False, "email_known": True, "protection_class": 1}
    ChannelRule.objects.filter(sender=SENDER, position=1).update(
        conditions=conditions, channels=["email", "print"]
    )

    page = console.page("rule", 1, sender=SENDER)

    def chosen(name: str) -> str:
        return str(page.xpath(f"string(//select[@name='{name}']/option[@selected]/@value)"))

    shown = [chosen(name) for name in ("has_mailbox", "email_known", "protection_class", "channel_1", "channel_2")]
    assert shown == ["no", "yes", "1", "email", "print"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": ""}, "Ge regeln ett namn."),
        ({"channel_1": ""}, "Välj minst en kanal."),
        ({"channel_2": "print"}, "Den kanalen står redan tidigare."),
        ({"smaller_than_bytes": 100}, "både större och mindre"),
        ({"larger_than_bytes": "-1"}, "0"),
        ({"address_newer_than_days": "många"}, "heltal"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_at_its_field(
    console: Console, own_rules: list[str], change: dict[str, object], told: str
) -> None:
    answer = console.do("rule-new", query=AS_SENDER, version=version(console), **{**RULE, **change})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert names() == own_rules


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(
    console: Console, own_rules: list[str]
) -> None:
    seen = version(console)
    ChannelRule.objects.filter(sender=SENDER, position=1).update(name="Ändrad av någon annan")

    answer = console.do("rule-remove", 1, query=AS_SENDER, version=seen)

    assert "Någon annan har ändrat reglerna" in answer.content.decode()
    assert len(names()) == len(own_rules)


def test_a_sender_that_is_not_registered_has_no_rules(console: Console, world: None) -> None:
    console.page("rules", status=404, sender="165560000001")
    console.page("rule", 99, status=404, sender=SENDER)


@pytest.mark.parametrize("page", ["plan", "adresser"])
def test_without_a_sender_the_first_public_one_s_page_is_shown(console: Console, world: None, page: str) -> None:
    answer = console.client.get(f"/konsol/regler/{page}/")

    assert next(iter(senders.registered_senders())) == EXEMPELBANKEN, "a private sender is the first by name"
    assert answer.status_code == 302
    assert answer["Location"] == f"/konsol/regler/{page}/?sender={SENDER}"
    assert console.client.get(answer["Location"]).status_code == 200


def tried(console: Console, who: str, kind: str = "secure") -> str:
    page = console.page("rules", sender=SENDER, who=who, kind=kind, size=60_000)
    return words(page, "//*[@class='tried']")


def test_a_trial_says_the_channel_the_rule_and_the_operator(console: Console, world: None) -> None:
    told = tried(console, cast.MARIA)

    assert "Brevet går som Mina meddelanden, minmyndighetspost.se" in told
    assert "Personer: Mina meddelanden, annars brev bestämmer" in told
    assert "stämmer inte, eftersom det krävs att mottagaren är en organisation" in told


def test_a_trial_says_why_earlier_channels_are_passed_over(console: Console, world: None) -> None:
    told = tried(console, "197601012391")

    assert "Brevet går som Utskrift" in told
    assert "Mina meddelanden mottagaren tar inte emot avsändaren" in told


def test_sensitive_content_is_never_tried_by_email(console: Console, own_rules: list[str]) -> None:
    ChannelRule.objects.filter(sender=SENDER).update(conditions={}, channels=["email", "print"])
    ContactAddress.objects.create(
        sender=SENDER, recipient=cast.TOLVAN, email="tolvan@example.com", confirmed_on=clock.today()
    )

    assert "skyddsklass 2 och 3 får aldrig gå som e-post" in tried(console, cast.TOLVAN)
    assert "Brevet går som E-post" in tried(console, cast.TOLVAN, kind="notification")


def test_a_register_that_is_away_is_named_in_the_trial(
    console: Console, world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    page_before = console.page("rules", sender=SENDER)
    assert page_before is not None
    monkeypatch.setattr("formedlare.register.reachability_of", _away)

    assert "FaR är borta" in tried(console, cast.MARIA)


def _away(*_: object, **__: object) -> None:
    from infra.errors import InternalError

    raise InternalError("FaR är borta", "FaR is away")


def undo(console: Console, sender: str) -> Any:
    """Press the button that the page shows after a removal."""
    form = console.page("rules", sender=sender).xpath("//form[contains(@class, 'notice--undo')]")[0]
    values = {field.get("name"): field.get("value") for field in form.xpath(".//input[@name='version']")}
    return console.client.post(form.get("action"), values, follow=True)


def test_a_removed_rule_is_put_back_where_it_was(console: Console, world: None) -> None:
    for position, name in enumerate(("Ett", "Två", "Tre"), start=1):
        conditions = {"recipient": "person", "larger_than_bytes": 7}
        ChannelRule.objects.create(
            sender=SENDER, position=position, name=name, conditions=conditions, channels=["sms", "print"]
        )
    before = list(ChannelRule.objects.values_list("position", "name", "conditions", "channels"))

    removed = console.do("rule-remove", 2, query=f"?sender={SENDER}", version=version(console))
    assert "Regeln Två är borttagen." in " ".join(removed.content.decode().split())
    undo(console, SENDER)

    assert list(ChannelRule.objects.values_list("position", "name", "conditions", "channels")) == before
    assert "notice--undo" not in console.client.get(f"/konsol/regler/?sender={SENDER}").content.decode()


def test_a_removal_cannot_be_undone_once_the_rules_have_changed(console: Console, world: None) -> None:
    for position, name in enumerate(("Ett", "Två"), start=1):
        ChannelRule.objects.create(sender=SENDER, position=position, name=name, conditions={}, channels=["print"])
    console.do("rule-remove", 1, query=f"?sender={SENDER}", version=version(console))
    old = version(console)
    ChannelRule.objects.filter(name="Två").update(name="Ändrad")

    assert not console.page("rules", sender=SENDER).xpath("//form[contains(@class, 'notice--undo')]")
    refused = console.do("rule-restore", query=f"?sender={SENDER}", version=old)
    assert "Någon annan har ändrat reglerna" in refused.content.decode()
    assert names() == ["Ändrad"]


def test_only_the_browser_that_removed_a_rule_can_put_it_back(console: Console, world: None) -> None:
    ChannelRule.objects.create(sender=SENDER, position=1, name="Ett", conditions={}, channels=["print"])
    console.do("rule-remove", 1, query=f"?sender={SENDER}", version=version(console))
    other = Console(Client())

    assert not other.page("rules", sender=SENDER).xpath("//form[contains(@class, 'notice--undo')]")
    answer = other.do("rule-restore", query=f"?sender={SENDER}", version=version(console))
    assert answer.status_code == 404


def test_a_rule_that_is_not_there_is_not_removed(console: Console, world: None) -> None:
    assert console.do("rule-remove", 1, query=f"?sender={SENDER}", version="x").status_code == 404
