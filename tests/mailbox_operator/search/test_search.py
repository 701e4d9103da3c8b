"""The search on the real index of the database: what is found, what is skipped, and what it costs."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra import clock
from infra.pdf import reader
from infra.pdf.problems import PdfError, PdfProblem
from mailbox_operator import tasks
from mailbox_operator.models import SEARCH_VERSION, FileText, Mailbox, MatterEvent, Message
from mailbox_operator.search import filling, index
from mailbox_operator.search.excerpts import excerpts_of
from mailbox_operator.search.finding import matching_messages
from mailbox_operator.search.query_language import read_query
from tests.mailbox_ui import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def box() -> Mailbox:
    return make.mailbox(make.ANNA)


def found(box: Mailbox, written: str) -> set[str]:
    return set(matching_messages(box, read_query(written)).values_list("subject", flat=True))


@pytest.fixture
def letters(box: Mailbox) -> Mailbox:
    skatt = make.message(
        box,
        subject="Jämkning",
        body="<p>Din <b>preliminär</b>skatt för 2026 är ändrad.</p>",
        files=(("Beslut.pdf", "application/pdf", make.pdf(text="Underskott av kapital")),),
    )
    Message.objects.filter(pk=skatt.pk).update(sender_name="Skatteverket")
    make.message(box, subject="Förskoleplats åt Åke", body="Välkommen, Åke!", body_type="text/plain")
    make.message(box, subject="Påminnelse om skatt", body="Betala skatten.", body_type="text/plain")
    filling.fill_index()
    return box


@pytest.mark.parametrize(
    ("written", "subjects"),
    [
        ("skatteverket", {"Jämkning"}),
        ("skatt", {"Jämkning", "Påminnelse om skatt"}),
        ("SKATT", {"Jämkning", "Påminnelse om skatt"}),
        ('"skatt"', {"Påminnelse om skatt"}),
        ("ämne:skatt", {"Påminnelse om skatt"}),
        ("från:skatt", {"Jämkning"}),
        ("preliminärskatt", {"Jämkning"}),
        ("underskott", {"Jämkning"}),
        ("fil:underskott", {"Jämkning"}),
        ("text:underskott", set()),
        ("fil:beslut", {"Jämkning"}),
        ("åke", {"Förskoleplats åt Åke"}),
        ("A\u030ake", {"Förskoleplats åt Åke"}),
        ("ake", set()),
        ("forskoleplats", set()),
        ("skatt -påminnelse", {"Jämkning"}),
        ("-skatt", {"Förskoleplats åt Åke"}),
        ('"preliminärskatt för 2026"', {"Jämkning"}),
        ('"för preliminärskatt"', set()),
        ("skatt 2026", {"Jämkning"}),
        ("script", set()),
        ("b", {"Jämkning", "Påminnelse om skatt"}),
        ("", {"Jämkning", "Förskoleplats åt Åke", "Påminnelse om skatt"}),
    ],
)
def test_what_is_found(letters: Mailbox, written: str, subjects: set[str]) -> None:
    assert found(letters, written) == subjects


def test_nobody_finds_the_letters_of_others(letters: Mailbox) -> None:
    berits = make.mailbox(make.BERIT, at=letters.operator)

    assert found(berits, "skatt") == set()
    assert found(berits, f"skatt {letters.pk}") == set()


def test_a_letter_is_found_once_the_task_has_run(box: Mailbox) -> None:
    make.message(box, subject="Nyss")
    assert found(box, "nyss") == set()

    tasks.fill_search_index()

    assert found(box, "nyss") == {"Nyss"}


def test_filling_again_adds_nothing(letters: Mailbox) -> None:
    assert filling.fill_index() == 0
    Message.objects.update(search_version=0)
    assert filling.fill_index() == 3
    assert found(letters, "skatt") == {"Jämkning", "Påminnelse om skatt"}
    assert FileText.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [(make.pdf(password="hemlig"), PdfProblem.ENCRYPTED), (b"%PDF-1.7 nonsense", PdfProblem.DAMAGED)],
    ids=["encrypted", "damaged"],
)
def test_a_file_that_cannot_be_read_is_skipped_and_named(
    box: Mailbox, content: bytes, problem: PdfProblem
) -> None:
    make.message(box, subject="Kvitto", files=(("Hemligt.pdf", "application/pdf", content),))
    filling.fill_index()

    assert found(box, "kvitto") == found(box, "hemligt") == {"Kvitto"}
    file = FileText.objects.get()
    assert (file.problem, file.text, file.attachment.filename) == (problem.value, "", "Hemligt.pdf")


def test_a_letter_whose_file_must_wait_comes_in_later(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    make.message(box, subject="Först")
    make.message(box, subject="Sedan", files=(("Beslut.pdf", "application/pdf", make.pdf()),))
    with monkeypatch.context() as patched:
        patched.setattr(reader, "read_pdf", _busy)
        filling.fill_index()
    assert found(box, "först") == {"Först"}
    assert found(box, "sedan") == set()

    filling.fill_index()

    assert found(box, "sedan") == {"Sedan"}


def _busy(content: bytes, max_pages: int) -> None:
    raise PdfError(PdfProblem.BUSY)


def test_a_letter_that_is_removed_leaves_no_words(letters: Mailbox) -> None:
    letters.messages.all().delete()

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {index.TABLE}")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_the_index_too() -> None:
    make.message(make.mailbox(make.ANNA), subject="Nyss")
    filling.fill_index()
    call_command("flush", interactive=False, verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {index.TABLE}")
        assert cursor.fetchone() == (0,)


def test_while_many_letters_come_in_the_index_waits(box: Mailbox) -> None:
    assert not filling.is_rush()
    make.many_messages(box, filling.RUSH + 1)
    assert not filling.is_rush()

    Message.objects.update(received_at=clock.now())

    assert filling.is_rush()
    Message.objects.update(received_at=clock.now() - 2 * filling.RUSH_TIME)
    assert not filling.is_rush()


def test_letters_of_a_rush_come_in_once_the_first_has_waited_for_half_a_minute(box: Mailbox) -> None:
    make.many_messages(box, filling.RUSH + 1)
    Message.objects.update(received_at=clock.now())
    assert filling.fill_index() == 0

    first = Message.objects.order_by("pk").first()
    assert first
    Message.objects.filter(pk=first.pk).update(received_at=clock.now() - 2 * filling.LONGEST_WAIT)

    assert filling.fill_index() >= filling.BATCH


def test_a_run_has_an_end_and_the_next_one_goes_on(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    make.many_messages(box, 3 * filling.BATCH)
    monkeypatch.setattr(filling, "SECONDS", 0)

    assert [filling.fill_index() for _ in range(4)] == [filling.BATCH, filling.BATCH, filling.BATCH, 0]


def test_the_words_are_shown_where_they_stand(letters: Mailbox) -> None:
    messages, query = list(letters.messages.all()), read_query("underskott ändrad")

    excerpts = {message.subject: excerpts_of(messages, query).get(message.pk) for message in messages}

    excerpt = excerpts["Jämkning"]
    assert excerpt is not None
    assert [piece.text for piece in excerpt.pieces if piece.is_hit] == ["ändrad"]
    assert excerpts["Förskoleplats åt Åke"] is None
    in_file = excerpts_of(messages, read_query("underskott"))
    assert [each.filename for each in in_file.values()] == ["Beslut.pdf"]


def test_a_large_letter_is_found_by_its_first_words(box: Mailbox) -> None:
    many = " ".join(f"ord{number}" for number in range(60_000))
    make.message(box, subject="Lång", body=many, body_type="text/plain")
    filling.fill_index()

    assert found(box, "ord1 ord15000") == {"Lång"}


def test_each_letter_costs_the_same_number_of_queries_to_find(letters: Mailbox, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django names no type
    make.many_messages(letters, 300)
    filling.fill_index()

    with django_assert_num_queries(1):
        assert len(matching_messages(letters, read_query("brev"))) == 300


@given(written=st.text(max_size=60))
@settings(
    max_examples=150, deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_that_is_written_breaks_the_index(written: str, letters: Mailbox) -> None:
    safe = written.replace("\0", "").encode(errors="replace").decode()

    assert found(letters, safe) <= {"Jämkning", "Förskoleplats åt Åke", "Påminnelse om skatt"}


@given(
    word=st.sampled_from(
        ["välkommen", "åke", "preliminärskatt", "ändrad", "betala", "skatten", "underskott", "kapital"]
    )
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_letter_with_the_word_is_found_and_left_out_by_its_minus(word: str, letters: Mailbox) -> None:
    everything = found(letters, "")

    assert found(letters, word)
    assert found(letters, word) | found(letters, f"-{word}") == everything
    assert found(letters, f"{word} -{word}") == set()


@pytest.mark.parametrize("written", ["altan", "ämne:bygglov", "BN-2026-17"])
def test_a_letter_is_found_by_the_name_and_the_id_of_its_case(box: Mailbox, written: str) -> None:
    letter = make.message(box, subject="Vi behöver en ritning", body="Hej!", body_type="text/plain")
    MatterEvent.objects.create(
        message=letter, mailbox=box, matter_id="BN-2026-17", matter_subject="Bygglov för altan"
    )
    filling.fill_index()

    assert found(box, written) == {"Vi behöver en ritning"}


def test_a_letter_that_was_read_by_older_rules_is_read_again_in_its_turn(box: Mailbox) -> None:
    letter = make.message(box, subject="Vi behöver en ritning", body="Hej!", body_type="text/plain")
    filling.fill_index()
    MatterEvent.objects.create(message=letter, mailbox=box, matter_id="BN-2026-17", matter_subject="Altan")
    Message.objects.update(search_version=SEARCH_VERSION - 1)
    assert found(box, "altan") == set()

    assert (filling.fill_index(), filling.fill_index()) == (1, 0)

    assert found(box, "altan") == {"Vi behöver en ritning"}
    assert found(box, "ritning") == {"Vi behöver en ritning"}


def test_only_letters_of_cases_wait_to_be_read_again_after_the_change_of_rules(box: Mailbox) -> None:
    of_case, other, new = (make.message(box) for _ in range(3))
    MatterEvent.objects.create(message=of_case, mailbox=box, matter_id="BN-2026-17")
    Message.objects.exclude(pk=new.pk).update(search_version=1)

    migration = import_module("mailbox_operator.migrations.0017_letters_of_cases_indexed_again")
    migration.keep_words_of_letters_without_a_case(apps, connection.schema_editor())

    waiting = Message.objects.filter(search_version__lt=2)
    assert set(waiting) == {of_case, new}
    assert other not in waiting


def test_letters_that_wait_are_found_by_an_index_of_their_own(box: Mailbox) -> None:
    make.message(box)
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of the table, and this one has a row")

    assert "unindexed_messages" in filling.unindexed_messages()[: filling.BATCH].explain()
