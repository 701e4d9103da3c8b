"""The test people and the promise about each of them, for docs/people.md and the terminal."""

from collections.abc import Sequence
from datetime import date

from testbed import world

CHILDREN = ("*den som är 12 år i dag*", "*den som är 13 år i dag*")
HEADINGS = ("nummer", "namn", "vad som utlovas")

Row = tuple[str, str, str]


def promise_rows() -> list[Row]:
    """Number, name and promise of each person and company. Children are named by their age."""
    children = [(who, "", promise) for who, promise in zip(CHILDREN, world.promises_by_age(), strict=True)]
    return _rows_of([*world.named_persons(), *world.list_companies()]) + children


def promises_as_markdown() -> str:
    """The table of docs/people.md."""
    lines = [HEADINGS, ("---", "---", "---"), *promise_rows()]
    return "".join(f"| {' | '.join(line)} |\n".replace("|  |", "| |") for line in lines)


def promises_as_text(today: date) -> str:
    """The promises as text for a terminal, with the numbers of the children of the day."""
    found = _rows_of([*world.list_persons(today), *world.list_companies()])
    widest = max(len(name) for _, name, _ in found)
    return "".join(f"{number:12} {name:{widest}} {promise}\n" for number, name, promise in found)


def _rows_of(holders: Sequence[world.WorldHolder]) -> list[Row]:
    return [(holder.number, holder.name, holder.promise) for holder in holders]
