"""The init folder: files that are read once when the simulator starts, in order of their names.

A .zip is a snapshot, which takes the place of what is there. A .json names what is to be made, in lists named
companies, operators, actors and people, each in the form that POST takes at that address.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from far.actor_entries.log import ChangeNote
from infra import clock
from infra.authorship import Author, Origin
from infra.errors import InvalidInput
from infra.rest.problems import Problem
from infra.rest.serializers import validate_data
from testbed.on_demand import actors, companies, operators, people
from testbed.on_demand.api import actors as actors_api
from testbed.on_demand.api import companies as companies_api
from testbed.on_demand.api import operators as operators_api
from testbed.on_demand.api import people as people_api
from testbed.snapshots.archive import read_snapshot
from testbed.snapshots.models import InitFile

NOTE: Final = ChangeNote(Author(Origin.START))

MAKERS: Final[Mapping[str, tuple[Any, Callable[[Any], object]]]] = {
    "operators": (
        operators_api.OperatorOnDemandSerializer,
        lambda values: operators.make_operator(operators_api.wanted_of(values), NOTE),
    ),
    "actors": (
        actors_api.ActorOnDemandSerializer,
        lambda values: actors.make_actor(actors_api.wanted_of(values), NOTE),
    ),
    "people": (
        people_api.PersonOnDemandSerializer,
        lambda values: people.make_person(people_api.wanted_of(values)),
    ),
    "companies": (
        companies_api.CompanyOnDemandSerializer,
        lambda values: companies.make_company(companies_api.wanted_of(values)),
    ),
}
"""What reads a list, and what makes each of its entries; in the order in which they may refer to each other."""


def read_folder(folder: Path) -> list[str]:
    """Read the files that are new or have changed. Returns their names.

    Raises:
        InvalidInput: a file cannot be read, and why; those before it are in place (5001).
    """
    if not folder.is_dir():
        return []
    files = sorted(file for file in folder.iterdir() if file.suffix in {".json", ".zip"})
    return [file.name for file in files if _read_once(file)]


def _read_once(file: Path) -> bool:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if InitFile.objects.filter(name=file.name, sha256=digest).exists():
        return False
    try:
        with transaction.atomic():
            _read(file)
            InitFile.objects.update_or_create(name=file.name, defaults={"sha256": digest, "read_at": clock.now()})
    except (Problem, InvalidInput) as refusal:
        raise InvalidInput(
            f"{file}: {refusal.text.swedish}", f"{file}: {refusal.text.english}", slug="init-file-refused"
        ) from refusal
    return True


def _read(file: Path) -> None:
    if file.suffix == ".zip":
        with file.open("rb") as source:
            read_snapshot(source)
        return
    try:
        wanted = json.loads(file.read_bytes())
    except ValueError as problem:
        raise InvalidInput(f"ingen JSON: {problem}", f"no JSON: {problem}", slug="init-file-no-json") from problem
    if not isinstance(wanted, dict) or set(wanted) - set(MAKERS):
        names = ", ".join(MAKERS)
        raise InvalidInput(
            f"ska vara ett objekt med listor som heter {names}",
            f"must be an object with lists named {names}",
            slug="init-file-other-names",
        )
    for name, (serializer, make) in MAKERS.items():
        for values in validate_data(serializer, wanted.get(name, []), many=True):
            make(values)
