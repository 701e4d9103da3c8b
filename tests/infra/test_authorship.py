"""The author on behalf of which code runs."""

import threading

import pytest

from infra.authorship import Author, Origin, acting_as, current_actor


def test_code_of_its_own_is_a_command() -> None:
    assert current_actor() == Origin.COMMAND


def test_within_it_is_the_actor_that_was_named_and_afterwards_the_one_before() -> None:
    with acting_as("162021004748"):
        assert current_actor() == "162021004748"
        with acting_as(Origin.REST.value):
            assert current_actor() == "rest"
        assert current_actor() == "162021004748"

    assert current_actor() == Origin.COMMAND


def test_an_error_within_changes_nothing_of_that() -> None:
    with pytest.raises(ValueError, match="broken"), acting_as("x"):
        raise ValueError("broken")

    assert current_actor() == Origin.COMMAND


def test_another_thread_acts_for_itself() -> None:
    seen: list[str] = []
    with acting_as("162021004748"):
        other = threading.Thread(target=lambda: seen.append(current_actor()))
        other.start()
        other.join()

    assert seen == [Origin.COMMAND]


def test_an_author_may_have_no_name() -> None:
    assert Author(Origin.START).name == ""
