"""The full-text index: words as both databases tell them apart, added and forgotten with their exchanges."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from testbed.journal import models
from testbed.journal.recording import index, numbering
from testbed.journal.recording.index import words_of
from testbed.journal.search.finding import find_exchanges
from testbed.journal.search.query_language import parse_search
from tests.testbed.journal.told import record


def found(written: str) -> int:
    return len(find_exchanges(parse_search(written), 10).exchanges)


def indexed() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {models.INDEX_TABLE}")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Beslut om bygglov", ["beslut", "om", "bygglov"]),
        ("BN-2026/17", ["bn", "2026", "17"]),
        ("a_b", ["a", "b"]),
        ("Åäö ÉÈ", ["åäö", "éè"]),
        ("e-post@kommun-a.example", ["e", "post", "kommun", "a", "example"]),
        ("\U0001f4ee post", ["post"]),
    ],
)
def test_letters_and_digits_make_words_and_all_else_parts_them(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.text(max_size=200))
def test_words_do_not_depend_on_case_and_are_words_themselves(text: str) -> None:
    for word in words_of(text):
        assert word
        assert len(word) <= index.MAX_WORD
        assert "_" not in word


@given(st.text(max_size=60))
def test_a_text_has_the_same_words_however_its_letters_are_composed(text: str) -> None:
    assert words_of(unicodedata.normalize("NFD", text)) == words_of(unicodedata.normalize("NFC", text))


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("written", ["Förskolan", "fo\u0308rskolan", "FÖRSKOLAN"])
@pytest.mark.parametrize("kept", ["Beslut om förskolan", "Beslut om fo\u0308rskolan"])
def test_a_word_is_found_however_its_letters_were_composed_and_asked_for(kept: str, written: str) -> None:
    record(subject=kept)

    assert found(written) == 1
    assert found(f'"beslut om {written}"') == 1


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(
    "subject",
    ["C++ & <b>", "50 % rabatt", "it's", 'say "hi"', "a AND b OR NOT c", "NEAR(x y)", "-minus", "word*", "(", ":"],
)
def test_signs_of_the_index_s_own_language_in_a_text_are_no_orders(subject: str) -> None:
    record(subject=subject, operation="notify")

    assert found("operation:notify") == 1
    for word in words_of(subject):
        assert found(f'"{word}"') == 1


@pytest.mark.usefixtures("journal")
def test_a_beginning_finds_each_word_that_begins_so() -> None:
    record(subject="Bygglov")
    record(subject="Byggnadsnämnden")
    record(subject="Ombyggnad")

    assert found("bygg*") == 2


@pytest.mark.usefixtures("journal")
def test_removed_words_find_nothing_and_leave_the_others() -> None:
    kept, gone = record(subject="kvar"), record(subject="borta")

    index.remove_words([gone.pk])

    assert (found("kvar"), found("borta")) == (1, 0)
    assert models.Exchange.objects.filter(pk__in=[kept.pk, gone.pk]).count() == 2


@pytest.mark.usefixtures("journal")
def test_words_are_forgotten_only_when_all_exchanges_are_gone() -> None:
    record(subject="kvar")
    index.forget_words_left_behind()
    assert indexed() == 1

    models.Exchange.objects.all().delete()
    index.forget_words_left_behind()
    assert indexed() == 0


@pytest.mark.usefixtures("journal")
def test_the_parts_of_the_index_are_merged_seldom_and_find_everything() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT v FROM {models.INDEX_TABLE}_config WHERE k = 'automerge'")
            assert cursor.fetchone() == (index.SEGMENTS_MERGED,)

    for number in range(2 * index.SEGMENTS_MERGED):
        record(subject=f"beslut nummer{number}")

    assert [found(f"nummer{number}") for number in range(2 * index.SEGMENTS_MERGED)] == [1] * 16
    assert found("beslut") == 10


@pytest.mark.django_db
def test_numbers_are_taken_one_after_the_other_and_in_blocks() -> None:
    first = numbering.take_numbers(1)

    assert numbering.take_numbers(5) == first + 1
    assert numbering.take_numbers(1) == first + 6
    assert numbering.newest_key() == first + 6


@pytest.mark.usefixtures("journal")
def test_an_index_that_is_made_anew_finds_what_the_earlier_one_did() -> None:
    record(subject="Beslut om bygglov")
    record(subject="Kallelse")

    index.rebuild_index(None, connection.schema_editor())
    record(subject="Beslut om avgift")

    assert indexed() == 3
    assert [found("beslut"), found("bygg*"), found("byggl*"), found("edge:soap")] == [2, 1, 1, 3]
