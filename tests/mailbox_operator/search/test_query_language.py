"""What a person writes into the search field: everything means something, and nothing breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox_operator.search.query_language import (
    MAX_CONDITIONS,
    LetterCondition,
    Part,
    SearchQuery,
    read_query,
    words_of,
)


def conditions(written: str) -> list[LetterCondition]:
    return list(read_query(written).conditions)


def test_bare_words_may_go_on() -> None:
    assert conditions("Skatt 2025") == [LetterCondition(("skatt",)), LetterCondition(("2025",))]


def test_words_in_quotation_marks_stand_together_and_end_where_they_end() -> None:
    assert conditions('"preliminär skatt"') == [LetterCondition(("preliminär", "skatt"), is_exact=True)]
    assert conditions('"skatt') == [LetterCondition(("skatt",), is_exact=True)]


@pytest.mark.parametrize(
    ("written", "part"),
    [
        ("från:skatteverket", Part.SENDER),
        ("From:Skatteverket", Part.SENDER),
        ("ÄMNE:skatteverket", Part.SUBJECT),
        ("subject:skatteverket", Part.SUBJECT),
        ("text:skatteverket", Part.BODY),
        ("fil:skatteverket", Part.FILES),
    ],
)
def test_a_name_chooses_the_part_of_the_letter(written: str, part: Part) -> None:
    assert conditions(written) == [LetterCondition(("skatteverket",), part)]


def test_a_minus_leaves_out() -> None:
    assert conditions('-påminnelse -från:"Kommun A"') == [
        LetterCondition(("påminnelse",), is_excluded=True),
        LetterCondition(("kommun", "a"), Part.SENDER, is_excluded=True, is_exact=True),
    ]


def test_a_name_that_is_none_is_a_word() -> None:
    assert conditions("kl:10") == [LetterCondition(("kl", "10"), is_exact=True)]


def test_what_hangs_together_by_signs_is_looked_for_together() -> None:
    assert conditions("ROT-avdrag") == [LetterCondition(("rot", "avdrag"), is_exact=True)]


@pytest.mark.parametrize("written", ["", "   ", "-", '"', '""', "-:;!?", "***", "("])
def test_signs_alone_mean_nothing(written: str) -> None:
    assert not read_query(written)


def test_swedish_letters_are_letters_however_they_are_written() -> None:
    assert words_of("A\u030akesson Ö\u00adSTER ﬁl Å") == ["åkesson", "öster", "fil", "å"]
    assert words_of("ål") != words_of("al")


def test_there_is_an_end_to_conditions() -> None:
    assert len(conditions(" ".join(f"a{number}" for number in range(50)))) == MAX_CONDITIONS


@given(st.text())
def test_anything_is_read_and_reads_the_same_again(written: str) -> None:
    query = read_query(written)

    assert read_query(str(query)) == query or len(str(query)) > 200
    for condition in query.conditions:
        assert condition.words
        assert all(words_of(word) == [word] for word in condition.words)


WORDS = st.from_regex(r"[a-zåäö0-9]{1,8}", fullmatch=True)
CONDITIONS = st.builds(
    LetterCondition,
    st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    st.sampled_from(Part),
    st.booleans(),
    st.just(True),
)


@given(st.lists(CONDITIONS, max_size=4, unique=True))
def test_what_is_written_out_is_read_back(wanted: list[LetterCondition]) -> None:
    query = SearchQuery(tuple(wanted))

    assert read_query(str(query)) == query
