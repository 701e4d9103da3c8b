"""What was signed for is kept, also after the account has ended."""

from far.models import Agreement
from tests.cast import TOLVAN
from tests.far.accounts.cast import (
    ANNIKA,
    EVA,
    FJALLBACK,
    KIVRA,
    LENA,
    Operator,
    without_account,
)


def test_what_was_signed_for_is_kept_when_the_account_ends(mmp: Operator) -> None:
    mmp.register(EVA, text="Villkor 2026.")
    mmp.deregister(EVA, text="Jag slutar.")

    began, ended = Agreement.objects.filter(recipient=EVA).order_by("pk")
    assert (began.kind, ended.kind) == ("Create", "Delete")
    assert (began.agreement_text, ended.agreement_text) == ("Villkor 2026.", "Jag slutar.")
    assert EVA in began.sentence.swedish
    assert "godtar användarvillkoren för Mina meddelanden och Min myndighetspost" in began.sentence.swedish
    assert "accepts the terms of Mina meddelanden and Min myndighetspost" in began.sentence.english
    assert began.signatures[0]["number"] == EVA
    assert began.signatures[0]["is_mocked"] is True


def test_another_operator_s_agreement_does_not_name_the_state_s_terms(kivra: Operator) -> None:
    kivra.register(TOLVAN)

    kept = Agreement.objects.get(recipient=TOLVAN)
    assert "Min myndighetspost" not in kept.sentence.swedish
    assert "Tolvan Tolvansson" in kept.sentence.swedish
    assert kept.supplier == KIVRA


def test_a_company_s_agreement_has_its_name_and_all_who_signed(kivra: Operator) -> None:
    without_account(FJALLBACK)
    kivra.register(FJALLBACK, LENA)
    assert not Agreement.objects.filter(recipient=FJALLBACK).exists(), "nothing is agreed yet"

    kivra.register(FJALLBACK, ANNIKA)

    kept = Agreement.objects.get(recipient=FJALLBACK)
    assert kept.sentence.english.startswith("Fjällbäck Konsult AB (165560000019) has an account")
    assert {signature["number"] for signature in kept.signatures} == {LENA, ANNIKA}
