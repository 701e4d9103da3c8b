"""The recipes' files, as they stand in their documents."""

import re
from pathlib import Path

from tests.kit.runs import ROOT

FOLDER = ROOT / "docs/recipes"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"^(?:#|//|<!--) (\S+\.\w+)(?: -->)?$")


def files_of(recipe: str) -> dict[str, str]:
    """The blocks that begin with the name of a file, by that name."""
    text = (FOLDER / f"{recipe}.md").read_text()
    found = {}
    for block in BLOCK.finditer(text):
        first = block[2].partition("\n")[0]
        if named := NAME.match(first):
            found[named[1]] = block[2]
    return found


def write_files(recipe: str, folder: Path) -> None:
    for name, content in files_of(recipe).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
