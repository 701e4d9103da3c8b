"""Progress of a print file where no terminal is: a line now and then, which says all that a bar would."""

from __future__ import annotations

import io

import pytest
from django.core.management.base import OutputWrapper

from sender.print_files.management.progress_display import ProgressDisplay
from sender.print_files.progress import Progress


class Terminal(io.StringIO):
    """Says that a person watches."""

    def isatty(self) -> bool:
        return True


def lines_of(*shown: tuple[str, Progress]) -> list[str]:
    out = io.StringIO()
    display = ProgressDisplay(OutputWrapper(out))
    for state, progress in shown:
        display.show(state, progress)
    display.close()
    return out.getvalue().splitlines()


def bar_of(*shown: tuple[str, Progress]) -> str:
    out = Terminal()
    display = ProgressDisplay(OutputWrapper(out), out)
    for state, progress in shown:
        display.show(state, progress)
    display.close()
    return out.getvalue()


@pytest.mark.parametrize(
    ("progress", "line"),
    [
        (Progress(0), "running   0/0"),
        (Progress(9, {"waiting": 9}), "running   0/9"),
        (Progress(9, {"delivered": 4}, sent={"mina_meddelanden": 4}), "running   4/9  digital 4"),
        (
            Progress(9, {"delivered": 5, "printed": 1}, sent={"print": 1, "email": 2, "sms": 3}),
            "running   6/9  e-mail 2  print 1  SMS 3",
        ),
        (Progress(9, {"failed": 1, "refused": 2}), "running   3/9  not sent 3"),
        (Progress(9, {"handed_over": 2}, in_print_queue=2, sent={"print": 2}), "running   2/9  print 2"),
    ],
    ids=["nothing read", "nothing sent", "one channel", "channels", "not sent", "print queue"],
)
def test_a_line_says_how_many_went_by_which_channel(progress: Progress, line: str) -> None:
    assert lines_of(("running", progress)) == [line]


def test_lines_come_now_and_then_and_not_for_each_letter() -> None:
    shown = [("running", Progress(100, {"delivered": count})) for count in range(100)]

    assert lines_of(*shown) == ["running   0/100"]


def test_what_a_line_counts_adds_up_to_what_is_settled() -> None:
    progress = Progress(
        9,
        {"delivered": 2, "handed_over": 3, "failed": 1},
        in_print_queue=1,
        sent={"mina_meddelanden": 2, "print": 1},
    )

    [line] = lines_of(("running", progress))

    assert line == "running   4/9  digital 2  print 1  not sent 1"
    assert progress.settled == 4


@pytest.mark.parametrize("state", ["received", "running", "done"])
def test_a_person_sees_a_bar_with_the_state_and_the_count(state: str) -> None:
    shown = bar_of((state, Progress(9, {"delivered": 4}, sent={"mina_meddelanden": 4})))

    assert state in shown
    assert "4/9" in shown
    assert shown.count("\n") == 1


def test_a_bar_follows_every_change() -> None:
    shown = bar_of(*(("running", Progress(3, {"delivered": count})) for count in range(4)))

    assert all(f"{count}/3" in shown for count in range(4))


def test_a_bar_that_showed_nothing_is_closed_without_a_trace() -> None:
    assert lines_of() == []
