"""Every level, state, ending and use has words, in both languages."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.utils import translation

from console.consents import wording
from console.consents.forms import BEGINNINGS
from far.consents.ending import OPEN
from far.models import Consent, MailboxUse

LISTS: list[tuple[Mapping[Any, object], list[str]]] = [
    (wording.LEVELS, Consent.Level.values),
    (wording.STATES, Consent.State.values),
    (wording.TONES, Consent.State.values),
    (wording.ENDINGS, Consent.Ending.values),
    (wording.USES, MailboxUse.Kind.values),
    (BEGINNINGS, [state.value for state in OPEN]),
]


@pytest.mark.parametrize(("words", "values"), LISTS)
def test_each_value_has_words(words: Mapping[Any, object], values: list[str]) -> None:
    assert set(words) == set(values)


@pytest.mark.parametrize("words", [words for words, _ in LISTS if words is not wording.TONES])
def test_the_words_are_others_in_english(words: Mapping[Any, object]) -> None:
    with translation.override("en"):
        english = {key: str(text) for key, text in words.items()}
    with translation.override("sv"):
        assert not [key for key, text in words.items() if str(text) == english[key]]


def test_no_two_values_have_the_same_words() -> None:
    for words, _ in LISTS:
        if words is not wording.TONES:
            assert len({str(text) for text in words.values()}) == len(words)
