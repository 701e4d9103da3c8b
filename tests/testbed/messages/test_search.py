"""Finding messages: every filter by its own value, any text, the caller's run, and nothing of anybody else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from infra import clock
from infra.errors import NotFound
from infra.trace import use_label
from mailbox_operator.models import Message
from sender import compose
from testbed.messages import search
from testbed.messages.search import MessageFilter, find_messages, matching_messages, message_with_id, within_run
from tests import cast

QUICK = how(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def subjects(**wanted: Any) -> list[str]:
    return [message.subject for message in matching_messages(MessageFilter(**wanted))]


@pytest.fixture
def two(kommun_a: cast.Sender) -> None:
    """A letter to Maria with a file, and one to Arvid without."""
    kommun_a.deliver(
        kommun_a.letter(cast.MARIA, kommun_a.text(subject="Förskola", body="Välkommen till Blåsippan"))
    )
    kommun_a.deliver(kommun_a.letter(cast.ARVID, kommun_a.text(subject="Bygglov", attachments=[])))


def test_without_a_filter_all_are_found_the_newest_first(two: None) -> None:
    assert subjects() == ["Bygglov", "Förskola"]


@pytest.mark.parametrize(
    "written", ["blåsippan", "BLÅSIPPAN", "till Blå", "förskola", "FÖRSKOLA", "Välkommen till Blåsippan"]
)
def test_a_part_of_subject_or_body_is_found_in_any_case(two: None, written: str) -> None:
    assert subjects(text=written) == ["Förskola"]


@pytest.mark.parametrize(
    "written", [".*", "F.rskola", "^F", "(", "[a-z]", "\\w", "%", "_", "Förskola$", "a|b", "*"]
)
def test_signs_of_patterns_in_a_text_are_only_signs(two: None, written: str) -> None:
    assert subjects(text=written) == []


@given(st.text(st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), max_size=40))
@QUICK
def test_any_text_can_be_looked_for(db: None, text: str) -> None:
    assert subjects(text=text) == []
    assert subjects(subject=text, attachment=text, label=text) == []


@given(st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30))
@how(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_letter_of_any_subject_is_found_by_it(kommun_a: cast.Sender, subject: str) -> None:
    reply = kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject=f"x{subject}x")))

    if reply.status == 200:
        assert subjects(subject=f"x{subject}x")
        assert subjects(text=subject)


def test_a_message_with_two_files_of_one_name_is_found_once(kommun_a: cast.Sender) -> None:
    files = [compose.AttachedFile("beslut.pdf", cast.PDF), compose.AttachedFile("beslut.pdf", cast.PDF)]
    kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(attachments=files)))

    assert len(subjects(attachment="beslut.pdf")) <= 1
    assert len(find_messages(MessageFilter(attachment="beslut.pdf"), 10).messages) <= 1


def test_read_and_unread_are_told_apart(two: None) -> None:
    Message.objects.filter(subject="Bygglov").update(read_at=clock.now())

    assert subjects(read=True) == ["Bygglov"]
    assert subjects(read=False) == ["Förskola"]


def test_a_moment_counts_as_after_itself_and_not_as_before(two: None) -> None:
    moment = Message.objects.get(subject="Bygglov").received_at

    assert "Bygglov" in subjects(received_after=moment)
    assert "Bygglov" not in subjects(received_before=moment)
    assert "Bygglov" in subjects(received_before=moment + timedelta(microseconds=1))


def test_all_that_is_given_must_hold(two: None) -> None:
    assert subjects(recipient=cast.MARIA, subject="Förskola", operator="minmyndighetspost.se") == ["Förskola"]
    assert subjects(recipient=cast.ARVID, subject="Förskola") == []


def test_what_is_given_is_told_by_name_and_false_is_given_too() -> None:
    assert MessageFilter(read=False, label="a").given == {"label": "a", "read": False}
    assert MessageFilter().given == {}
    assert set(MessageFilter(text="a", sender="b").conditions) == {"text", "sender"}


def test_every_filter_has_a_condition() -> None:
    assert set(MessageFilter.__dataclass_fields__) == {*search.COLUMNS, "text", "read"}


def test_within_a_run_its_own_label_counts_unless_another_is_named() -> None:
    with use_label("mine"):
        assert within_run({}).label == "mine"
        assert within_run({"label": "theirs"}).label == "theirs"
    assert within_run({}).label is None


@pytest.mark.parametrize("limit", [1, 2, 3, 10])
def test_pages_have_each_message_once_while_more_arrive(kommun_a: cast.Sender, limit: int) -> None:
    for number in range(4):
        kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject=f"{number}", attachments=[])))

    seen: list[str] = []
    before: int | None = None
    while True:
        page = find_messages(MessageFilter(), limit, before)
        seen += [message.subject for message in page.messages]
        if (before := page.next_cursor) is None:
            break

    assert seen == ["3", "2", "1", "0"]


def test_a_page_asks_the_database_no_more_for_many_than_for_few(
    kommun_a: cast.Sender, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        kommun_a.deliver(kommun_a.letter(cast.MARIA, kommun_a.text(subject=f"{number}")))

    with django_assert_max_num_queries(8):
        assert len(client.get("/api/v1/messages").json()["results"]) == 6


def test_a_message_is_found_by_its_id_alone(two: None) -> None:
    message = Message.objects.get(subject="Bygglov")

    assert message_with_id(message.public_id) == message
    with pytest.raises(NotFound) as refusal:
        message_with_id(message.delivery.trans_id)
    assert str(message.delivery.trans_id) in refusal.value.text.swedish
