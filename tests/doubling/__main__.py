"""Prints the exponent of every door: `python -m tests.doubling [part of a name]`."""

import sys

import django

django.setup()

from tests.doubling.doors import all_doors  # noqa: E402 (only after the settings are chosen)
from tests.doubling.growth import measure  # noqa: E402 (only after the settings are chosen)

for door in all_doors():
    if all(part in door.name for part in sys.argv[1:]):
        growth = measure(door)
        line = f"{growth.exponent:5.2f} {growth.longest:7.2f} s at {max(growth.times):>9,}  {door.name}"
        print(line, flush=True)  # noqa: T201 (a command prints)
