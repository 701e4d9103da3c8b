"""The index itself: which parts, which mailbox, what is replaced and what is forgotten."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbox_operator.models import Mailbox, Message
from mailbox_operator.search import index
from mailbox_operator.search.finding import matching_messages
from mailbox_operator.search.index import MessageWords
from mailbox_operator.search.query_language import LetterCondition, Part, SearchQuery, read_query
from mailbox_operator.search.reading import MAX_TEXT, body_text, read_words
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def box() -> Mailbox:
    return make.mailbox(make.ANNA)


@pytest.fixture
def letter(box: Mailbox) -> Message:
    return make.message(box)


def add(letter: Message, **parts: str) -> None:
    words = {"sender": "", "subject": "", "body": "", "files": "", **parts}
    index.add_words([MessageWords(message=letter.pk, mailbox=letter.mailbox_id, **words)])


def is_found(letter: Message, written: str | SearchQuery) -> bool:
    query = read_query(written) if isinstance(written, str) else written
    return matching_messages(letter.mailbox, query).filter(pk=letter.pk).exists()


@pytest.mark.parametrize("part", [Part.SENDER, Part.SUBJECT, Part.BODY, Part.FILES])
def test_a_word_is_found_in_its_part_and_in_any_and_in_no_other(letter: Message, part: Part) -> None:
    add(letter, **{part.value: "Jämkning"})

    found = {each for each in Part if is_found(letter, SearchQuery((LetterCondition(("jämkning",), each),)))}

    assert found == {part, Part.ANY}


def test_a_phrase_does_not_reach_from_one_part_into_the_next(letter: Message) -> None:
    add(letter, sender="Kommun A", subject="Beslut om plats")

    assert is_found(letter, '"beslut om plats"')
    assert not is_found(letter, '"a beslut"')


def test_adding_again_replaces_what_stood_there(letter: Message) -> None:
    add(letter, body="gammalt")
    add(letter, body="nytt")

    assert (is_found(letter, "gammalt"), is_found(letter, "nytt")) == (False, True)


def test_what_is_removed_is_found_no_more_and_the_rest_is(box: Mailbox) -> None:
    gone, kept = make.message(box), make.message(box)
    for letter in (gone, kept):
        add(letter, body="skatt")

    index.remove_words(gone.pk)
    index.remove_words(gone.pk)

    assert (is_found(gone, "skatt"), is_found(kept, "skatt")) == (False, True)


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {index.TABLE}")
        return int(cursor.fetchone()[0])


def test_words_are_kept_while_any_letter_is_left(letter: Message) -> None:
    add(letter, body="skatt")

    index.forget_words_left_behind()

    assert is_found(letter, "skatt")


def test_words_without_any_letter_are_forgotten() -> None:
    index.add_words([MessageWords(message=1, mailbox=1, sender="", subject="", body="skatt", files="")])
    assert rows() == 1

    index.forget_words_left_behind()

    assert rows() == 0


def test_nothing_to_add_is_no_fault() -> None:
    index.add_words([])


def test_the_number_of_a_mailbox_is_no_word_of_its_letters(letter: Message) -> None:
    add(letter, body="skatt")

    for written in (f"{letter.mailbox_id}", f"mailbox:{letter.mailbox_id}", f"_{letter.mailbox_id}"):
        assert not is_found(letter, written)


@pytest.mark.parametrize("word", ["and", "or", "not", "near", "OR", "AND", "NOT"])
def test_operators_of_the_index_are_words(letter: Message, word: str) -> None:
    assert not is_found(letter, word)

    add(letter, body=f"skatt {word} moms")

    assert is_found(letter, word)
    assert is_found(letter, f'"skatt {word} moms"')


WORDS = st.from_regex(r"[a-zåäö]{1,6}", fullmatch=True)


@given(words=st.lists(WORDS, min_size=1, max_size=6), place=st.integers(0, 5), cut=st.integers(1, 6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_beginning_of_any_word_finds_it_and_the_whole_word_is_exact(
    letter: Message, words: list[str], place: int, cut: int
) -> None:
    add(letter, body=" ".join(words))
    word = words[place % len(words)]

    assert is_found(letter, word[:cut])
    assert is_found(letter, f'"{word}"')
    assert is_found(letter, f'"{" ".join(words)}"')
    assert is_found(letter, f'"{word[:cut]}"') is (word[:cut] in words)


class TestReading:
    """Which words a letter has."""

    def test_all_names_of_files_are_words_also_of_those_that_are_not_read(self, box: Mailbox) -> None:
        letter = make.message(box, files=(("Bild.png", "image/png", b"x"), ("Tid.ics", "text/calendar", b"y")))

        words, texts = read_words(letter)

        assert (words.files, texts) == ("Bild.png\nTid.ics", [])
        assert (words.message, words.mailbox) == (letter.pk, box.pk)

    def test_a_body_has_an_end(self, box: Mailbox) -> None:
        letter = make.message(box, body="x" * (MAX_TEXT + 1), body_type="text/plain")

        assert len(read_words(letter)[0].body) == MAX_TEXT

    def test_plain_text_is_read_as_it_is_and_html_as_people_read_it(self, box: Mailbox) -> None:
        plain = make.message(box, body="<b>Hej</b>", body_type="text/plain")
        html = make.message(box, body="<b>Hej</b><style>b{}</style>")

        assert (body_text(plain), body_text(html)) == ("<b>Hej</b>", "Hej")

    def test_html_that_cannot_be_shown_has_no_words_and_the_letter_has(self, box: Mailbox) -> None:
        letter = make.message(box, subject="Djupt", body="<div>" * 5_000 + "ord")

        words, _ = read_words(letter)

        assert (words.subject, words.body) == ("Djupt", "")
