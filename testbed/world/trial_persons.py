"""The demo world's people, to try the channel switch on."""

from infra import clock
from testbed import world


def trial_people() -> list[tuple[str, str]]:
    """Number, and name with what the world promises about them."""
    everybody: list[world.WorldHolder] = [*world.list_persons(clock.today()), *world.list_companies()]
    return [(each.number, f"{each.name}: {each.promise}") for each in everybody]
