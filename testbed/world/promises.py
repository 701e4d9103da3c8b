"""The test people and the promise about each of them, for docs/people.md and the terminal."""

from testbed import world

CHILDREN = ("*den som är 12 år i dag*", "*den som är 13 år i dag*")
HEADINGS = ("nummer", "namn", "vad som utlovas")

Row = tuple[str, str, str]


def rows() -> list[Row]:
    """Number, name and promise of each person and company. Children are named by their age."""
    everybody = [(item.number, item.name, item.promise) for item in _everybody()]
    return everybody + [(who, "", promise) for who, promise in zip(CHILDREN, world.ages(), strict=True)]


def markdown() -> str:
    """The table of docs/people.md."""
    lines = [HEADINGS, ("---", "---", "---"), *rows()]
    return "".join(f"| {' | '.join(line)} |\n".replace("|  |", "| |") for line in lines)


def text() -> str:
    """The same for a terminal."""
    widest = max(len(row[1]) for row in rows())
    return "".join(f"{number.strip('*'):24} {name:{widest}} {promise}\n" for number, name, promise in rows())


def _everybody() -> list[world.WorldHolder]:
    return [*world.named_persons(), *world.companies()]
