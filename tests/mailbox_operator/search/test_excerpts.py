"""Where in a letter the words stand: what is shown around a hit, and what is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox_operator.models import Attachment, FileText, Mailbox, Message
from mailbox_operator.search import excerpts
from mailbox_operator.search.excerpts import AFTER, BEFORE, Excerpt, excerpts_of, mark_hits
from mailbox_operator.search.query_language import normalise_words, read_query
from tests.mailbox_ui import factories as make


def marked(text: str, written: str) -> list[str]:
    return [piece.text for piece in mark_hits(text, read_query(written)) if piece.is_hit]


@pytest.mark.parametrize(
    ("text", "written", "hits"),
    [
        ("Skatten betalas", "skatt", ["Skatten"]),
        ("Förskatt och skatt", "skatt", ["skatt"]),
        ("SKATT skatt Skatt", "skatt", ["SKATT", "skatt", "Skatt"]),
        ("Kommun A och kommun B", '"kommun a"', ["Kommun", "A", "kommun"]),
        ("Ring 010-123 45 67", "010", ["010"]),
        ("Åke och Ake", "åke", ["Åke"]),
        ("A\u030ake", "åke", ["Åke"]),
        ("Över\u00adskott", "överskott", ["Överskott"]),
        ("Skatt och moms", "skatt -moms", ["Skatt"]),
        ("Skatt", "ämne:skatt", ["Skatt"]),
        ("a_skatt_b", "skatt", ["skatt"]),
        ("Skatt (2026)", "(2026)", ["2026"]),
        ("Ingenting", "skatt", []),
        ("Skatt", "", []),
    ],
)
def test_words_are_marked_from_their_beginning_to_their_end(text: str, written: str, hits: list[str]) -> None:
    assert marked(text, written) == hits


@given(st.text(max_size=80), st.text(max_size=20))
def test_the_pieces_are_the_whole_text_and_none_is_empty(text: str, written: str) -> None:
    query = read_query(written)
    pieces = mark_hits(text, query)

    whole = "".join(piece.text for piece in pieces)
    assert whole == (normalise_words(text) if query.shown_words else text)
    assert all(piece.text for piece in pieces) or not query.shown_words


@given(st.text(alphabet="skat .*+?()[]\\|", max_size=30), st.sampled_from(["skatt", "a.b", "(s", "[a", "s|k"]))
def test_signs_of_patterns_are_signs(text: str, written: str) -> None:
    for hit in marked(text, written):
        assert any(hit.lower().startswith(word) for word in read_query(written).shown_words)


@pytest.fixture
def box(db: None) -> Mailbox:
    return make.mailbox(make.ANNA)


def plain(box: Mailbox, body: str) -> Message:
    return make.message(box, body=body, body_type="text/plain")


def excerpt(letter: Message, written: str) -> Excerpt | None:
    return excerpts_of([letter], read_query(written)).get(letter.pk)


def shown(found: Excerpt | None) -> str:
    assert found is not None
    return "".join(piece.text for piece in found.pieces)


def with_file(letter: Message, name: str, text: str, position: int = 0) -> None:
    file = Attachment.objects.create(
        message=letter, position=position, filename=name, content_type="application/pdf", size=1, content=b"x"
    )
    FileText.objects.create(attachment=file, mailbox=letter.mailbox, text=text)


def test_a_short_letter_is_shown_whole_without_dots(box: Mailbox) -> None:
    assert shown(excerpt(plain(box, "Din skatt är ändrad."), "skatt")) == "Din skatt är ändrad."


def test_a_long_letter_is_cut_around_its_first_hit(box: Mailbox) -> None:
    text = shown(excerpt(plain(box, "x " * 200 + "skatt" + " y" * 200 + " skatt"), "skatt"))

    assert (text[:2], text[-2:]) == ("… ", " …")
    assert len(text) <= BEFORE + len("skatt") + AFTER + 4
    assert text.count("skatt") == 1


def test_lines_of_a_letter_are_one_line_of_an_excerpt(box: Mailbox) -> None:
    assert shown(excerpt(plain(box, "Din\n\n  skatt\tär\r\nändrad."), "skatt")) == "Din skatt är ändrad."


def test_markup_is_no_part_of_an_excerpt(box: Mailbox) -> None:
    letter = make.message(box, body="<p>Din <b>skatt</b> &amp; avgift</p><script>skatt()</script>")

    assert shown(excerpt(letter, "skatt")) == "Din skatt & avgift"


def test_a_word_of_the_letter_comes_before_those_of_its_files(box: Mailbox) -> None:
    letter = plain(box, "Din skatt")
    with_file(letter, "Beslut.pdf", "Mer om skatt")

    found = excerpt(letter, "skatt")
    assert found is not None
    assert (shown(found), found.filename) == ("Din skatt", "")


def test_the_first_file_with_the_word_is_named(box: Mailbox) -> None:
    letter = plain(box, "Hej")
    for position, (name, text) in enumerate([("Ett.pdf", "Ingenting"), ("Två.pdf", "moms"), ("Tre.pdf", "moms")]):
        with_file(letter, name, text, position)

    found = excerpt(letter, "moms")
    assert found is not None
    assert found.filename == "Två.pdf"


@pytest.mark.parametrize("written", ["", "-hej", "annat"])
def test_without_a_hit_there_is_no_excerpt(box: Mailbox, written: str) -> None:
    assert excerpt(plain(box, "Hej"), written) is None


def test_many_letters_cost_one_query(box: Mailbox, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django names no type
    letters = [plain(box, "Din skatt") for _ in range(5)]
    for letter in letters:
        with_file(letter, "Beslut.pdf", "skatt")

    with django_assert_num_queries(1):
        assert len(excerpts.excerpts_of(letters, read_query("skatt"))) == 5
